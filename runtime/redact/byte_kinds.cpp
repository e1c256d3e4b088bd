#include "runtime/redact/byte_kinds.h"

#include <bit>
#include <cstring>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace bpol::redact {
namespace {

// Bit i: an odd number of quotes stands at or before byte i, so that it is in a string, or its opening quote.
std::uint64_t Between(std::uint64_t quotes) {
  for (int shift = 1; shift < 64; shift *= 2) quotes ^= quotes << shift;
  return quotes;
}

struct Escapes {
  std::uint64_t begins = 0;   // backslashes that are not escaped
  std::uint64_t escaped = 0;  // the bytes behind them
};

// Most blocks have no backslash.
Escapes FindEscapes(std::uint64_t backslash, bool first_escaped, bool* next_escaped) {
  Escapes found{.begins = 0, .escaped = first_escaped ? 1u : 0u};
  *next_escaped = false;
  backslash &= ~found.escaped;
  while (backslash != 0) {
    const std::uint64_t begin = backslash & -backslash;
    found.begins |= begin;
    found.escaped |= begin << 1;
    *next_escaped = begin >> 63 != 0;
    backslash &= ~(begin | begin << 1);
  }
  return found;
}

// Eight at a time, since a loop over single bits is mispredicted once a block.
std::uint32_t* Put(std::uint64_t bits, std::uint32_t base, std::uint32_t* out) {
  const int count = std::popcount(bits);
  const auto put = [&bits, base](std::uint32_t* to) {
    *to = base + static_cast<std::uint32_t>(std::countr_zero(bits));
    bits &= bits - 1;
  };
  for (int i = 0; i < count; i += 8) {
    std::uint32_t* to = out + i;
    put(to), put(to + 1), put(to + 2), put(to + 3);
    put(to + 4), put(to + 5), put(to + 6), put(to + 7);
  }
  return out + count;
}

// One block, of which `size` bytes are text and the rest blanks. Returns the control characters inside strings.
std::uint64_t ScanBlock(const ByteKinds& kinds, std::size_t size, std::uint32_t base, TextState& state,
                        std::uint32_t*& out) {
  bool next_escaped = false;
  const Escapes escapes = FindEscapes(kinds.backslash, state.escaped, &next_escaped);
  const std::uint64_t quote = kinds.quote & ~escapes.escaped;
  const std::uint64_t string = Between(quote) ^ state.in_string;
  const std::uint64_t scalar = ~(kinds.structure | kinds.blank | quote | string);
  const std::uint64_t begins = scalar & ~(scalar << 1 | (state.scalar ? 1u : 0u));
  state.in_string = 0 - (string >> 63);
  state.scalar = (scalar >> (size - 1) & 1) != 0;
  state.escaped = size == kBlock ? next_escaped : (escapes.escaped >> size & 1) != 0;
  out = Put((kinds.structure & ~string) | quote | (escapes.begins & string) | begins, base, out);
  return kinds.control & string;
}

template <ByteKinds (*KindsOf)(const char*)>
Tokens Scan(const char* text, std::size_t size, std::uint32_t base, TextState& state, std::uint32_t* out) {
  std::uint32_t* const first = out;
  for (std::size_t at = 0; at < size; at += kBlock) {
    char padded[kBlock];
    const char* block = text + at;
    const std::size_t here = size - at < kBlock ? size - at : kBlock;
    if (here < kBlock) {
      std::memset(padded, ' ', kBlock);
      std::memcpy(padded, block, here);
      block = padded;
    }
    const std::uint64_t control = ScanBlock(KindsOf(block), here, base + static_cast<std::uint32_t>(at), state, out);
    if (control == 0) continue;
    const std::size_t good = at + static_cast<std::size_t>(std::countr_zero(control));
    while (out != first && out[-1] >= base + good) --out;
    return {.count = static_cast<std::size_t>(out - first), .good = good};
  }
  return {.count = static_cast<std::size_t>(out - first), .good = size};
}

ByteKinds KindsByByte(const char* block) {
  ByteKinds kinds;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto byte = static_cast<unsigned char>(block[i]);
    const int folded = byte | 0x20;  // [ and ] become { and }
    const auto put = [i](bool is) { return static_cast<std::uint64_t>(is) << i; };
    kinds.quote |= put(byte == '"');
    kinds.backslash |= put(byte == '\\');
    kinds.structure |= put(folded == '{' || folded == '}' || folded == ':' || folded == ',');
    kinds.blank |= put(byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r');
    kinds.control |= put(byte < 0x20);
  }
  return kinds;
}

#ifdef __x86_64__

inline std::uint64_t Bits(__m128i bytes, int at) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(bytes))) << at;
}
inline __m128i Is(__m128i bytes, char c) {
  return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

ByteKinds KindsSse2(const char* block) {
  ByteKinds kinds;
  for (int at = 0; at < 64; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + at));
    const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const __m128i braces = _mm_or_si128(Is(folded, '{'), Is(folded, '}'));
    const __m128i marks = _mm_or_si128(Is(folded, ':'), Is(folded, ','));
    const __m128i lines = _mm_or_si128(Is(bytes, '\n'), Is(bytes, '\r'));
    const __m128i spaces = _mm_or_si128(Is(bytes, ' '), Is(bytes, '\t'));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
    kinds.quote |= Bits(Is(bytes, '"'), at);
    kinds.backslash |= Bits(Is(bytes, '\\'), at);
    kinds.structure |= Bits(_mm_or_si128(braces, marks), at);
    kinds.blank |= Bits(_mm_or_si128(lines, spaces), at);
    kinds.control |= Bits(control, at);
  }
  return kinds;
}

#define BPOL_AVX2 __attribute__((target("avx2,bmi,popcnt")))

BPOL_AVX2 inline std::uint64_t Bits(__m256i bytes, int at) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes))) << at;
}
BPOL_AVX2 inline __m256i Is(__m256i bytes, char c) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c));
}

// The bytes of a kind differ in their low four bits: a shuffle puts the one that would be of the kind beside each byte.
BPOL_AVX2 ByteKinds KindsAvx2(const char* block) {
  const __m256i marks =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0));
  const __m256i blanks =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, 0, '\r', 0, 0));
  ByteKinds kinds;
  for (int at = 0; at < 64; at += 32) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + at));
    const __m256i folded = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
    const __m256i control = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1f)), bytes);
    kinds.quote |= Bits(Is(bytes, '"'), at);
    kinds.backslash |= Bits(Is(bytes, '\\'), at);
    kinds.structure |= Bits(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(marks, folded), folded), at);
    kinds.blank |= Bits(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(blanks, bytes), bytes), at);
    kinds.control |= Bits(control, at);
  }
  return kinds;
}

BPOL_AVX2 __attribute__((flatten)) Tokens ScanAvx2(const char* text, std::size_t size, std::uint32_t base,
                                                   TextState& state, std::uint32_t* out) {
  return Scan<KindsAvx2>(text, size, base, state, out);
}

#endif

Scanners Detect() {
  Scanners found;
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
    found.ways[found.count++] = {"AVX2", KindsAvx2, ScanAvx2};
  found.ways[found.count++] = {"SSE2", KindsSse2, Scan<KindsSse2>};
#endif
  found.ways[found.count++] = {"byte by byte", KindsByByte, Scan<KindsByByte>};
  return found;
}

}  // namespace

const Scanners& ScannersHere() noexcept {
  static const Scanners scanners = Detect();
  return scanners;
}

}  // namespace bpol::redact
