#include "runtime/redact/json_scan.h"

#include <bit>
#include <cstring>

namespace bpol::redact {
namespace {

constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
constexpr std::uint64_t kHigh = 0x8080'8080'8080'8080;

// The high bit of each byte that is `c`; exact for the lowest such byte, which is all that is asked. Bytes are ASCII.
std::uint64_t EqualsByte(std::uint64_t word, char c) {
  const std::uint64_t difference = word ^ (kOnes * static_cast<unsigned char>(c));
  return (difference - kOnes) & ~difference;
}

std::uint64_t SpecialBytes(std::uint64_t word) {
  const std::uint64_t control = word - kOnes * 0x20;  // borrows into the high bit where a byte is below 0x20
  return (EqualsByte(word, '"') | EqualsByte(word, '\\') | control | word) & kHigh;
}

bool IsSpecial(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

const char* FindSpecial(const char* at, const char* end) noexcept {
  static_assert(std::endian::native == std::endian::little, "the lowest byte of a word comes first");
  while (end - at >= 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    if (const std::uint64_t special = SpecialBytes(word); special != 0) return at + std::countr_zero(special) / 8;
    at += 8;
  }
  while (at != end && !IsSpecial(*at)) ++at;
  return at;
}

Scan StringScanner::Go(const char*& at, const char* end) noexcept {
  while (true) {
    if (state_ == State::Plain) at = FindSpecial(at, end);
    if (at == end) return Scan::More;
    if (const Scan scan = Special(at); scan != Scan::More) return scan;
  }
}

// Takes one byte that is not plain text. More: the string goes on.
Scan StringScanner::Special(const char*& at) noexcept {
  const char c = *at++;
  switch (state_) {
    case State::Plain:
      if (c == '"') return Scan::Done;
      if (c == '\\') {
        escaped_ = true;
        state_ = State::Backslash;
        return Scan::More;
      }
      return LeadByte(static_cast<unsigned char>(c)) ? Scan::More : Scan::Bad;
    case State::Backslash:
      return Escape(c);
    case State::Hex:
      return HexDigit(c);
    case State::PairBackslash:
      state_ = State::PairU;
      return c == '\\' ? Scan::More : Scan::Bad;
    case State::PairU:
      state_ = State::Hex;
      left_ = 4;
      code_ = 0;
      return c == 'u' ? Scan::More : Scan::Bad;
    case State::Utf8: {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < least_ || byte > most_) return Scan::Bad;
      least_ = 0x80;
      most_ = 0xbf;
      if (--left_ == 0) state_ = State::Plain;
      return Scan::More;
    }
  }
  return Scan::Bad;
}

Scan StringScanner::Escape(char c) noexcept {
  if (c == 'u') {
    state_ = State::Hex;
    left_ = 4;
    code_ = 0;
    return Scan::More;
  }
  state_ = State::Plain;
  return c != '\0' && std::strchr("\"\\/bfnrt", c) != nullptr ? Scan::More : Scan::Bad;
}

Scan StringScanner::HexDigit(char c) noexcept {
  const int value = HexValue(c);
  if (value < 0) return Scan::Bad;
  code_ = code_ << 4 | static_cast<std::uint32_t>(value);
  if (--left_ != 0) return Scan::More;
  const bool low = code_ >= 0xdc00 && code_ <= 0xdfff;
  const bool high = code_ >= 0xd800 && code_ <= 0xdbff;
  if (low != low_expected_) return Scan::Bad;
  low_expected_ = high;
  state_ = high ? State::PairBackslash : State::Plain;
  return Scan::More;
}

// The table of well-formed sequences: Unicode, table 3-7.
bool StringScanner::LeadByte(unsigned char byte) noexcept {
  if (byte < 0xc2 || byte > 0xf4) return false;
  state_ = State::Utf8;
  left_ = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  least_ = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
  most_ = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;
  return true;
}

NumberScanner::State NumberScanner::Next(State state, char c) noexcept {
  switch (state) {
    case State::Begin:
    case State::Minus:
      if (c == '-') return state == State::Begin ? State::Minus : State::Bad;
      if (c == '0') return State::Zero;
      return IsDigit(c) ? State::Int : State::Bad;
    case State::Zero:
    case State::Int:
      if (IsDigit(c)) return state == State::Int ? State::Int : State::Bad;
      return c == '.' ? State::Point : c == 'e' || c == 'E' ? State::E : State::Bad;
    case State::Point:
      return IsDigit(c) ? State::Fraction : State::Bad;
    case State::Fraction:
      if (IsDigit(c)) return State::Fraction;
      return c == 'e' || c == 'E' ? State::E : State::Bad;
    case State::E:
      if (c == '+' || c == '-') return State::Sign;
      return IsDigit(c) ? State::Exponent : State::Bad;
    case State::Sign:
    case State::Exponent:
      return IsDigit(c) ? State::Exponent : State::Bad;
    case State::Bad:
      return State::Bad;
  }
  return State::Bad;
}

Scan NumberScanner::Go(const char*& at, const char* end) noexcept {
  for (; at != end; ++at) {
    const char c = *at;
    if (!IsDigit(c) && c != '.' && c != 'e' && c != 'E' && c != '-' && c != '+')
      return complete() ? Scan::Done : Scan::Bad;
    state_ = Next(state_, c);
    if (state_ == State::Bad) return Scan::Bad;
  }
  return Scan::More;
}

bool NumberScanner::complete() const {
  return state_ == State::Zero || state_ == State::Int || state_ == State::Fraction || state_ == State::Exponent;
}

}  // namespace bpol::redact
