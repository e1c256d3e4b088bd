// ByteKinds: which of 64 bytes are quotes, backslashes and so on, a bit each, the first byte lowest. What a processor
// has for it is asked once, when the program starts; all ways say the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bpol::redact {

inline constexpr std::size_t kBlock = 64;

struct ByteKinds {
  std::uint64_t quote = 0;
  std::uint64_t backslash = 0;
  std::uint64_t structure =
      0;                      // { } [ ] : , and the control characters 0x0c and 0x1a, which whoever reads them refuses
  std::uint64_t blank = 0;    // space, tab, line feed, carriage return
  std::uint64_t control = 0;  // below 0x20, those blanks too
  friend bool operator==(const ByteKinds&, const ByteKinds&) = default;
};

// What follows from the blocks before.
struct TextState {
  std::uint64_t in_string = 0;  // all bits if the text goes on inside a string
  bool escaped = false;         // its next byte stands behind a backslash
  bool scalar = false;          // its last byte belongs to a number, a literal, or nothing that is JSON
};

// What a scan found.
struct Tokens {
  std::size_t count = 0;
  std::size_t good = 0;  // bytes before the first control character inside a string; the size if there is none
};

// Appends to `out` the offset, plus `base`, of each bracket, brace, colon and comma outside of strings, each quote that
// begins or ends a string, each backslash in a string that begins an escape, and the first byte of everything else.
// `out`: room for size + kBlock entries.
using ScanTokens = Tokens (*)(const char* text, std::size_t size, std::uint32_t base, TextState& state,
                              std::uint32_t* out);

// A way to do it.
struct Scanner {
  const char* name;
  ByteKinds (*kinds)(const char* block);  // of kBlock bytes
  ScanTokens scan;
};

// The ways that this processor has, the best first; the last, which every processor has, is written byte by byte.
struct Scanners {
  Scanner ways[3];
  std::size_t count = 0;
};
const Scanners& ScannersHere() noexcept;

}  // namespace bpol::redact
