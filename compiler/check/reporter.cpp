#include "compiler/check/reporter.h"

namespace bpol::check {

namespace {

// What one misspelt declaration makes of each use.
bool SpeaksOfAName(Code code) {
  return code == Code::UnknownName || code == Code::UnknownField || code == Code::UnknownMember ||
         code == Code::UnknownType || code == Code::UnknownPath;
}

}  // namespace

Reporter::Reporter(Diagnostics& diagnostics) : diagnostics_(diagnostics) {
  for (const Diagnostic& found : diagnostics.all()) places_.emplace(found.span.file, found.span.begin, found.span.end);
}

void Reporter::Add(Code code, Span span, std::string message, Advice help, std::vector<diagnostics::Label> labels,
                   std::vector<diagnostics::Edit> edits) {
  Add({.code = code,
       .span = span,
       .message = std::move(message),
       .labels = std::move(labels),
       .help = std::move(help),
       .edits = std::move(edits)});
}

void Reporter::Add(Diagnostic added) {
  if (added.span.valid() && !places_.emplace(added.span.file, added.span.begin, added.span.end).second) return;
  if (trial_) {
    trial_->push_back(std::move(added));
  } else if (!AddToSame(added)) {
    diagnostics_.Add(std::move(added));
  }
}

bool Reporter::AddToSame(const Diagnostic& added) {
  if (!SpeaksOfAName(added.code) || !added.span.valid()) return false;
  const auto [said, first] = said_.try_emplace({added.code, added.message}, diagnostics_.all().size());
  return !first && diagnostics_.AddLabel(said->second, {added.span, "here too"});
}

void Reporter::BeginTrial() {
  places_before_ = places_;
  trial_.emplace();
}

std::vector<Diagnostic> Reporter::EndTrial() {
  std::vector<Diagnostic> said = std::move(*trial_);
  trial_.reset();
  places_ = std::move(places_before_);
  return said;
}

std::string Quote(std::string_view text) {
  return "`" + std::string(text) + "`";
}

std::string QuoteAll(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + Quote(text);
  return all;
}

}  // namespace bpol::check
