// The constants of an image become memory that native code reads: offsets become addresses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/base/result.h"

namespace bpol::unit {

// Each of `addresses` is the byte offset of a word of `memory` that holds the offset of what it points to; the word
// after it says how many bytes, or elements, stand there. Offsets rise. Nothing outside of `memory` is ever pointed to.
Status PlaceAddresses(std::span<std::byte> memory, std::span<const std::uint32_t> addresses);

}  // namespace bpol::unit
