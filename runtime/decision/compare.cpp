#include <algorithm>
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/decision/value.h"

namespace bpol::decision {
namespace {

template <typename T>
int Order(const T& left, const T& right) {
  return left < right ? -1 : right < left ? 1 : 0;
}

int CompareBytes(std::string_view left, std::string_view right) {
  const std::size_t shared = std::min(left.size(), right.size());
  const int order = shared == 0 ? 0 : std::memcmp(left.data(), right.data(), shared);
  return order != 0 ? Order(order, 0) : Order(left.size(), right.size());
}

// Currency first: amounts of two currencies have no order of their own.
int CompareMoney(const values::Money& left, const values::Money& right) {
  const int currency = Order(left.currency, right.currency);
  return currency != 0 ? currency : Order(left.minor, right.minor);
}

int CompareMany(std::span<const Value> left, std::span<const Value> right) {
  const std::size_t shared = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (const int order = Compare(left[i], right[i]); order != 0) return order;
  }
  return Order(left.size(), right.size());
}

}  // namespace

int Compare(const Value& left, const Value& right) {
  if (left.kind != right.kind) return Order(left.kind, right.kind);  // absent before present
  switch (left.kind) {
    case Value::Kind::Absent:
    case Value::Kind::Unavailable:
      return 0;
    case Value::Kind::Int:
      return Order(left.integer, right.integer);
    case Value::Kind::Text:
      return CompareBytes(left.AsText(), right.AsText());
    case Value::Kind::Money:
      return CompareMoney(left.money, right.money);
    case Value::Kind::Decimal:
      return static_cast<int>(values::DecimalCompare(left.decimal, right.decimal));
    case Value::Kind::Ip:
      return Order(left.ip, right.ip);
    case Value::Kind::Cidr:
      return Order(left.cidr, right.cidr);
    case Value::Kind::Sequence:
    case Value::Kind::Record:
      return CompareMany(left.AsSpan(), right.AsSpan());
  }
  BPOL_CHECK(false, "every kind of value has an order");
}

}  // namespace bpol::decision
