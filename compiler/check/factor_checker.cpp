#include "compiler/check/factor_checker.h"

#include <algorithm>

#include "compiler/check/action_parts.h"
#include "compiler/check/operator_text.h"
#include "runtime/decision/decision.h"
#include "runtime/values/integer.h"
#include "runtime/values/time.h"

namespace bpol::check {

using decision::Value;
using syntax::BinaryOp;
using syntax::BinKind;
using syntax::BinPatternKind;

namespace {

// What the values of a type are as whole numbers; nothing where they are not whole numbers.
std::optional<Interval> DomainOf(const Session& session, TypeRef type) {
  switch (session.types.KindOf(type)) {
    case TypeKind::Int:
      return Interval{session.types.At(type).minimum, session.types.At(type).maximum};
    case TypeKind::TimeOfDay:
      return Interval{0, values::kDay - 1};
    case TypeKind::Bool:
      return Interval{0, 1};
    case TypeKind::Enum:
      return Interval{0, static_cast<std::int64_t>(session.EnumOf(type).members.size()) - 1};
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::Region:
      return Interval{};
    case TypeKind::String:
    case TypeKind::Money:
    case TypeKind::Decimal:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return std::nullopt;
  }
  BPOL_CHECK(false, "every kind of type has a domain or none");
}

Interval IntervalOf(BinaryOp op, std::int64_t value) {
  if (op == BinaryOp::Less) return value == INT64_MIN ? Interval{1, 0} : Interval{INT64_MIN, value - 1};
  if (op == BinaryOp::LessEqual) return {INT64_MIN, value};
  if (op == BinaryOp::Greater) return value == INT64_MAX ? Interval{1, 0} : Interval{value + 1, INT64_MAX};
  if (op == BinaryOp::GreaterEqual) return {value, INT64_MAX};
  return {value, value};
}

}  // namespace

std::optional<Points> FactorChecker::Factor(const syntax::Factor& factor) {
  if (factor.by.valid()) {
    subject_ = Subject(factor.by, factor.name);
    if (subject_.error()) return std::nullopt;
    present_ = subject_;
    if (subject_.type.optional) {
      present_.type.optional = false;
      present_.id =
          session_.Add(checked::Unwrap{subject_.id}, present_.type, session_.At(subject_.id).classes, factor.name.span);
    }
    if (const std::optional<Interval> domain = DomainOf(session_, present_.type)) cover_.emplace(*domain);
  }
  if (!ReadBins(factor) || !CheckComplete(factor)) return std::nullopt;
  return Chain(choices_, factor.span);
}

// What a factor is about. More than a path becomes a cell, so that the bins do not compute it again and again.
Typed FactorChecker::Subject(syntax::ExprId by, const syntax::Name& name) {
  const Typed value = ExprChecker(session_, scope_).Check(by);
  if (value.error() || value.place) return value;
  return AddCell(session_, *scope_.action,
                 {.name = score_ + "." + name.text, .kind = checked::LetCell{value.id}, .type = value.type}, value,
                 session_.At(value.id).classes, name.span);
}

bool FactorChecker::ReadBins(const syntax::Factor& factor) {
  bool good = true;
  for (const syntax::Bin& bin : factor.bins) good = ReadBin(factor, bin) && good;
  return good;
}

bool FactorChecker::ReadBin(const syntax::Factor& factor, const syntax::Bin& bin) {
  const std::optional<std::int64_t> points = ReadPoints(bin.points);
  if (otherwise_) {
    session_.report.Add(Code::BinNeverReached, bin.span, "a bin behind `otherwise` is never reached",
                        "`otherwise` is the last bin");
    return false;
  }
  if (bin.kind == BinKind::Otherwise) {
    otherwise_ = true;
    if (points) choices_.push_back({{}, *points, bin.span});
    return points.has_value();
  }
  if ((bin.kind == BinKind::Patterns) != factor.by.valid()) {
    session_.report.Add(
        Code::NeedsContext, bin.span,
        factor.by.valid() ? "a condition in a factor that is `by` a value" : "a value in a factor that is not `by` one",
        factor.by.valid() ? "bins of this factor are values: `< 30 -> 10`"
                          : "bins of this factor are conditions: `when … -> 10`");
    return false;
  }
  const Typed condition = Condition(bin);
  if (condition.error() || !points) return false;
  choices_.push_back({condition.id, *points, bin.span});
  return true;
}

Typed FactorChecker::Condition(const syntax::Bin& bin) {
  if (bin.kind == BinKind::Condition) {
    const Typed condition = ExprChecker(session_, scope_).Condition(bin.condition);
    scope_.known.Add(condition.if_false);
    return condition;
  }
  Typed all;
  bool failed = false;
  for (const syntax::BinPattern& pattern : bin.patterns) {
    const Typed one = Pattern(pattern);
    failed = failed || one.error();
    all = all.error() ? one : one.error() ? all : Both(checked::BinaryOp::Or, all, one, bin.span);
  }
  return failed ? Typed{} : all;
}

Typed FactorChecker::Both(checked::BinaryOp op, const Typed& left, const Typed& right, Span span) {
  Typed both;
  both.type = session_.Scalar(TypeKind::Bool);
  both.id = session_.Add(checked::Binary{op, left.id, right.id}, both.type,
                         session_.At(left.id).classes | session_.At(right.id).classes, span);
  return both;
}

Typed FactorChecker::Pattern(const syntax::BinPattern& pattern) {
  const TypeRef boolean = session_.Scalar(TypeKind::Bool);
  const std::uint64_t classes = session_.At(subject_.id).classes;
  if (pattern.kind == BinPatternKind::Absent) {
    if (!subject_.type.optional) {
      session_.report.Add(Code::NotOptional, pattern.span, "what this factor is about is always present",
                          "remove this bin");
      return {};
    }
    if (absent_taken_) {
      session_.report.Add(Code::BinNeverReached, pattern.span, "`absent` is never reached",
                          "an earlier bin has it: remove this one");
      return {};
    }
    absent_taken_ = true;
    Typed absent;
    absent.type = boolean;
    absent.id = session_.Add(checked::IsPresent{subject_.id, true}, boolean, classes, pattern.span);
    return absent;
  }
  const Typed compared = PresentPattern(pattern);
  if (compared.error() || !subject_.type.optional) return compared;
  Typed present;
  present.type = boolean;
  present.id = session_.Add(checked::IsPresent{subject_.id, false}, boolean, classes, pattern.span);
  return Both(checked::BinaryOp::And, present, compared, pattern.span);
}

Typed FactorChecker::PresentPattern(const syntax::BinPattern& pattern) {
  ExprChecker checker(session_, scope_);
  const TypeRef wanted{present_.type.type, false};
  if (pattern.kind == BinPatternKind::Range) {
    std::int64_t low = 0, high = 0;
    if (!session_.types.Is(wanted, TypeKind::Int) || !values::ParseInt(pattern.range->low, &low) ||
        !values::ParseInt(pattern.range->high, &high) || low > high) {
      session_.report.Add(Code::EmptyRange, pattern.span, "a range that holds no value of this factor");
      return {};
    }
    if (!TakeRange({low, high}, pattern.span)) return {};
    const Typed from = checker.Compare(BinaryOp::GreaterEqual, present_, Number(low, pattern.span), pattern.span);
    const Typed to = checker.Compare(BinaryOp::LessEqual, present_, Number(high, pattern.span), pattern.span);
    return Both(checked::BinaryOp::And, from, to, pattern.span);
  }
  if (pattern.kind == BinPatternKind::In) {
    const TypeRef set = session_.types.CanBeElement(wanted) ? session_.types.SetOf(wanted, 0) : TypeRef{};
    const Typed collection = checker.Value(pattern.value, set);
    if (collection.error() || !Take(pattern, collection, pattern.span)) return {};
    return checker.MakeMembership(collection, present_, pattern.span);
  }
  const Typed value = checker.As(pattern.value, wanted);
  if (value.error()) return {};
  const BinaryOp op = pattern.kind == BinPatternKind::Comparison ? pattern.op : BinaryOp::Equal;
  if (!Take(pattern, value, pattern.span)) return {};
  const Typed compared = checker.Compare(op, present_, value, pattern.span);
  if (compared.error()) {
    session_.report.Add(Code::NotComparable, pattern.span,
                        Quote(OperatorText(op)) + " between values of " + Quote(session_.types.Name(wanted)));
  }
  return compared;
}

Typed FactorChecker::Number(std::int64_t value, Span span) {
  return ExprChecker(session_, scope_).MakeLiteral(Value::Int(value), session_.types.Int(value, value), span);
}

// Marks what the pattern takes; false, with a message, when earlier bins have taken all of it.
bool FactorChecker::Take(const syntax::BinPattern& pattern, const Typed& value, Span span) {
  const auto* literal = std::get_if<checked::Literal>(&session_.At(value.id).node);
  if (literal == nullptr) {
    session_.report.Add(Code::NotConstant, span, "a bin that is not written out");
    return false;
  }
  if (!cover_) return true;
  if (pattern.kind == BinPatternKind::In) {
    bool taken = false;
    for (const decision::Value& element : literal->value.AsSpan())
      taken = cover_->Take({element.integer, element.integer}) || taken;
    if (!taken)
      session_.report.Add(Code::BinNeverReached, span, "this bin is never reached: earlier bins take its values",
                          "put the narrower bin first, or remove this one");
    return taken;
  }
  const BinaryOp op = pattern.kind == BinPatternKind::Comparison ? pattern.op : BinaryOp::Equal;
  return TakeRange(IntervalOf(op, literal->value.integer), span);
}

bool FactorChecker::TakeRange(Interval interval, Span span) {
  if (!cover_ || cover_->Take(interval)) return true;
  session_.report.Add(Code::BinNeverReached, span, "this bin is never reached: earlier bins take its values",
                      "put the narrower bin first, or remove this one");
  return false;
}

std::string FactorChecker::Describe(const Interval& interval) const {
  const schema::Type& type = session_.types.At(present_.type);
  const auto print = [&](std::int64_t value) { return decision::Print(session_.unit.schema, type, Value::Int(value)); };
  if (type.kind == TypeKind::Enum) {
    std::string members;
    for (std::int64_t i = interval.low; i <= interval.high; ++i) {
      const std::string& name = session_.EnumOf(present_.type).members[static_cast<std::size_t>(i)].name;
      members += (members.empty() ? "" : ", ") + Quote(name);
    }
    return members;
  }
  const bool from_start = interval.low == INT64_MIN || interval.low == type.minimum;
  const bool to_end = interval.high == INT64_MAX || interval.high == type.maximum;
  const bool unordered =
      type.kind == TypeKind::Country || type.kind == TypeKind::Currency || type.kind == TypeKind::Region;
  if (unordered || (from_start && to_end)) return "other values";
  if (to_end) return print(interval.low) + " and above";
  if (from_start) return print(interval.high) + " and below";
  return interval.low == interval.high ? print(interval.low) : print(interval.low) + " to " + print(interval.high);
}

bool FactorChecker::CheckComplete(const syntax::Factor& factor) {
  if (subject_.type.optional && !subject_.error() && !absent_taken_) {
    session_.report.Add(Code::BinsNotExhaustive, factor.name.span, Quote(factor.name.text) + " has no bin for `absent`",
                        "add `absent -> …`");
    return false;
  }
  if (otherwise_) return true;
  if (!factor.by.valid() || !cover_) {
    session_.report.Add(Code::BinsNotExhaustive, factor.name.span, Quote(factor.name.text) + " has no `otherwise`",
                        "add `otherwise -> …`");
    return false;
  }
  if (cover_->open().empty()) return true;
  session_.report.Add(Code::BinsNotExhaustive, factor.name.span,
                      Quote(factor.name.text) + " has no bin for " + Describe(cover_->open().front()),
                      "add a bin, or `otherwise -> …`");
  return false;
}

std::optional<std::int64_t> FactorChecker::ReadPoints(syntax::ExprId points) {
  ExprChecker checker(session_, scope_);
  const Typed typed = checker.As(points, session_.Scalar(TypeKind::Int));
  const std::optional<Value> value = checker.Constant(typed, scope_.file->expr(points).span);
  return value ? std::optional(value->integer) : std::nullopt;
}

// The last choice stands for all that is left: the bins leave nothing out.
Points FactorChecker::Chain(const std::vector<Choice>& choices, Span span) {
  Points result;
  std::uint64_t classes = 0;
  result.least = choices.back().points;
  result.greatest = choices.back().points;
  for (auto choice = choices.rbegin(); choice != choices.rend(); ++choice) {
    result.least = std::min(result.least, choice->points);
    result.greatest = std::max(result.greatest, choice->points);
    const TypeRef own = session_.types.Int(choice->points, choice->points);
    const checked::ExprId points = session_.Add(checked::Literal{Value::Int(choice->points)}, own, 0, choice->span);
    const bool last = choice == choices.rbegin();
    if (last) {
      result.value = points;
      continue;
    }
    classes |= session_.At(choice->condition).classes;
    const TypeRef type = session_.types.Int(result.least, result.greatest);
    result.value = session_.Add(checked::If{choice->condition, points, result.value}, type, classes, span);
  }
  return result;
}

// add 220 name when condition; take the same below zero
std::optional<Points> FactorChecker::Adjustment(const syntax::Adjustment& adjustment) {
  const std::optional<std::int64_t> given = ReadPoints(adjustment.points);
  std::int64_t points = given.value_or(0);
  if (adjustment.kind == syntax::AdjustmentKind::Take && values::NegInt(points, &points) != values::Fault::None) {
    session_.report.Add(Code::LiteralOutOfRange, adjustment.span, "these points are beyond 64 bits");
    return std::nullopt;
  }
  checked::ExprId condition;
  if (adjustment.condition.valid()) {
    const Typed typed = ExprChecker(session_, scope_).Condition(adjustment.condition);
    if (typed.error()) return std::nullopt;
    condition = typed.id;
  }
  if (!given) return std::nullopt;
  if (!condition.valid()) return Chain({{{}, points, adjustment.span}}, adjustment.span);
  return Chain({{condition, points, adjustment.span}, {{}, 0, adjustment.span}}, adjustment.span);
}

}  // namespace bpol::check
