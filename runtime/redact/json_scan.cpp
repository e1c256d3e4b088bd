#include "runtime/redact/json_scan.h"

#include <cstring>

namespace bpol::redact {
namespace {

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

Scan EscapeScanner::Go(const char*& at, const char* end) noexcept {
  while (at != end) {
    if (const Scan scan = Take(*at++); scan != Scan::More) return scan;
  }
  return Scan::More;
}

Scan EscapeScanner::Take(char c) noexcept {
  switch (state_) {
    case State::None:
      return Scan::Bad;
    case State::Letter:
      return Letter(c);
    case State::Hex:
      return HexDigit(c);
    case State::PairBackslash:
      state_ = State::PairU;
      return c == '\\' ? Scan::More : Scan::Bad;
    case State::PairU:
      return c == 'u' ? AwaitDigits() : Scan::Bad;
  }
  return Scan::Bad;
}

Scan EscapeScanner::AwaitDigits() noexcept {
  state_ = State::Hex;
  left_ = 4;
  code_ = 0;
  return Scan::More;
}

Scan EscapeScanner::Letter(char c) noexcept {
  if (c == 'u') return AwaitDigits();
  state_ = State::None;
  return c != '\0' && std::strchr("\"\\/bfnrt", c) != nullptr ? Scan::Done : Scan::Bad;
}

Scan EscapeScanner::HexDigit(char c) noexcept {
  const int value = HexValue(c);
  if (value < 0) return Scan::Bad;
  code_ = code_ << 4 | static_cast<std::uint32_t>(value);
  if (--left_ != 0) return Scan::More;
  const bool low = code_ >= 0xdc00 && code_ <= 0xdfff;
  const bool high = code_ >= 0xd800 && code_ <= 0xdbff;
  if (low != low_expected_) return Scan::Bad;
  low_expected_ = high;
  state_ = high ? State::PairBackslash : State::None;
  return high ? Scan::More : Scan::Done;
}

bool EscapesAreWhole(std::string_view raw) noexcept {
  const char* end = raw.data() + raw.size();
  for (std::size_t at = raw.find('\\'); at != std::string_view::npos; at = raw.find('\\', at)) {
    EscapeScanner escape;
    escape.Start();
    const char* next = raw.data() + at + 1;
    if (escape.Go(next, end) != Scan::Done) return false;
    at = static_cast<std::size_t>(next - raw.data());
  }
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
