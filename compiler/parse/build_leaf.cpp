#include "compiler/parse/builder.h"

namespace bpol::parse {

Span Builder::SpanOf(const antlr4::ParserRuleContext* tree) const {
  const Lexeme& first = LexemeOf(tree->start);
  // The stop of an empty rule stands before its start.
  const bool empty = tree->stop == nullptr || tree->stop->getTokenIndex() < tree->start->getTokenIndex();
  return {file_.id(), first.begin, empty ? first.begin : LexemeOf(tree->stop).end};
}

std::string_view Builder::TextOf(Terminal* terminal) const {
  return parse::TextOf(file_, LexemeOf(terminal->getSymbol()));
}

syntax::Name Builder::NameOf(const antlr4::ParserRuleContext* name_or_word) const {
  const Span span = SpanOf(name_or_word);
  return {std::string(file_.Text(span)), span};
}

std::vector<syntax::Name> Builder::NamesOf(Grammar::NamesContext* tree) const {
  std::vector<syntax::Name> names;
  for (auto* name : tree->name()) names.push_back(NameOf(name));
  return names;
}

syntax::Path Builder::PathOf(Grammar::PathContext* tree) const {
  syntax::Path path{{NameOf(tree->name())}, SpanOf(tree)};
  for (auto* word : tree->word()) path.parts.push_back(NameOf(word));
  return path;
}

syntax::Path Builder::PathOf(Grammar::MemberPathContext* tree) const {
  syntax::Path path{{}, SpanOf(tree)};
  for (auto* word : tree->word()) path.parts.push_back(NameOf(word));
  return path;
}

std::vector<syntax::Text> Builder::StringsOf(const std::vector<Terminal*>& terminals) {
  std::vector<syntax::Text> texts;
  for (Terminal* terminal : terminals) texts.push_back(StringOf(terminal));
  return texts;
}

void Builder::Report(Code code, Span span, std::string message, std::string help,
                     std::vector<diagnostics::Label> labels, std::vector<diagnostics::Edit> edits) {
  diagnostics_.Add({.code = code,
                    .span = span,
                    .message = std::move(message),
                    .labels = std::move(labels),
                    .help = std::move(help),
                    .edits = std::move(edits)});
}

void Builder::ReportRepeated(Span clause, std::string_view word, Edits edits) {
  Report(Code::ClauseRepeated, clause, "`" + std::string(word) + "` a second time", "there is only one of it here", {},
         std::move(edits));
}

Builder::Edits Builder::Removed(Span clause) const {
  std::uint32_t begin = clause.begin;
  while (begin > 0 && std::string_view(" \t\r\n").find(file_.text()[begin - 1]) != std::string_view::npos) --begin;
  return {{{clause.file, begin, clause.end}, ""}};
}

void Builder::AddControls(std::vector<syntax::Control>& controls, Grammar::ControlsContext* tree) {
  for (auto* control : tree->control()) {
    controls.push_back({PathOf(control->path()), StringOf(control->STRING()), SpanOf(control)});
  }
}

}  // namespace bpol::parse
