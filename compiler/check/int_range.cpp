#include "compiler/check/int_range.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace bpol::check {

namespace {

__extension__ using Wide = __int128;

IntRange Cut(Wide low, Wide high) {
  const Wide least = INT64_MIN, greatest = INT64_MAX;
  return {static_cast<std::int64_t>(std::clamp(low, least, greatest)),
          static_cast<std::int64_t>(std::clamp(high, least, greatest))};
}

}  // namespace

IntRange Combine(syntax::BinaryOp op, IntRange left, IntRange right) {
  const Wide a = left.minimum, b = left.maximum, c = right.minimum, d = right.maximum;
  if (op == syntax::BinaryOp::Add) return Cut(a + c, b + d);
  if (op == syntax::BinaryOp::Subtract) return Cut(a - d, b - c);
  BPOL_CHECK(op == syntax::BinaryOp::Multiply, "only sums, differences and products have ranges");
  return Cut(std::min({a * c, a * d, b * c, b * d}), std::max({a * c, a * d, b * c, b * d}));
}

}  // namespace bpol::check
