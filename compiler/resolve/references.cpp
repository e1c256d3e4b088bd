#include <algorithm>
#include <initializer_list>

#include "compiler/diagnostics/suggest.h"
#include "compiler/resolve/resolver.h"

namespace bpol::resolve {
namespace {

using symbols::ModuleId;
using symbols::Space;
using symbols::SymbolId;
using symbols::SymbolKind;

// Names in the heads of declarations, one function a kind of declaration.
class ReferenceChecker {
 public:
  ReferenceChecker(const symbols::Module& module, ModuleId in, Diagnostics& diagnostics)
      : module_(module), in_(in), diagnostics_(diagnostics) {}

  void operator()(const syntax::ClassDecl&) {}
  void operator()(const syntax::DefaultClassDecl& decl) { Class(decl.data_class); }
  void operator()(const syntax::AcrDecl&) {}
  void operator()(const syntax::EnumDecl&) {}
  void operator()(const syntax::EntityDecl&) {}
  void operator()(const syntax::RecordDecl&) {}
  void operator()(const syntax::ActionDecl&) {}
  void operator()(const syntax::ParamDecl&) {}
  void operator()(const syntax::TableDecl&) {}
  void operator()(const syntax::FactDecl&) {}
  void operator()(const syntax::SignalDecl& decl) { Actions(decl.actions); }
  void operator()(const syntax::KeyDecl&) {}
  void operator()(const syntax::ObligationDecl&) {}
  void operator()(const syntax::LetDecl&) {}
  void operator()(const syntax::DefDecl&) {}
  void operator()(const syntax::RuleBlock& decl) { Actions(decl.actions); }
  void operator()(const syntax::ConsentDecl& decl) { Refer(decl.fact, {SymbolKind::Fact}); }
  void operator()(const syntax::LifecycleDecl& decl) {
    Refer(decl.status, {SymbolKind::Enum});
    Refer(decl.record, {SymbolKind::Record});
  }
  void operator()(const syntax::ResidencyDecl& decl) {
    for (const syntax::Name& name : decl.classes) Class(name);
  }
  void operator()(const syntax::RedactDecl& decl) {
    Refer(decl.record, {SymbolKind::Record, SymbolKind::Entity});
    Actions(decl.actions);
  }
  void operator()(const syntax::ScoreDecl& decl) {
    if (decl.champion) Refer(*decl.champion, {SymbolKind::Score});
  }
  void operator()(const syntax::BindDecl& decl) {
    Refer(decl.action, {SymbolKind::Action});
    Actions(decl.same_as);
  }
  void operator()(const syntax::FixtureDecl& decl) { Refer(decl.action, {SymbolKind::Action}); }
  void operator()(const syntax::ScenarioTest& decl) {
    Refer(decl.given.fixture, {SymbolKind::Fixture});
    for (const syntax::Expectation& expectation : decl.expectations) {
      if (const auto* move = std::get_if<syntax::MoveExpectation>(&expectation.node))
        Refer(move->fact, {SymbolKind::Fact});
    }
  }
  void operator()(const syntax::TableTest& decl) { Refer(decl.given.fixture, {SymbolKind::Fixture}); }
  void operator()(const syntax::InvariantDecl& decl) {
    if (const auto* effect = std::get_if<syntax::NeverEffect>(&decl.claim)) Actions(effect->actions);
  }

 private:
  void Class(const syntax::Name& name) { Refer(name, {SymbolKind::DataClass}); }
  void Actions(const std::vector<syntax::Name>& names) {
    for (const syntax::Name& name : names) Refer(name, {SymbolKind::Action});
  }

  // `kinds` are of one space; the first is what the message asks for.
  void Refer(const syntax::Name& name, std::initializer_list<SymbolKind> kinds) {
    if (name.missing()) return;
    const Space space = SpaceOf(*kinds.begin());
    const SymbolId found = module_.Find(in_, space, name.text);
    const std::string wanted = std::string(DescribeKind(*kinds.begin()));
    if (!found.valid()) {
      if (module_.MayBeLost(in_, name.text)) return;
      std::vector<std::string_view> known = module_.NamesIn(in_, space);
      std::erase_if(known, [&](std::string_view each) {
        return std::ranges::find(kinds, module_.symbol(module_.Find(in_, space, each)).kind) == kinds.end();
      });
      const std::string brought = diagnostics::BroughtBy(module_.DeclaringModule(in_, space, name.text));
      diagnostics_.Add({.code = Code::UnknownName,
                        .span = name.span,
                        .message = "nothing here is " + wanted + " named `" + name.text + "`",
                        .help = brought.empty() ? diagnostics::DidYouMean(name.text, known) : brought});
      return;
    }
    const symbols::Symbol& symbol = module_.symbol(found);
    if (std::find(kinds.begin(), kinds.end(), symbol.kind) != kinds.end()) return;
    diagnostics_.Add({.code = Code::WrongKindOfName,
                      .span = name.span,
                      .message = "`" + name.text + "` is " + std::string(DescribeKind(symbol.kind)) + ", not " + wanted,
                      .labels = {{symbol.span, "declared here"}},
                      .help = "name " + wanted + " here"});
  }

  const symbols::Module& module_;
  ModuleId in_;
  Diagnostics& diagnostics_;
};

}  // namespace

void Resolver::CheckReferences() {
  for (std::uint32_t file = 0; file < files_.size(); ++file) {
    ReferenceChecker checker(view(), {file}, diagnostics_);
    for (const syntax::Declaration& declaration : files_[file].declarations) std::visit(checker, declaration.node);
  }
}

}  // namespace bpol::resolve
