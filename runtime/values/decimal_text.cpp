#include <algorithm>

#include "runtime/values/decimal.h"
#include "runtime/values/decimal_parts.h"

namespace bpol::values {

using decimal::Fit;
using decimal::kLimit;
using decimal::Parts;
using decimal::Wide;

namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Reads a number from left to right. Zeros wait until a digit behind them makes them count.
class NumberReader {
 public:
  explicit NumberReader(std::string_view text) : rest_(text) {}

  bool Read(Decimal* out) {
    parts_.negative = Take('-');
    if (!Whole() || !Fraction() || !Exponent() || !rest_.empty() || too_long_) return false;
    // The zeros that wait are no digits of a fraction; what then has too many places has them for digits that count.
    parts_.scale -= waiting_zeros_;
    if (parts_.coefficient == 0) parts_.scale = 0;
    if (parts_.scale > kMaxDecimalScale || parts_.scale < -kMaxDecimalScale) return false;
    return Fit(parts_, out);
  }

 private:
  bool Take(char expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool NextIsDigit() const { return !rest_.empty() && IsDigit(rest_[0]); }

  int Digit() {
    const int digit = rest_[0] - '0';
    rest_.remove_prefix(1);
    return digit;
  }

  bool Whole() {
    if (!NextIsDigit()) return false;
    if (Take('0')) return !NextIsDigit();
    while (NextIsDigit()) Append(Digit());
    return true;
  }

  bool Fraction() {
    if (!Take('.')) return true;
    if (!NextIsDigit()) return false;
    for (; NextIsDigit(); ++parts_.scale) Append(Digit());
    return true;
  }

  bool Exponent() {
    if (!Take('e') && !Take('E')) return true;
    const bool negative = Take('-');
    if (!negative) Take('+');
    if (!NextIsDigit()) return false;
    std::int64_t exponent = 0;
    // Longer than any text can be, and far from overflowing.
    while (NextIsDigit()) exponent = std::min<std::int64_t>(exponent * 10 + Digit(), std::int64_t{1} << 50);
    parts_.scale += negative ? exponent : -exponent;
    return true;
  }

  void Append(int digit) {
    if (digit == 0) {
      if (parts_.coefficient != 0) ++waiting_zeros_;
      return;
    }
    for (; waiting_zeros_ > 0 && !too_long_; --waiting_zeros_) Push(0);
    Push(digit);
  }

  void Push(int digit) {
    if (parts_.coefficient >= kLimit / 10) {
      too_long_ = true;
      return;
    }
    parts_.coefficient = parts_.coefficient * 10 + static_cast<unsigned>(digit);
  }

  std::string_view rest_;
  Parts parts_;
  std::int64_t waiting_zeros_ = 0;
  bool too_long_ = false;
};

}  // namespace

bool ParseDecimal(std::string_view text, Decimal* out) noexcept {
  return NumberReader(text).Read(out);
}

void PrintDecimal(const Decimal& value, std::string& out) noexcept {
  const Parts parts = decimal::Take(value);
  char digits[40];
  std::size_t count = 0;
  for (Wide left = parts.coefficient; left != 0 || count <= static_cast<std::size_t>(parts.scale); left /= 10)
    digits[count++] = static_cast<char>('0' + static_cast<int>(left % 10));
  if (parts.negative) out += '-';
  while (count > 0) {
    if (count == static_cast<std::size_t>(parts.scale)) out += '.';
    out += digits[--count];
  }
}

}  // namespace bpol::values
