#include "compiler/coverage/owners.h"

#include <algorithm>

namespace bpol::coverage {
namespace {

// The word and the name of a declaration; no name where it has nothing that a request could meet.
struct Title {
  const char* word = "";
  const syntax::Name* name = nullptr;
};

struct TitleOf {
  Title operator()(const syntax::RuleBlock& node) const {
    return {node.kind == syntax::BlockKind::Rules ? "rules" : "decide", &node.name};
  }
  Title operator()(const syntax::LifecycleDecl& node) const { return {"lifecycle", &node.status}; }
  Title operator()(const syntax::ResidencyDecl& node) const { return {"residency", &node.name}; }
  Title operator()(const syntax::ConsentDecl& node) const { return {"consent", &node.name}; }
  Title operator()(const syntax::RedactDecl& node) const { return {"redact", &node.record}; }
  Title operator()(const syntax::ScoreDecl& node) const { return {"score", &node.name}; }
  Title operator()(const syntax::LetDecl& node) const { return {"let", &node.name}; }
  Title operator()(const syntax::DefDecl& node) const { return {"def", &node.name}; }
  Title operator()(const syntax::ActionDecl& node) const { return {"action", &node.name}; }
  template <typename Other>
  Title operator()(const Other&) const {
    return {};
  }
};

}  // namespace

Owners::Owners(const compiler::Compiled& compiled) {
  // A file without a manifest is a project of its own.
  const std::size_t own = std::max<std::size_t>(1, compiled.project.manifest.modules.size());
  for (std::size_t i = 0; i < std::min(own, compiled.files.size()); ++i) {
    const syntax::File& file = compiled.files[i];
    const std::string module = file.module ? file.module->Dotted() + "." : "";
    for (const syntax::Declaration& declaration : file.declarations) {
      const Title title = std::visit(TitleOf{}, declaration.node);
      if (title.name == nullptr) continue;
      owners_.push_back(
          {std::string(title.word) + " " + module + title.name->text, title.name->span, declaration.span});
    }
  }
}

std::optional<std::size_t> Owners::Of(Span span) const {
  const auto found = std::ranges::find_if(owners_, [&](const Owner& owner) {
    return owner.all.file == span.file && owner.all.begin <= span.begin && span.end <= owner.all.end;
  });
  if (found == owners_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - owners_.begin());
}

std::optional<std::size_t> Owners::Named(std::string_view word, std::string_view name) const {
  const auto found = std::ranges::find_if(owners_, [&](const Owner& owner) {
    const std::string_view text = owner.name;
    return text.starts_with(word) && text.ends_with(name) && text.find_last_of(". ") == text.size() - name.size() - 1;
  });
  if (found == owners_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - owners_.begin());
}

}  // namespace bpol::coverage
