// `x is absent`, `x is present`, `AisConsent is expired`, `FraudRisk is high`, `account is iban`.
#include <algorithm>
#include <utility>

#include "compiler/check/action_parts.h"
#include "compiler/check/expr_checker.h"
#include "compiler/diagnostics/suggest.h"

namespace bpol::check {

using decision::Value;
using symbols::SymbolKind;

Typed ExprChecker::CheckNode(const syntax::Is& is, TypeRef, Span span) {
  return is.kind == syntax::IsKind::Named ? CheckIsNamed(is, span) : CheckIsPresence(is, span);
}

// In a text for several actions, `resource is present` is decided by what the action is made of; nothing where it is
// not.
std::optional<Typed> ExprChecker::PartIsPresent(const syntax::Is& is, Span span) {
  const auto* name = std::get_if<syntax::NameExpr>(&SyntaxOf(is.operand).node);
  if (!scope_.shared || name == nullptr || !IsPartName(name->name.text) || ValueSymbol(is.operand) != nullptr)
    return std::nullopt;
  const bool has = scope_.action != nullptr && IsFrameWord(session_, *scope_.action, name->name.text);
  if (has) {
    const Typed part = Check(is.operand);
    if (part.error()) return Typed{};
    if (part.type.optional) return std::nullopt;
  }
  const bool value = has == (is.kind == syntax::IsKind::Present);
  Typed result = MakeLiteral(Value::Int(value ? 1 : 0), Bool(), span, checked::kGivenOtherwise);
  result.fixed = value;
  return result;
}

Typed ExprChecker::CheckIsPresence(const syntax::Is& is, Span span) {
  if (const std::optional<Typed> fixed = PartIsPresent(is, span)) return *fixed;
  const Typed operand = Check(is.operand);
  if (operand.error()) return {};
  if (!operand.type.optional) {
    const std::string spelled = Spell(is.operand);
    session_.report.Add(Code::NotOptional, SpanOf(is.operand),
                        (spelled.empty() ? "this" : Quote(spelled)) + " is always present",
                        "leave the question out, or ask about a value whose type ends in `?`");
    return {};
  }
  const bool absent = is.kind == syntax::IsKind::Absent;
  Typed result = Make(checked::IsPresent{operand.id, absent}, Bool(), ClassesOf(operand), span);
  if (operand.place) (absent ? result.if_false : result.if_true).SetPresent(*operand.place);
  return result;
}

Typed ExprChecker::CheckIsNamed(const syntax::Is& is, Span span) {
  const symbols::Symbol* symbol = ValueSymbol(is.operand);
  if (symbol == nullptr || (symbol->kind != SymbolKind::Consent && symbol->kind != SymbolKind::Score))
    return CheckIsArm(is, span);
  const auto& name = std::get<syntax::NameExpr>(SyntaxOf(is.operand).node).name.text;
  const symbols::SymbolId id = session_.module.Find(scope_.module, symbols::Space::Value, name);
  if (is.name.missing()) return {};
  return symbol->kind == SymbolKind::Consent ? ConsentIs(id, is.name, span) : ScoreIs(id, is.name, span);
}

// Without a line's name: the consent is satisfied.
Typed ExprChecker::ConsentIs(symbols::SymbolId consent, const syntax::Name& line, Span span) {
  const std::uint32_t index = session_.IndexOf(consent);
  if (index == kNone) return {};
  if (scope_.action == nullptr) {
    session_.report.Add(Code::NotConstant, span, "a consent is known only when a request comes");
    return {};
  }
  std::int64_t verdict = 0;
  const std::vector<std::string>& lines = session_.unit.consent_lines[index];
  if (!line.missing()) {
    const auto found = std::ranges::find(lines, line.text);
    if (found == lines.end()) {
      const std::vector<std::string_view> names(lines.begin(), lines.end());
      Advice help = diagnostics::DidYouMean(line.text, names);
      if (help.empty()) help = "it has " + QuoteAll(lines);
      session_.report.Add(Code::UnknownConsentLine, line.span,
                          Quote(session_.unit.consents[index]) + " has no line " + Quote(line.text), help);
      return {};
    }
    verdict = found - lines.begin() + 1;
  }
  const Typed cell = ReadConsent(session_, *scope_.action, consent, span);
  if (cell.error()) return {};
  const Typed wanted = MakeLiteral(Value::Int(verdict), cell.type, span);
  Typed result = MakeBinary(checked::BinaryOp::Eq, cell, wanted, Bool(), span);
  const Place fact{Place::Root::Fact, session_.consent_facts[index], {}};
  if (verdict == 0) result.if_true = cell.if_true;
  if (verdict == 1) result.if_false.SetPresent(fact);
  if (verdict > 1) result.if_true.SetPresent(fact);
  return result;
}

// A challenger is computed when the decision stands, so that nothing can be made of it.
bool ExprChecker::MayDecide(symbols::SymbolId score, Span span) {
  const std::uint32_t index = session_.IndexOf(score);
  if (index == kNone) return false;
  const schema::Score& declaration = session_.unit.schema.scores[index];
  if (declaration.champion == kNone) return true;
  const std::string& champion = session_.unit.schema.scores[declaration.champion].name;
  session_.report.Add(Code::ChallengerDecides, span, Quote(declaration.name) + " is a challenger and decides nothing",
                      "it is recorded beside " + Quote(champion) + "; ask that");
  return false;
}

Typed ExprChecker::ScoreIs(symbols::SymbolId score, const syntax::Name& band, Span span) {
  const std::uint32_t index = session_.IndexOf(score);
  if (index == kNone) return {};
  if (scope_.action == nullptr) {
    session_.report.Add(Code::NotConstant, span, "a score is known only when a request comes");
    return {};
  }
  if (!MayDecide(score, span)) return {};
  const schema::Score& declaration = session_.unit.schema.scores[index];
  const auto found = std::ranges::find(declaration.bands, band.text, &schema::Band::name);
  if (found == declaration.bands.end()) {
    std::vector<std::string> names;
    for (const schema::Band& known : declaration.bands) names.push_back(known.name);
    session_.report.Add(Code::UnknownBand, band.span, Quote(declaration.name) + " has no band " + Quote(band.text),
                        "it has " + QuoteAll(names));
    return {};
  }
  const std::int64_t number = found - declaration.bands.begin();
  const Typed value = ReadScore(session_, *scope_.action, score, span);
  if (value.error()) return {};
  const std::uint32_t cell = std::get<checked::CellRead>(session_.At(value.id).node).cell;
  const TypeRef type = types_.Int(0, static_cast<std::int64_t>(declaration.bands.size()) - 1);
  const Typed read = Make(checked::BandRead{cell}, type, ClassesOf(value), span);
  const Typed wanted = MakeLiteral(Value::Int(number), type, span);
  return MakeBinary(checked::BinaryOp::Eq, read, wanted, Bool(), span);
}

// `order is null`, where the value may be absent; a form of that name goes before.
bool ExprChecker::AsksForNull(const syntax::Is& is, const Typed& operand) {
  const std::string& word = is.name.text;
  if (!operand.type.optional || (word != "null" && word != "nil" && word != "none")) return false;
  if (types_.Is(operand.type, TypeKind::Record)) {
    const std::vector<std::string>& arms = session_.RecordOf(operand.type).arms;
    if (std::ranges::find(arms, word) != arms.end()) return false;
  }
  session_.report.Add(Code::UnknownMember, is.name.span, Quote(word) + " is not a word of this language",
                      "write `is absent`", {}, {{is.name.span, "absent"}});
  return true;
}

Typed ExprChecker::CheckIsArm(const syntax::Is& is, Span span) {
  Typed operand = Check(is.operand);
  if (operand.error() || AsksForNull(is, operand)) return {};
  operand = Present(std::move(operand), is.operand);
  if (operand.error() || is.name.missing()) return {};
  if (!types_.Is(operand.type, TypeKind::Record) || session_.RecordOf(operand.type).tag_field == kNone) {
    session_.report.Add(Code::UnknownMember, is.name.span,
                        Quote(types_.Name(operand.type)) + " has no forms to ask for with `is`", "compare with `==`");
    return {};
  }
  const schema::Record& declaration = session_.RecordOf(operand.type);
  const auto found = std::ranges::find(declaration.arms, is.name.text);
  if (found == declaration.arms.end()) {
    session_.report.Add(Code::UnknownMember, is.name.span,
                        Quote(declaration.name) + " has no arm " + Quote(is.name.text),
                        "it has " + QuoteAll(declaration.arms));
    return {};
  }
  const auto arm = static_cast<std::uint32_t>(found - declaration.arms.begin());
  Typed result = Make(checked::IsArm{operand.id, arm}, Bool(), ClassesOf(operand), span);
  if (operand.place) result.if_true.SetArm(*operand.place, arm);
  return result;
}

}  // namespace bpol::check
