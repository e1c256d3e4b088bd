// What is known of an Int: its least and its greatest value. Arithmetic that could leave 64 bits knows nothing.
#pragma once

#include <cstdint>

#include "compiler/syntax/expr.h"
#include "runtime/schema/schema.h"

namespace bpol::check {

struct IntRange {
  std::int64_t minimum = INT64_MIN;
  std::int64_t maximum = INT64_MAX;
};

inline IntRange RangeOf(const schema::Type& type) {
  return {type.minimum, type.maximum};
}

// Of Add, Subtract, Multiply. What overflows at run time is a fault and gives no value, so that bounds may be cut
// there.
IntRange Combine(syntax::BinaryOp op, IntRange left, IntRange right);

}  // namespace bpol::check
