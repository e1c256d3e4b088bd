// A core value while LLVM code is built for it.
#pragma once

#include <llvm/IR/Value.h>

#include "compiler/core/core.h"

namespace bpol::emit {

// Bool: first is an i1. Int: i64. Text, Sequence: first a pointer, second its i64 size or count. Money, Decimal: two
// i64. Ip, Cidr, Record: first a pointer. An optional has `present`, an i1; without it, what first and second hold
// means nothing.
struct Value {
  llvm::Value* first = nullptr;
  llvm::Value* second = nullptr;
  llvm::Value* present = nullptr;
};

inline bool HasSecond(core::Rep rep) {
  return rep == core::Rep::Text || rep == core::Rep::Money || rep == core::Rep::Decimal || rep == core::Rep::Sequence;
}

}  // namespace bpol::emit
