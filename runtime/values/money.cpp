#include "runtime/values/money.h"

#include "runtime/values/integer.h"

namespace bpol::values {
namespace {

using IntOperation = Fault (*)(std::int64_t, std::int64_t, std::int64_t*) noexcept;

Fault Combine(const Money& left, const Money& right, IntOperation operation, Money* out) {
  if (left.currency != right.currency) return Fault::MoneyCurrencyMismatch;
  std::int64_t minor;
  if (const Fault fault = operation(left.minor, right.minor, &minor); fault != Fault::None) return fault;
  *out = {minor, left.currency};
  return Fault::None;
}

}  // namespace

Fault MoneyAdd(const Money& left, const Money& right, Money* out) noexcept {
  return Combine(left, right, AddInt, out);
}

Fault MoneySub(const Money& left, const Money& right, Money* out) noexcept {
  return Combine(left, right, SubInt, out);
}

Fault MoneyNeg(const Money& value, Money* out) noexcept {
  return Combine({0, value.currency}, value, SubInt, out);
}

Fault MoneyMulInt(const Money& value, std::int64_t factor, Money* out) noexcept {
  return Combine(value, {factor, value.currency}, MulInt, out);
}

Fault MoneyCompare(const Money& left, const Money& right, std::int64_t* out) noexcept {
  if (left.currency != right.currency) return Fault::MoneyCurrencyMismatch;
  *out = (left.minor > right.minor) - (left.minor < right.minor);
  return Fault::None;
}

Fault MoneyMinor(const Money& value, Currency currency, std::int64_t* out) noexcept {
  if (value.currency != currency) return Fault::MoneyCurrencyMismatch;
  *out = value.minor;
  return Fault::None;
}

}  // namespace bpol::values
