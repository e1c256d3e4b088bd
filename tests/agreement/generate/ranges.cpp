#include "tests/agreement/generate/ranges.h"

#include <algorithm>
#include <string_view>

#include "runtime/values/time.h"

namespace bpol::agreement {
namespace {

__extension__ using Wide = __int128;

std::int64_t Cut(Wide wide) {
  return static_cast<std::int64_t>(std::clamp<Wide>(wide, INT64_MIN, INT64_MAX));
}

}  // namespace

std::int64_t ClampedSum(std::int64_t left, std::int64_t right) {
  return Cut(Wide{left} + right);
}

std::int64_t ClampedProduct(std::int64_t left, std::int64_t right) {
  return Cut(Wide{left} * right);
}

std::int64_t NearInstant(std::int64_t instant, std::int64_t offset) {
  return std::clamp(ClampedSum(instant, offset), values::kMinInstant, values::kMaxInstant);
}

std::int64_t NearDate(std::int64_t date, std::int64_t offset) {
  return std::clamp(ClampedSum(date, offset), values::kMinDate, values::kMaxDate);
}

GivenType RangeOf(char op, const GivenType& left, const GivenType& right) {
  const Wide a = left.minimum, b = left.maximum, c = right.minimum, d = right.maximum;
  GivenType made{.kind = TypeKind::Int};
  if (op == '+') {
    made.minimum = Cut(a + c);
    made.maximum = Cut(b + d);
  } else if (op == '-') {
    made.minimum = Cut(a - d);
    made.maximum = Cut(b - c);
  } else {
    made.minimum = Cut(std::min({a * c, a * d, b * c, b * d}));
    made.maximum = Cut(std::max({a * c, a * d, b * c, b * d}));
  }
  return made;
}

GivenType JoinOf(const GivenType& left, const GivenType& right) {
  GivenType made = left;
  made.minimum = std::min(left.minimum, right.minimum);
  made.maximum = std::max(left.maximum, right.maximum);
  // No bound is the default, which is above all others.
  made.bound = left.bound == 0 || right.bound == 0 ? 0 : std::max(left.bound, right.bound);
  return made;
}

bool LeavesOpen(const char* op, const GivenType& left, const GivenType& right) {
  const std::string_view name = op;
  if (name == "==" || name == "!=") {
    const bool apart = left.maximum < right.minimum || left.minimum > right.maximum;
    const bool one = left.minimum == left.maximum && right.minimum == right.maximum;
    return !apart && !one;
  }
  const bool strict_up = name == "<" || name == ">=";
  if (strict_up) return left.maximum >= right.minimum && left.minimum < right.maximum;
  return left.maximum > right.minimum && left.minimum <= right.maximum;
}

}  // namespace bpol::agreement
