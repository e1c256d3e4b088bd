#include "runtime/unit/constants.h"

#include <cstring>

namespace bpol::unit {
namespace {

std::uint64_t WordAt(std::span<const std::byte> memory, std::uint64_t offset) {
  std::uint64_t word = 0;
  std::memcpy(&word, memory.data() + offset, sizeof word);
  return word;
}

}  // namespace

Status PlaceAddresses(std::span<std::byte> memory, std::span<const std::uint32_t> addresses) {
  std::uint64_t next = 0;
  for (const std::uint32_t at : addresses) {
    if (at % 8 != 0 || at < next || memory.size() < 16 || at > memory.size() - 16)
      return Error{"unit image: an address stands outside of the constants"};
    const std::uint64_t offset = WordAt(memory, at);
    const std::uint64_t size = WordAt(memory, at + 8);
    if (offset > memory.size() || size > memory.size() - offset)
      return Error{"unit image: an address points outside of the constants"};
    const std::byte* address = memory.data() + offset;
    std::memcpy(memory.data() + at, &address, sizeof address);
    next = std::uint64_t{at} + 16;
  }
  return {};
}

}  // namespace bpol::unit
