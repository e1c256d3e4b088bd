// Built-in functions: each is a call of runtime/values, which native code calls too.
#include "compiler/evaluate/evaluator.h"
#include "compiler/zones/zones.h"
#include "runtime/schema/scalar_text.h"
#include "runtime/values/calendar.h"
#include "runtime/values/integer.h"
#include "runtime/values/pattern.h"
#include "runtime/values/text.h"
#include "runtime/values/time.h"
#include "runtime/values/unicode.h"
#include "runtime/values/zone.h"

namespace bpol::evaluate {
namespace {

using checked::Builtin;
using Shift = Fault (*)(values::Date, std::int64_t, values::Date*) noexcept;

// A date moves by whole days only.
Fault ShiftDate(Shift shift, values::Date date, values::Duration duration, values::Date* out) {
  if (duration % values::kDay != 0) return Fault::TimeOutOfRange;
  return shift(date, duration / values::kDay, out);
}

Fault DateDifference(values::Date left, values::Date right, values::Duration* out) {
  std::int64_t days = 0;
  const Fault fault = values::DateMinusDate(left, right, &days);
  return fault == Fault::None ? values::DurationOfDays(days, out) : fault;
}

// Of equal ones the first.
Value Lesser(const Value& a, const Value& b) {
  return decision::Compare(b, a) < 0 ? b : a;
}
Value Greater(const Value& a, const Value& b) {
  return decision::Compare(b, a) > 0 ? b : a;
}

values::Text TextOf(const Value& value) {
  return {value.text.data, value.text.size};
}

std::vector<std::int64_t> WordsOf(const Value& list) {
  std::vector<std::int64_t> words;
  for (const Value& word : list.AsSpan()) words.push_back(word.integer);
  return words;
}

values::Rounding RoundingOf(const Value& value) {
  return static_cast<values::Rounding>(value.integer);
}

}  // namespace

Maybe Evaluator::Node(const Expr&, const checked::Call& node) {
  BPOL_EVAL(const std::span<const Value> arguments, EvalAll(node.arguments));
  const Value& a = arguments[0];
  const Value& b = arguments.size() > 1 ? arguments[1] : a;
  std::int64_t out = 0;
  values::Money money{};
  values::Decimal decimal{};
  values::Ip ip{};
  values::Cidr cidr{};
  switch (node.builtin) {
    case Builtin::Age:
      return Int(values::Age(a.integer, b.integer, unit_.schema.clock_skew, &out), out);
    case Builtin::InstantAdd:
      return Int(values::InstantPlusDuration(a.integer, b.integer, &out), out);
    case Builtin::InstantSubtract:
      return Int(values::InstantMinusDuration(a.integer, b.integer, &out), out);
    case Builtin::InstantDifference:
      return Int(values::InstantMinusInstant(a.integer, b.integer, &out), out);
    case Builtin::DateAdd:
      return Int(ShiftDate(values::DatePlusDays, a.integer, b.integer, &out), out);
    case Builtin::DateSubtract:
      return Int(ShiftDate(values::DateMinusDays, a.integer, b.integer, &out), out);
    case Builtin::DateDifference:
      return Int(DateDifference(a.integer, b.integer, &out), out);
    case Builtin::DurationAdd:
      return Int(values::AddInt(a.integer, b.integer, &out), out);
    case Builtin::DurationSubtract:
      return Int(values::SubInt(a.integer, b.integer, &out), out);
    case Builtin::DurationMultiply:
      return Int(values::MulInt(a.integer, b.integer, &out), out);
    case Builtin::MoneyAdd:
      return Amount(values::MoneyAdd(a.money, b.money, &money), money);
    case Builtin::MoneySubtract:
      return Amount(values::MoneySub(a.money, b.money, &money), money);
    case Builtin::MoneyMultiply:
      return Amount(values::MoneyMulInt(a.money, b.integer, &money), money);
    case Builtin::MoneyLess: {
      BPOL_EVAL(const bool less, Below(a, b));
      return Bool(less);
    }
    case Builtin::MoneyMinor:
      return Int(values::MoneyMinor(a.money, b.integer, &out), out);
    case Builtin::FloorDivide:
      return Int(values::FloorDivInt(a.integer, b.integer, &out), out);
    case Builtin::MinInt:
      return Lesser(a, b);
    case Builtin::MaxInt:
      return Greater(a, b);
    case Builtin::ClampInt:
      return Lesser(Greater(a, b), arguments[2]);
    case Builtin::DecimalOfInt:
      return Value::Of(values::DecimalOfInt(a.integer));
    case Builtin::DecimalAdd:
      return Number(values::DecimalAdd(a.decimal, b.decimal, &decimal), decimal);
    case Builtin::DecimalSubtract:
      return Number(values::DecimalSub(a.decimal, b.decimal, &decimal), decimal);
    case Builtin::DecimalMultiply:
      return Number(values::DecimalMul(a.decimal, b.decimal, &decimal), decimal);
    case Builtin::DecimalRound:
      return Value::Of(values::DecimalRound(a.decimal, b.integer, RoundingOf(arguments[2])));
    case Builtin::DecimalDivide:
      return Number(
          values::DecimalDivide(a.decimal, b.decimal, arguments[2].integer, RoundingOf(arguments[3]), &decimal),
          decimal);
    case Builtin::DecimalFloor:
      return Int(values::DecimalFloor(a.decimal, &out), out);
    case Builtin::MoneyScale:
      return Amount(values::MoneyScale(a.money, b.decimal, RoundingOf(arguments[2]), &money), money);
    case Builtin::Days:
      return Int(values::DurationOfDays(a.integer, &out), out);
    case Builtin::DateOf:
      return Int(values::DateIn(*zones::Find(b.AsText()), a.integer, &out), out);
    case Builtin::HourOf:
      return Value::Int(values::HourIn(*zones::Find(b.AsText()), a.integer));
    case Builtin::TimeOf:
      return Value::Int(values::TimeOfDayIn(*zones::Find(b.AsText()), a.integer));
    case Builtin::StartOfDay:
      return Int(values::StartOfDayIn(*zones::Find(b.AsText()), a.integer, &out), out);
    case Builtin::WeekdayOf:
      return Value::Int(values::Weekday(a.integer));
    case Builtin::AddMonths:
      return Int(values::AddMonths(a.integer, b.integer, &out), out);
    case Builtin::FullYears:
      return Int(values::FullYears(a.integer, b.integer, &out), out);
    case Builtin::Matches:
      return Bool(values::Matches(WordsOf(arguments[2]), a.AsText()));
    case Builtin::FitsText:
      return Bool(schema::FitsText(static_cast<schema::TypeKind>(a.integer), b.AsText()));
    case Builtin::IntFromText:
      return Value::Int(schema::IntFromText(static_cast<schema::TypeKind>(a.integer), b.AsText()));
    case Builtin::MoneyFromText:
      return values::ParseMoney(a.AsText(), &money) ? Value::Of(money) : Value::Of(values::Money{});
    case Builtin::DecimalFromText:
      return values::ParseDecimal(a.AsText(), &decimal) ? Value::Of(decimal) : Value::Of(values::Decimal{});
    case Builtin::IpFromText:
      return values::ParseIp(a.AsText(), &ip) ? Value::Of(ip) : Value::Absent();
    case Builtin::CidrFromText:
      return values::ParseCidr(a.AsText(), &cidr) ? Value::Of(cidr) : Value::Absent();
    case Builtin::Length:
      return Value::Int(values::LengthInCodePoints(a.AsText()));
    case Builtin::SizeOf:
      return Value::Int(a.count);
    case Builtin::StartsWith:
      return Bool(values::StartsWith(TextOf(a), TextOf(b)));
    case Builtin::EndsWith:
      return Bool(values::EndsWith(TextOf(a), TextOf(b)));
    case Builtin::MaskPan:
    case Builtin::MaskIban:
    case Builtin::MaskEmail:
    case Builtin::MaskPhone:
    case Builtin::MaskName:
    case Builtin::MaskLastFour:
    case Builtin::TruncatePan:
    case Builtin::ScanText:
    case Builtin::BirthYear:
    case Builtin::AgeBand:
    case Builtin::GeneraliseIp:
    case Builtin::Pseudonym:
      return Transform(node.builtin, arguments);
  }
  BPOL_CHECK(false, "every builtin has a meaning");
}

}  // namespace bpol::evaluate
