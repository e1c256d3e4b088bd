// Arithmetic and calls on whole numbers, amounts and times.
#include <algorithm>

#include "runtime/values/time.h"
#include "tests/agreement/generate/expressions.h"
#include "tests/agreement/generate/pick_path.h"
#include "tests/agreement/generate/pools.h"
#include "tests/agreement/generate/ranges.h"

namespace bpol::agreement {
namespace {

// With the hour that clocks show there when it is eight in UTC, in November.
struct Zone {
  const char* name;
  std::int64_t hour;
};
constexpr Zone kZones[] = {{"UTC", 8},          {"UTC", 8}, {"UTC", 8}, {"Europe/Berlin", 9}, {"America/New_York", 3},
                           {"Asia/Kolkata", 13}};

// A whole number beside a Decimal is one, but its branches are then asked for Decimals themselves.
bool IsChoiceOfInts(const Expr& number) {
  return number.type.kind == TypeKind::Int && (number.text.starts_with("(match ") || number.text.starts_with("(if "));
}

// What is divided by a number of 34 digits is nothing, and what is multiplied is everything.
bool IsHuge(const Expr& number) {
  constexpr std::size_t kManyDigits = 20;
  return number.fixed && number.text.size() > kManyDigits;
}

constexpr GivenType Of(TypeKind kind) {
  return {.kind = kind};
}

}  // namespace

std::optional<Expr> ExprWriter::Operation(const GivenType& type, int depth) {
  switch (type.kind) {
    case TypeKind::Int:
      return IntOperation(depth);
    case TypeKind::Decimal:
      return DecimalOperation(depth);
    case TypeKind::TimeOfDay:
      return random_.Chance(50) ? Choice(type.kind, depth) : Aggregate(type.kind, depth);
    case TypeKind::Money:
      return MoneyOperation(depth);
    case TypeKind::Instant:
      return InstantOperation(depth);
    case TypeKind::Date:
      return DateOperation(depth);
    case TypeKind::Duration:
      return DurationOperation(depth);
    case TypeKind::Bool: {
      const Condition condition = Cond(depth);
      return Expr{.text = condition.text, .type = type, .classified = condition.classified};
    }
    case TypeKind::String:
    case TypeKind::Country:
    case TypeKind::Region:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Currency:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Enum:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return std::nullopt;
  }
  BPOL_CHECK(false, "every kind of type has operations or none");
}

std::optional<Expr> ExprWriter::IntOperation(int depth) {
  const std::size_t draw = random_.Below(12);
  if (draw < 3) return IntArithmetic(depth);
  if (draw < 6) return Choice(TypeKind::Int, depth);
  return IntCall(depth);
}

std::optional<Expr> ExprWriter::IntArithmetic(int depth) {
  const std::optional<Expr> left = Dynamic(Of(TypeKind::Int), depth);
  if (!left) return std::nullopt;
  std::optional<Expr> right = Value(Of(TypeKind::Int), depth);
  if (Overlap(left->text, right->text)) right = LiteralNear(TypeKind::Int, left->typical);
  Expr made = Joined("", *left, *right);
  const std::size_t draw = random_.Below(5);
  if (draw == 0) {
    made.text = "(-" + left->text + ")";
    const Expr zero{.text = "0", .type = {.kind = TypeKind::Int, .minimum = 0, .maximum = 0}};
    made.type = RangeOf('-', zero.type, left->type);
    made.typical = ClampedProduct(left->typical, -1);
  } else if (draw == 1) {
    made.text = "floor(" + left->text + " / " + right->text + ")";
    made.type = Of(TypeKind::Int);
    if (right->fixed && right->typical == 0) return std::nullopt;
    made.rough = true;
    made.typical = right->typical == 0 ? 0 : left->typical / std::max<std::int64_t>(1, right->typical);
  } else {
    const char op = draw == 2 ? '+' : draw == 3 ? '-' : '*';
    made.text = "(" + left->text + " " + op + " " + right->text + ")";
    made.type = RangeOf(op, left->type, right->type);
    made.rough = made.rough || !right->fixed;
    made.typical = op == '*'
                       ? ClampedProduct(left->typical, right->typical)
                       : ClampedSum(left->typical, op == '+' ? right->typical : ClampedProduct(right->typical, -1));
  }
  return made;
}

std::optional<Expr> ExprWriter::IntCall(int depth) {
  Expr made{.text = "", .type = Of(TypeKind::Int)};
  const auto call = [&](const Expr& argument, std::string text, std::int64_t high, std::int64_t typical) {
    made.text = std::move(text);
    made.type.minimum = high == INT64_MAX ? INT64_MIN : 0;
    made.type.maximum = high;
    made.typical = typical;
    made.classified = argument.classified;
    return made;
  };
  const std::size_t draw = random_.Below(12);
  if (draw == 7 || draw == 8) {
    const std::optional<Expr> number = Dynamic(Of(TypeKind::Decimal), depth);
    if (!number) return std::nullopt;
    return call(*number, "floor(" + number->text + (random_.Chance(50) ? ")" : " / 3)"), INT64_MAX, 1);
  }
  if (draw == 0) {
    const std::optional<Expr> text = Dynamic(Of(TypeKind::String), depth);
    if (!text) return std::nullopt;
    // The least that a declared text has: elements of a let may have it without our knowing.
    constexpr std::uint32_t kLeastBound = 24;
    return call(*text, "length(" + text->text + ")", kLeastBound, 4);
  }
  if (draw == 1 || draw == 9) {
    const std::optional<Expr> instant = Dynamic(Of(TypeKind::Instant), depth);
    if (!instant) return std::nullopt;
    const Zone& zone = random_.Pick(kZones);
    made.rough = true;
    return call(*instant, "hour(" + instant->text + ", \"" + zone.name + "\")", 23, zone.hour);
  }
  if (draw == 2 || draw == 10) {
    const std::optional<Expr> amount = Dynamic(Of(TypeKind::Money), depth);
    if (!amount) return std::nullopt;
    return call(*amount, "minor(" + amount->text + ", " + vocabulary_.currency + ")", INT64_MAX, amount->typical);
  }
  if (draw == 3 || draw == 11) {
    const Path* xs = Collection();
    if (xs == nullptr) return std::nullopt;
    const std::optional<Expr> list = Value(xs->type, depth);
    if (!list || list->bare) return std::nullopt;
    return call(*list, "count(" + list->text + ")", list->type.bound, 1);
  }
  return draw == 4 ? CountOf(depth) : Aggregate(TypeKind::Int, depth);
}

// min, max, clamp
std::optional<Expr> ExprWriter::Choice(TypeKind kind, int depth) {
  const std::optional<Expr> left = Dynamic(Of(kind), depth);
  const std::optional<Expr> right = Value(Of(kind), depth);
  if (!left || !right || Overlap(left->text, right->text)) return std::nullopt;
  if (random_.Chance(50)) {
    const char* name = random_.Chance(50) ? "min(" : "max(";
    return Joined(name + left->text + ", " + right->text + ")", *left, *right);
  }
  Expr low = LiteralNear(kind, left->typical), high = LiteralNear(kind, left->typical);
  if (low.typical == high.typical) return std::nullopt;
  if (low.typical > high.typical) std::swap(low, high);
  Expr made = Joined("clamp(" + left->text + ", " + low.text + ", " + high.text + ")", *left, *left);
  made.type.minimum = low.type.minimum;
  made.type.maximum = high.type.maximum;
  return made;
}

std::optional<Expr> ExprWriter::DecimalOperation(int depth) {
  const std::size_t draw = random_.Below(8);
  if (draw == 0) return Aggregate(TypeKind::Decimal, depth);
  if (draw == 1) return Choice(TypeKind::Decimal, depth);
  if (draw < 4) return Rounded(depth);
  const std::optional<Expr> left = Dynamic(Of(TypeKind::Decimal), depth);
  if (!left) return std::nullopt;
  Expr made = *left;
  if (draw == 4) {
    made.text = "(-" + left->text + ")";
    return made;
  }
  const std::optional<Expr> right = Value(Of(random_.Chance(25) ? TypeKind::Int : TypeKind::Decimal), depth);
  if (!right || IsChoiceOfInts(*right)) return std::nullopt;
  if (draw == 7 && IsHuge(*right) && random_.Chance(90)) return std::nullopt;
  const char* op = draw == 5 ? " + " : draw == 6 ? " - " : " * ";
  const bool swapped = random_.Chance(30);
  made = swapped ? Joined("(" + right->text + op + left->text + ")", *right, *left)
                 : Joined("(" + left->text + op + right->text + ")", *left, *right);
  made.type = Of(TypeKind::Decimal);
  made.typical = 0;
  made.rough = true;
  return made;
}

// round(x, 2), round(a / b, 3, up)
std::optional<Expr> ExprWriter::Rounded(int depth) {
  constexpr const char* kRoundings[] = {"", ", half_up", ", half_down", ", up", ", down", ", ceiling", ", floor"};
  const bool quotient = random_.Chance(50);
  const std::optional<Expr> left =
      Dynamic(Of(quotient && random_.Chance(30) ? TypeKind::Int : TypeKind::Decimal), depth);
  if (!left || IsChoiceOfInts(*left)) return std::nullopt;
  Expr made = *left;
  if (quotient) {
    const std::optional<Expr> right = Value(Of(TypeKind::Decimal), depth);
    if (!right || Overlap(left->text, right->text) || (IsHuge(*right) && random_.Chance(90))) return std::nullopt;
    made = Joined(left->text + " / " + right->text, *left, *right);
  }
  const std::string digits = std::to_string(random_.Chance(90) ? random_.Below(5) : 34);
  made.text = "round(" + made.text + ", " + digits + random_.Pick(kRoundings) + ")";
  made.type = Of(TypeKind::Decimal);
  made.typical = 0;
  made.rough = true;
  return made;
}

std::optional<Expr> ExprWriter::MoneyOperation(int depth) {
  const std::size_t draw = random_.Below(7);
  if (draw == 5) return Aggregate(TypeKind::Money, depth);
  if (draw == 6) {
    const std::optional<Expr> amount = Dynamic(Of(TypeKind::Money), depth);
    const std::optional<Expr> factor = Value(Of(TypeKind::Decimal), depth);
    if (!amount || !factor || (IsHuge(*factor) && random_.Chance(90))) return std::nullopt;
    Expr made =
        Joined("round(" + amount->text + " * " + factor->text + (random_.Chance(50) ? ")" : ", up)"), *amount, *factor);
    made.type = Of(TypeKind::Money);
    made.typical = amount->typical;
    made.rough = true;
    return made;
  }
  const std::optional<Expr> left = Dynamic(Of(TypeKind::Money), depth);
  if (!left) return std::nullopt;
  if (draw == 0) {
    Expr made = *left;
    made.text = "(-" + left->text + ")";
    made.typical = ClampedProduct(left->typical, -1);
    return made;
  }
  if (draw < 3) {
    const std::optional<Expr> times = Value(Of(TypeKind::Int), depth);
    Expr made = *left;
    made.classified = left->classified || times->classified;
    made.typical = ClampedProduct(left->typical, times->typical);
    made.rough = left->rough || !times->fixed;
    made.text = draw == 1 ? "(" + left->text + " * " + times->text + ")" : "(" + times->text + " * " + left->text + ")";
    return made;
  }
  std::optional<Expr> right = Value(Of(TypeKind::Money), depth);
  if (Overlap(left->text, right->text)) right = LiteralNear(TypeKind::Money, kTypicalMinor);
  const bool add = draw == 3;
  Expr made = Joined("(" + left->text + (add ? " + " : " - ") + right->text + ")", *left, *right);
  made.typical = ClampedSum(left->typical, add ? right->typical : ClampedProduct(right->typical, -1));
  made.rough = true;
  return made;
}

std::optional<Expr> ExprWriter::InstantOperation(int depth) {
  const std::size_t draw = random_.Below(5);
  if (draw == 0) return Aggregate(TypeKind::Instant, depth);
  if (draw == 1) return Choice(TypeKind::Instant, depth);
  const std::optional<Expr> left = Dynamic(Of(TypeKind::Instant), depth);
  const std::optional<Expr> right = Value(Of(TypeKind::Duration), depth);
  if (!left || !right) return std::nullopt;
  const bool add = draw == 2;
  Expr made = Joined("(" + left->text + (add ? " + " : " - ") + right->text + ")", *left, *right);
  made.type = Of(TypeKind::Instant);
  made.rough = true;
  made.typical = NearInstant(left->typical, add ? right->typical : ClampedProduct(right->typical, -1));
  return made;
}

std::optional<Expr> ExprWriter::DateOperation(int depth) {
  const std::size_t draw = random_.Below(8);
  if (draw == 0) return Aggregate(TypeKind::Date, depth);
  if (draw == 1) return Choice(TypeKind::Date, depth);
  if (draw < 4) {
    const std::optional<Expr> instant = Dynamic(Of(TypeKind::Instant), depth);
    if (!instant) return std::nullopt;
    Expr made = *instant;
    made.text = "date(" + instant->text + ", \"" + random_.Pick(kZones).name + "\")";
    made.type = Of(TypeKind::Date);
    made.typical = kBaseDate;
    return made;
  }
  const std::optional<Expr> left = Dynamic(Of(TypeKind::Date), depth);
  // Mostly whole days; else time.out_of_range.
  std::optional<Expr> right =
      Expr{.text = "days(" + std::to_string(random_.Between(-3, 40)) + ")", .type = Of(TypeKind::Duration)};
  if (random_.Chance(50))
    right = Expr{.text = std::to_string(random_.Between(0, 200)) + "d", .type = Of(TypeKind::Duration)};
  if (random_.Chance(10)) right = Value(Of(TypeKind::Duration), depth);
  if (!left || !right) return std::nullopt;
  Expr made = Joined("(" + left->text + (draw < 6 ? " + " : " - ") + right->text + ")", *left, *right);
  made.type = Of(TypeKind::Date);
  return made;
}

std::optional<Expr> ExprWriter::DurationOperation(int depth) {
  const std::size_t draw = random_.Below(12);
  if (draw == 0) return Aggregate(TypeKind::Duration, depth);
  if (draw == 1) return Choice(TypeKind::Duration, depth);
  if (draw < 5) return DurationDifference(depth);
  if (draw == 5) {
    const std::optional<Expr> count = Dynamic({.kind = TypeKind::Int}, depth);
    if (!count) return std::nullopt;
    Expr made{.text = "days(" + count->text + ")", .type = Of(TypeKind::Duration)};
    made.typical = ClampedProduct(count->typical, values::kDay);
    made.classified = count->classified;
    return made;
  }
  const std::optional<Expr> left = Dynamic(Of(TypeKind::Duration), depth);
  if (!left) return std::nullopt;
  if (draw == 6) {
    Expr made = *left;
    made.text = "(-" + left->text + ")";
    return made;
  }
  const bool times = draw == 7;
  std::optional<Expr> right = Value(Of(times ? TypeKind::Int : TypeKind::Duration), depth);
  if (!times && Overlap(left->text, right->text)) right = LiteralNear(TypeKind::Duration, 0);
  const char* op = times ? " * " : draw < 10 ? " + " : " - ";
  Expr made = Joined("(" + left->text + op + right->text + ")", *left, *right);
  made.type = Of(TypeKind::Duration);
  made.rough = made.rough || !right->fixed;
  return made;
}

// age(t), t - t, d - d
std::optional<Expr> ExprWriter::DurationDifference(int depth) {
  const std::size_t draw = random_.Below(5);
  const TypeKind kind = draw >= 3 ? TypeKind::Date : TypeKind::Instant;
  std::optional<Expr> left = Dynamic(Of(kind), depth);
  for (int i = 0; i < 3 && draw < 2 && left && left->text == "now"; ++i) left = Dynamic(Of(kind), depth);
  if (!left) return std::nullopt;
  Expr made = *left;
  if (draw < 2 && scope_.times_allowed && left->text != "now") {
    // An instant after `now` has no age: most policies ask the past.
    made.text = "age(" + left->text + ")";
  } else {
    std::optional<Expr> right = Value(Of(kind), depth);
    if (Overlap(left->text, right->text)) right = LiteralNear(kind, left->typical);
    made = Joined("(" + left->text + " - " + right->text + ")", *left, *right);
  }
  made.type = Of(TypeKind::Duration);
  made.typical = values::kDay;
  made.rough = true;
  return made;
}

}  // namespace bpol::agreement
