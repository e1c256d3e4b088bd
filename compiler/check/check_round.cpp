// `floor(…)` and `round(…)`: where a result has more digits than it may keep, the rounding is written out.
#include "compiler/check/expr_checker.h"
#include "compiler/diagnostics/suggest.h"
#include "runtime/values/integer.h"

namespace bpol::check {

using checked::Builtin;
using decision::Value;
using syntax::BinaryOp;

namespace {

constexpr std::string_view kRoundings[] = {
#define BPOL_ROUNDING(name, spelling) spelling,
#include "runtime/values/decimal_round.def"
#undef BPOL_ROUNDING
};

const syntax::Binary* BinaryOf(const syntax::Expr& expr, BinaryOp op) {
  const auto* binary = std::get_if<syntax::Binary>(&expr.node);
  return binary != nullptr && binary->op == op ? binary : nullptr;
}

Value RoundingValue(values::Rounding rounding) {
  return Value::Int(static_cast<std::int64_t>(rounding));
}

}  // namespace

// floor(a / b), floor(x): the whole number at or below.
Typed ExprChecker::CheckFloor(const syntax::Call& call, Span span) {
  if (!CheckCount(call, 1, "a quotient, `floor(a / b)`, or a `Decimal`", span)) return {};
  const TypeRef whole = session_.Scalar(TypeKind::Int);
  const syntax::Binary* quotient = BinaryOf(SyntaxOf(call.arguments[0]), BinaryOp::Divide);
  if (quotient == nullptr) {
    const Typed value = Value(call.arguments[0]);
    if (value.error()) return {};
    if (types_.Is(value.type, TypeKind::Decimal)) return MakeCall(Builtin::DecimalFloor, {&value}, whole, span);
    session_.report.Add(Code::TypeMismatch, SpanOf(call.arguments[0]),
                        "`floor` of something that is not a quotient or a `Decimal`", "write `floor(a / b)`");
    return {};
  }
  const Typed left = Value(quotient->left);
  const Typed right = Value(quotient->right);
  if (left.error() || right.error()) return {};
  const bool decimal = types_.Is(left.type, TypeKind::Decimal) || types_.Is(right.type, TypeKind::Decimal);
  const TypeRef wanted = decimal ? session_.Scalar(TypeKind::Decimal) : whole;
  const Typed one = decimal ? AsDecimal(left) : left;
  const Typed other = decimal ? AsDecimal(right) : right;
  if (!types_.Same(one.type, wanted)) return Mismatch(one, wanted, SpanOf(quotient->left));
  if (!types_.Same(other.type, wanted)) return Mismatch(other, wanted, SpanOf(quotient->right));
  if (!decimal) return MakeCall(Builtin::FloorDivide, {&one, &other}, whole, span);
  const Typed digits = MakeLiteral(Value::Int(0), types_.Int(0, 0), span);
  const Typed down = MakeLiteral(RoundingValue(values::Rounding::Floor), whole, span);
  const Typed divided = MakeCall(Builtin::DecimalDivide, {&one, &other, &digits, &down}, wanted, span);
  return MakeCall(Builtin::DecimalFloor, {&divided}, whole, span);
}

// round(x, 2), round(a / b, 4, half_up), round(amount * rate), round(amount * rate, up)
Typed ExprChecker::CheckRound(const syntax::Call& call, Span span) {
  if (call.arguments.empty() || call.arguments.size() > 3) {
    CheckCount(call, 2, "a `Decimal` and how many digits, then perhaps how to round", span);
    return {};
  }
  const syntax::Expr& first = SyntaxOf(call.arguments[0]);
  if (const syntax::Binary* quotient = BinaryOf(first, BinaryOp::Divide)) return RoundQuotient(*quotient, call, span);
  const syntax::Binary* product = BinaryOf(first, BinaryOp::Multiply);
  if (product == nullptr) {
    const Typed value = Value(call.arguments[0]);
    return value.error() ? value : RoundNumber(value, call, span);
  }
  const Typed left = Value(product->left);
  const Typed right = Value(product->right);
  if (left.error() || right.error()) return {};
  if (!IsScaling(*product, left, right)) {
    const Typed value = ArithmeticOf(*product, left, right, first.span);
    return value.error() ? value : RoundNumber(value, call, span);
  }
  return types_.Is(left.type, TypeKind::Money) ? RoundAmount(left, right, call, span)
                                               : RoundAmount(right, left, call, span);
}

Typed ExprChecker::RoundQuotient(const syntax::Binary& quotient, const syntax::Call& call, Span span) {
  const TypeRef decimal = session_.Scalar(TypeKind::Decimal);
  const Typed left = As(quotient.left, decimal);
  const Typed right = As(quotient.right, decimal);
  if (left.error() || right.error()) return {};
  const std::optional<Typed> digits = DigitsOf(call);
  const std::optional<Typed> rounding = RoundingOf(call, 2);
  if (!digits || !rounding) return {};
  return MakeCall(Builtin::DecimalDivide, {&left, &right, &*digits, &*rounding}, decimal, span);
}

Typed ExprChecker::RoundNumber(const Typed& value, const syntax::Call& call, Span span) {
  const TypeRef decimal = session_.Scalar(TypeKind::Decimal);
  if (!types_.Is(value.type, TypeKind::Decimal)) {
    session_.report.Add(Code::TypeMismatch, SpanOf(call.arguments[0]),
                        "`round` of " + Quote(types_.Name(value.type)) + ", which has no digits to lose",
                        "`round` takes a `Decimal`, a quotient, or an amount times a `Decimal`");
    return {};
  }
  const std::optional<Typed> digits = DigitsOf(call);
  const std::optional<Typed> rounding = RoundingOf(call, 2);
  if (!digits || !rounding) return {};
  return MakeCall(Builtin::DecimalRound, {&value, &*digits, &*rounding}, decimal, span);
}

// To the minor unit of the amount's currency, so that no digits are named.
Typed ExprChecker::RoundAmount(const Typed& amount, const Typed& factor, const syntax::Call& call, Span span) {
  if (call.arguments.size() > 2) {
    CheckCount(call, 2, "an amount times a `Decimal`, then perhaps how to round", span);
    return {};
  }
  const std::optional<Typed> rounding = RoundingOf(call, 1);
  if (!rounding) return {};
  return MakeCall(Builtin::MoneyScale, {&amount, &factor, &*rounding}, session_.Scalar(TypeKind::Money), span);
}

// The second argument: a number that is written out.
std::optional<Typed> ExprChecker::DigitsOf(const syntax::Call& call) {
  if (call.arguments.size() < 2) {
    CheckCount(call, 2, "a `Decimal` and how many digits, then perhaps how to round", SpanOf(call.arguments[0]));
    return std::nullopt;
  }
  const Span span = SpanOf(call.arguments[1]);
  const auto* literal = std::get_if<syntax::Literal>(&SyntaxOf(call.arguments[1]).node);
  std::int64_t digits = -1;
  const bool written = literal != nullptr && literal->kind == syntax::LiteralKind::Int;
  if (!written || !values::ParseInt(literal->text, &digits) || digits > values::kMaxDecimalScale) {
    session_.report.Add(Code::LiteralOutOfRange, span, "how many digits to keep is written out: 0 to 34");
    return std::nullopt;
  }
  return MakeLiteral(Value::Int(digits), session_.Scalar(TypeKind::Int), span);
}

// The name of a rounding; half-even where none is written.
std::optional<Typed> ExprChecker::RoundingOf(const syntax::Call& call, std::size_t place) {
  values::Rounding rounding = values::Rounding::HalfEven;
  Span span = SpanOf(call.arguments[0]);
  if (place < call.arguments.size()) {
    span = SpanOf(call.arguments[place]);
    const auto* name = std::get_if<syntax::NameExpr>(&SyntaxOf(call.arguments[place]).node);
    if (name == nullptr || !values::ParseRounding(name->name.text, &rounding)) {
      const Advice help = name == nullptr ? "" : diagnostics::DidYouMean(name->name.text, kRoundings);
      session_.report.Add(Code::UnknownMember, span,
                          name == nullptr ? "a rounding is named here" : Quote(name->name.text) + " is no rounding",
                          help.empty() ? "roundings are `half_even`, `half_up`, `half_down`, `up`, `down`, `ceiling` "
                                         "and `floor`"
                                       : help);
      return std::nullopt;
    }
  }
  return MakeLiteral(RoundingValue(rounding), session_.Scalar(TypeKind::Int), span);
}

}  // namespace bpol::check
