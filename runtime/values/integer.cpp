#include "runtime/values/integer.h"

#include <charconv>
#include <limits>

namespace bpol::values {
namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t kMostDigits = 20;  // of kMin, and its sign

// Zero has no sign and every other number one first digit that is not zero, so that a value has one spelling (and
// `-0`).
bool HasIntegerForm(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || (text.size() > 1 && text[0] == '0')) return false;
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Fault AddInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept {
  std::int64_t sum;
  if (__builtin_add_overflow(left, right, &sum)) return Fault::ArithmeticOverflow;
  *out = sum;
  return Fault::None;
}

Fault SubInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept {
  std::int64_t difference;
  if (__builtin_sub_overflow(left, right, &difference)) return Fault::ArithmeticOverflow;
  *out = difference;
  return Fault::None;
}

Fault MulInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept {
  std::int64_t product;
  if (__builtin_mul_overflow(left, right, &product)) return Fault::ArithmeticOverflow;
  *out = product;
  return Fault::None;
}

Fault NegInt(std::int64_t value, std::int64_t* out) noexcept {
  return SubInt(0, value, out);
}

Fault FloorDivInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept {
  if (right == 0) return Fault::ArithmeticDivisionByZero;
  if (left == kMin && right == -1) return Fault::ArithmeticOverflow;
  const std::int64_t quotient = left / right;
  const bool rounded_up = left % right != 0 && (left < 0) != (right < 0);
  *out = quotient - (rounded_up ? 1 : 0);
  return Fault::None;
}

Fault FloorModInt(std::int64_t left, std::int64_t right, std::int64_t* out) noexcept {
  if (right == 0) return Fault::ArithmeticDivisionByZero;
  if (right == -1) {  // MIN % -1 traps on x86
    *out = 0;
    return Fault::None;
  }
  const std::int64_t remainder = left % right;
  const bool other_sign = remainder != 0 && (remainder < 0) != (right < 0);
  *out = other_sign ? remainder + right : remainder;
  return Fault::None;
}

bool ParseInt(std::string_view text, std::int64_t* out) noexcept {
  if (!HasIntegerForm(text)) return false;
  std::int64_t value;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return false;
  *out = value;
  return true;
}

void PrintInt(std::int64_t value, TextPlace& out) noexcept {
  char digits[kMostDigits];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
  out += std::string_view(digits, static_cast<std::size_t>(end - digits));
}

void PrintInt(std::int64_t value, std::string& out) noexcept {
  char digits[kMostDigits];
  TextPlace place(digits);
  PrintInt(value, place);
  out += place.text();
}

}  // namespace bpol::values
