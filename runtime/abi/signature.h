// Whether a C++ function travels as its row of helpers.def says: the compiler of units trusts that row, so a wrong one
// must not compile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "runtime/values/fault.h"

namespace bpol::abi {

// The letters of a C++ signature: i a 64-bit integer, p a pointer, f a Fault; first the parameters, last the result.
template <typename T>
constexpr char WireLetter() {
  if constexpr (std::is_pointer_v<T>) return 'p';
  if constexpr (std::is_same_v<T, values::Fault>) return 'f';
  if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::uint64_t>) return 'i';
  return '?';
}

struct WireSignature {
  char letters[16] = {};
  std::size_t size = 0;
  constexpr void Add(std::string_view more) {
    for (const char letter : more) letters[size++] = letter;
  }
  constexpr bool operator==(const WireSignature& other) const {
    return std::string_view(letters, size) == std::string_view(other.letters, other.size);
  }
};

// Only noexcept functions have one: native code has no unwind tables.
template <typename R, typename... A>
constexpr WireSignature WireOf(R (*)(A...) noexcept) {
  WireSignature wire;
  const char letters[] = {WireLetter<A>()..., WireLetter<R>()};
  wire.Add({letters, sizeof letters});
  return wire;
}

// What a row such as "tt>b" or "mi>m!" asks for.
constexpr WireSignature WireOf(std::string_view row) {
  WireSignature wire;
  std::size_t i = 0;
  for (; row[i] != '>'; ++i) {
    switch (row[i]) {
      case 't':
      case 's':
      case 'k':
        wire.Add("pi");
        break;
      case 'm':
      case 'd':
        wire.Add("ii");
        break;
      case 'a':
      case 'c':
        wire.Add("p");
        break;
      default:
        wire.Add("i");
    }
  }
  if (row[i + 1] == 't') wire.Add("pi");
  if (row[i + 1] == 'a' || row[i + 1] == 'c') wire.Add("p");
  wire.Add(row.back() == '!' || row[i + 1] == 'm' || row[i + 1] == 'd' ? "pf" : "i");
  return wire;
}

}  // namespace bpol::abi
