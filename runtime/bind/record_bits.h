// The words at the start of a record in a frame: which optional fields are there, which facts and signals are
// unavailable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace bpol::bind {

inline bool TestBit(const std::byte* record, std::uint32_t bit) {
  std::uint64_t word;
  std::memcpy(&word, record + bit / 64 * 8, sizeof word);
  return word >> bit % 64 & 1;
}

inline void SetBit(std::byte* record, std::uint32_t bit) {
  std::uint64_t word;
  std::memcpy(&word, record + bit / 64 * 8, sizeof word);
  word |= std::uint64_t{1} << bit % 64;
  std::memcpy(record + bit / 64 * 8, &word, sizeof word);
}

inline void ClearBit(std::byte* record, std::uint32_t bit) {
  std::uint64_t word;
  std::memcpy(&word, record + bit / 64 * 8, sizeof word);
  word &= ~(std::uint64_t{1} << bit % 64);
  std::memcpy(record + bit / 64 * 8, &word, sizeof word);
}

template <typename T>
T Get(const std::byte* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}
template <typename T>
void Put(std::byte* to, const T& value) {
  std::memcpy(to, &value, sizeof value);
}

// Set and List in a frame, as abi::Sequence describes them.
struct Elements {
  const std::byte* first = nullptr;
  std::uint64_t count = 0;
};

}  // namespace bpol::bind
