// An object file of `emit` becomes position-independent bytes: read-only data, then code, with every reference between
// them resolved. A linker for one kind of object: whatever it does not know it refuses.
#pragma once

#include <cstdint>

#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bpol::image {

// Both parts are whole pages; code stands directly behind the read-only data.
struct LinkedCode {
  Bytes read_only;
  Bytes code;
  std::uint64_t entry = 0;  // of `Entry`, from the start of the code
};

// Refused, with the reason: writable, thread-local, grouped or compressed sections; section types beyond plain
// contents, names, symbols and relocations with addends; undefined, weak, common and indirect symbols; any global but
// the function `Entry`; relocations but 32-bit relative ones, and those that reach outside of their section or of the
// unit.
Result<LinkedCode> Link(ByteSpan object);

}  // namespace bpol::image
