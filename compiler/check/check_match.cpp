// `match x { A -> …, B, C -> …, absent -> …, otherwise -> … }` over an enum, Bool, Int, Country or Currency.
#include <algorithm>

#include "compiler/check/expr_checker.h"

namespace bpol::check {

using decision::Value;

Typed ExprChecker::CheckNode(const syntax::Match& match, TypeRef hint, Span span) {
  const Typed scrutinee = Check(match.subject);
  if (scrutinee.error()) return {};
  const TypeKind kind = types_.KindOf(scrutinee.type);
  if (kind != TypeKind::Enum && kind != TypeKind::Bool && kind != TypeKind::Int && kind != TypeKind::Country &&
      kind != TypeKind::Currency) {
    session_.report.Add(
        Code::TypeMismatch, SpanOf(match.subject), "`match` over a " + Quote(types_.Name(scrutinee.type)),
        "`match` takes an enum, a `Bool`, an `Int`, a `Country` or a `Currency`; else write `if … then … else …`");
    return {};
  }
  Arms arms;
  for (const syntax::MatchArm& arm : match.arms) CheckArm(arm, scrutinee, hint, arms);
  if (arms.failed) return {};
  return FinishMatch(match, scrutinee, arms, span);
}

void ExprChecker::CheckArm(const syntax::MatchArm& arm, const Typed& scrutinee, TypeRef hint, Arms& arms) {
  checked::MatchArm checked_arm;
  bool absent = false;
  for (const syntax::ExprId pattern : arm.patterns) CheckPattern(pattern, scrutinee, checked_arm, arms, absent);
  Knowledge known;
  if (!absent && !arm.patterns.empty() && scrutinee.place) known.SetPresent(*scrutinee.place);
  if (checked_arm.members.size() == 1 && !absent) {
    Typed told;
    const Typed member = MakeLiteral(Value::Int(checked_arm.members[0]), scrutinee.type, arm.span);
    LearnArm(scrutinee, member, true, told);
    known.Add(told.if_true);
  }
  const Branch branch(scope_, known);
  if (!arms.values.empty() && hint.error()) hint = arms.values[0].type;
  if (arms.failed && hint.error() && NeedsHint(arm.value)) return;  // an earlier arm would have told what it is
  Typed value = Narrowed(Check(arm.value, hint), arm.value);
  if (types_.Is(hint, TypeKind::Decimal)) value = AsDecimal(value);
  if (value.error()) {
    arms.failed = true;
    return;
  }
  if (!arms.values.empty() && !types_.Same(arms.values[0].type, value.type)) {
    Mismatch(value, {arms.values[0].type.type, false}, SpanOf(arm.value));
    arms.failed = true;
    return;
  }
  arms.values.push_back(value);
  checked_arm.value = value.id;
  if (arm.patterns.empty()) arms.otherwise = value.id;
  if (absent) arms.absent = value.id;
  if (!checked_arm.members.empty()) arms.arms.push_back(std::move(checked_arm));
}

void ExprChecker::CheckPattern(syntax::ExprId pattern, const Typed& scrutinee, checked::MatchArm& arm, Arms& arms,
                               bool& absent) {
  const auto* literal = std::get_if<syntax::Literal>(&SyntaxOf(pattern).node);
  if (literal != nullptr && literal->kind == syntax::LiteralKind::Absent) {
    if (!scrutinee.type.optional) {
      session_.report.Add(Code::NotOptional, SpanOf(pattern), "what is matched here is always present");
      arms.failed = true;
    }
    absent = true;
    return;
  }
  const Typed value = As(pattern, {scrutinee.type.type, false});
  if (value.error()) {
    arms.failed = true;
    return;
  }
  const auto* constant = std::get_if<checked::Literal>(&session_.At(value.id).node);
  if (constant == nullptr) {
    session_.report.Add(Code::NotConstant, SpanOf(pattern), "a pattern that is not written out");
    arms.failed = true;
    return;
  }
  const std::int64_t member = constant->value.integer;
  if (std::ranges::find(arms.covered, member) != arms.covered.end()) {
    session_.report.Add(Code::CoveredTwice, SpanOf(pattern), Quote(Spell(pattern)) + " is covered already",
                        "remove it, or write the one that was meant");
    arms.failed = true;
    return;
  }
  arms.covered.push_back(member);
  arm.members.push_back(member);
}

namespace {

// The members that no arm covers, as a policy writes them; of Int and Country there are always more.
std::vector<std::string> Uncovered(const schema::Unit& unit, const schema::Type& type,
                                   const std::vector<std::int64_t>& covered) {
  const auto is_covered = [&](std::int64_t member) { return std::ranges::find(covered, member) != covered.end(); };
  std::vector<std::string> missing;
  if (type.kind == TypeKind::Bool) {
    if (!is_covered(1)) missing.push_back("true");
    if (!is_covered(0)) missing.push_back("false");
  } else if (type.kind == TypeKind::Enum) {
    const std::vector<schema::EnumMember>& members = unit.enums[type.declaration].members;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!is_covered(static_cast<std::int64_t>(i))) missing.push_back(members[i].name);
    }
  } else {
    missing.push_back("otherwise");
  }
  return missing;
}

}  // namespace

Typed ExprChecker::FinishMatch(const syntax::Match& match, const Typed& scrutinee, Arms& arms, Span span) {
  std::vector<std::string> missing;
  if (!arms.otherwise.valid()) missing = Uncovered(session_.unit.schema, types_.At(scrutinee.type), arms.covered);
  if (scrutinee.type.optional && !arms.absent.valid()) missing.push_back("absent");
  if (!missing.empty()) {
    session_.report.Add(Code::MatchNotExhaustive, span,
                        QuoteAll(missing) + (missing.size() == 1 ? " is not covered" : " are not covered"),
                        "add an arm, or `otherwise -> …`");
    return {};
  }
  if (arms.values.empty()) return {};
  TypeRef type = arms.values[0].type;
  std::uint64_t classes = ClassesOf(scrutinee);
  for (const Typed& value : arms.values) {
    type = types_.Join(type, value.type);
    classes |= ClassesOf(value);
  }
  const TypeRef present_type{scrutinee.type.type, false};
  checked::ExprId present = scrutinee.id;
  if (scrutinee.type.optional)
    present = Make(checked::Unwrap{scrutinee.id}, present_type, ClassesOf(scrutinee), SpanOf(match.subject)).id;
  const Typed chosen = Make(checked::Match{present, std::move(arms.arms), arms.otherwise}, type, classes, span);
  if (!scrutinee.type.optional) return chosen;
  const Typed is_absent = Make(checked::IsPresent{scrutinee.id, true}, Bool(), ClassesOf(scrutinee), span);
  return Make(checked::If{is_absent.id, arms.absent, chosen.id}, type, classes, span);
}

}  // namespace bpol::check
