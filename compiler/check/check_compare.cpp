// `==`, `!=`, `<`, `<=`, `>`, `>=`, and comparisons that never or always hold.
#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/money_literal.h"
#include "compiler/check/operator_text.h"

namespace bpol::check {

using syntax::BinaryOp;

namespace {

checked::BinaryOp CheckedOp(BinaryOp op) {
  constexpr std::pair<BinaryOp, checked::BinaryOp> kOps[] = {
      {BinaryOp::Equal, checked::BinaryOp::Eq},   {BinaryOp::NotEqual, checked::BinaryOp::Ne},
      {BinaryOp::Less, checked::BinaryOp::Lt},    {BinaryOp::LessEqual, checked::BinaryOp::Le},
      {BinaryOp::Greater, checked::BinaryOp::Gt}, {BinaryOp::GreaterEqual, checked::BinaryOp::Ge},
  };
  for (const auto& [written, meant] : kOps) {
    if (written == op) return meant;
  }
  BPOL_CHECK(false, "only comparisons are compared");
}

enum class Fixed { Open, Never, Always };

Fixed FixedWhen(bool always, bool never) {
  return always ? Fixed::Always : never ? Fixed::Never : Fixed::Open;
}

// How two ranges decide `op` whatever the values are.
Fixed Decide(BinaryOp op, const schema::Type& left, const schema::Type& right) {
  const bool below = left.maximum < right.minimum;
  const bool above = left.minimum > right.maximum;
  const bool up_to = left.maximum <= right.minimum;
  const bool from = left.minimum >= right.maximum;
  if (op == BinaryOp::Equal) return FixedWhen(up_to && from, below || above);
  if (op == BinaryOp::NotEqual) return FixedWhen(below || above, up_to && from);
  if (op == BinaryOp::Less) return FixedWhen(below, from);
  if (op == BinaryOp::LessEqual) return FixedWhen(up_to, above);
  if (op == BinaryOp::Greater) return FixedWhen(above, up_to);
  if (op == BinaryOp::GreaterEqual) return FixedWhen(from, below);
  return Fixed::Open;
}

bool IsAbsentLiteral(const syntax::Expr& expr) {
  const auto* literal = std::get_if<syntax::Literal>(&expr.node);
  return literal != nullptr && literal->kind == syntax::LiteralKind::Absent;
}

}  // namespace

// Both sides; the one that can stand alone tells the other its type.
ExprChecker::Pair ExprChecker::CheckPair(syntax::ExprId left, syntax::ExprId right) {
  Pair pair;
  if (NeedsHint(left) && !NeedsHint(right)) {
    pair.right = Value(right);
    if (!pair.right.error()) pair.left = Value(left, pair.right.type);
    return pair;
  }
  pair.left = Value(left);
  if (!pair.left.error() || !NeedsHint(right)) pair.right = Value(right, pair.left.type);
  EvenOut(pair.left, pair.right);
  return pair;
}

Typed ExprChecker::NotComparable(const syntax::Binary& binary, const Typed& left, const Typed& right) {
  const std::string op = OperatorText(binary.op);
  if (types_.Same(left.type, right.type) && types_.Is(left.type, TypeKind::Enum)) {
    const std::string& name = session_.EnumOf(left.type).name;
    session_.report.Add(Code::NotComparable, binary.operator_span,
                        Quote(op) + " between members of " + Quote(name) + ", which is not ordered",
                        "an enum is ordered when its members are declared with `<` between them");
    return {};
  }
  const bool sets = types_.Is(left.type, TypeKind::Set) && types_.Same(left.type, right.type);
  session_.report.Add(
      Code::NotComparable, binary.operator_span,
      Quote(op) + " between " + Quote(types_.Name(left.type)) + " and " + Quote(types_.Name(right.type)),
      sets ? "two sets hold the same when each is a `subset of` the other" : HowToCompare(left, right));
  return {};
}

// Of an instant, what is compared with a day or a time of day is asked for; else whoever wrote a literal of another
// type is shown one of the right type.
std::string ExprChecker::HowToCompare(const Typed& left, const Typed& right) const {
  if (types_.Same(left.type, right.type)) return "there is no order: ask `==`, `!=` or `in`";
  const auto literal = [&](const Typed& side) {
    return std::holds_alternative<checked::Literal>(session_.At(side.id).node);
  };
  const bool first = types_.Is(left.type, TypeKind::Instant);
  const Typed& instant = first ? left : right;
  const Typed& other = first ? right : left;
  const std::string turned = literal(instant) ? "" : HowToTurn(session_, instant.type, other.type);
  if (!turned.empty()) return turned;
  if (literal(right)) return HowToWrite(session_, left.type);
  return literal(left) ? HowToWrite(session_, right.type) : "";
}

// Where `absent` stands behind, both words of the question follow from the sign.
void ExprChecker::ReportAbsent(const syntax::Binary& binary) {
  const std::string asked = binary.op == BinaryOp::Equal ? "is absent" : "is present";
  std::vector<diagnostics::Edit> edits;
  if (IsAbsentLiteral(SyntaxOf(binary.right)))
    edits.push_back({Join(binary.operator_span, SpanOf(binary.right)), asked});
  session_.report.Add(Code::NotComparable, binary.operator_span, Quote(OperatorText(binary.op)) + " with `absent`",
                      "write `… " + asked + "`", {}, std::move(edits));
}

Typed ExprChecker::CheckEquality(const syntax::Binary& binary, Span span) {
  if (IsAbsentLiteral(SyntaxOf(binary.left)) || IsAbsentLiteral(SyntaxOf(binary.right))) {
    ReportAbsent(binary);
    return {};
  }
  const Pair pair = CheckPair(binary.left, binary.right);
  if (pair.error()) return {};
  const auto& [left, right] = pair;
  if (!types_.Same(left.type, right.type) || !types_.HasEquality(left.type)) return NotComparable(binary, left, right);
  if (!CurrenciesAgree(left, right, binary.right)) return {};
  if (ReportIfFixed(binary, left, right, span)) return {};
  Typed result = Compare(binary.op, left, right, span);
  LearnArm(left, right, binary.op == BinaryOp::Equal, result);
  return result;
}

Typed ExprChecker::CheckOrder(const syntax::Binary& binary, Span span) {
  const Pair pair = CheckPair(binary.left, binary.right);
  if (pair.error()) return {};
  const auto& [left, right] = pair;
  if (!types_.Same(left.type, right.type)) return NotComparable(binary, left, right);
  if (!types_.Is(left.type, TypeKind::Money) && !types_.IsOrdered(left.type)) return NotComparable(binary, left, right);
  if (!CurrenciesAgree(left, right, binary.right) || ReportIfFixed(binary, left, right, span)) return {};
  return Compare(binary.op, left, right, span);
}

Typed ExprChecker::Compare(BinaryOp op, const Typed& left, const Typed& right, Span span) {
  const bool equality = op == BinaryOp::Equal || op == BinaryOp::NotEqual;
  const bool money = types_.Is(left.type, TypeKind::Money);
  if (!types_.Same(left.type, right.type)) return {};
  if (equality ? !types_.HasEquality(left.type) : !money && !types_.IsOrdered(left.type)) return {};
  if (equality || !money) return MakeBinary(CheckedOp(op), left, right, Bool(), span);
  // `>` swaps, `<=` and `>=` negate: MoneyLess is the only order of amounts.
  const bool swapped = op == BinaryOp::Greater || op == BinaryOp::LessEqual;
  const bool negated = op == BinaryOp::LessEqual || op == BinaryOp::GreaterEqual;
  const Typed less = swapped ? MakeCall(checked::Builtin::MoneyLess, {&right, &left}, Bool(), span)
                             : MakeCall(checked::Builtin::MoneyLess, {&left, &right}, Bool(), span);
  return negated ? Not(less, span) : less;
}

bool ExprChecker::CurrenciesAgree(const Typed& left, const Typed& right, syntax::ExprId right_syntax) {
  const std::optional<values::Currency> one = LiteralCurrency(session_.unit, left.id);
  const std::optional<values::Currency> other = LiteralCurrency(session_.unit, right.id);
  if (!one || !other || *one == *other) return true;
  std::string seen, beside;
  values::PrintCurrency(*other, seen);
  values::PrintCurrency(*one, beside);
  session_.report.Add(Code::MixedCurrencies, SpanOf(right_syntax), Quote(seen) + " beside " + Quote(beside),
                      "a policy has no rate of exchange: compare amounts of one currency");
  return false;
}

// A comparison of whole numbers that their ranges decide says nothing; it is a mistake.
bool ExprChecker::ReportIfFixed(const syntax::Binary& binary, const Typed& left, const Typed& right, Span span) {
  if (!types_.Is(left.type, TypeKind::Int)) return false;
  const schema::Type& one = types_.At(left.type);
  const schema::Type& other = types_.At(right.type);
  const Fixed fixed = Decide(binary.op, one, other);
  if (fixed == Fixed::Open) return false;
  const bool below = one.maximum <= other.minimum;
  const bool tell_left = std::holds_alternative<checked::Literal>(session_.At(right.id).node);
  const std::int64_t bound = tell_left ? (below ? one.maximum : one.minimum) : (below ? other.minimum : other.maximum);
  const bool at_most = tell_left == below;
  session_.report.Add(Code::FixedComparison, span,
                      std::string(fixed == Fixed::Never ? "this never holds: the " : "this always holds: the ") +
                          (tell_left ? "left" : "right") + " side is at " + (at_most ? "most " : "least ") +
                          std::to_string(bound),
                      "compare with a value that it can have, or leave the comparison out");
  return true;
}

// `account.scheme == iban` tells the arm as `account is iban` does.
void ExprChecker::LearnArm(const Typed& left, const Typed& right, bool equal, Typed& result) {
  const auto* field = std::get_if<checked::Field>(&session_.At(left.id).node);
  const auto* literal = std::get_if<checked::Literal>(&session_.At(right.id).node);
  if (field == nullptr || literal == nullptr || !left.place || left.place->path.empty()) return;
  const TypeRef owner = session_.At(field->record).type;
  if (!types_.Is(owner, TypeKind::Record)) return;
  const schema::Record& record = session_.RecordOf(owner);
  if (record.tag_field != field->field) return;
  const std::uint32_t arm = record.arm_of_member[static_cast<std::size_t>(literal->value.integer)];
  if (arm == kNone) return;
  Place union_place = *left.place;
  union_place.path.pop_back();
  (equal ? result.if_true : result.if_false).SetArm(union_place, arm);
}

}  // namespace bpol::check
