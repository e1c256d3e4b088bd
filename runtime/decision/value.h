// Value: any value of the language, as the plain evaluator, tests and printers see it.
// Trivially copyable; texts, sequences and records point into an Arena (or into constants) that outlives them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/values/decimal.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"

namespace bpol::decision {

struct Value {
  enum class Kind : std::uint8_t {
    Absent,
    Unavailable,  // only of a fact or a signal
    Int,          // Bool, Int, Instant, Date, Duration, TimeOfDay, Country, Currency, Region, Enum: as values/ has them
    Text,         // String, Iban, Pan, Bic, Lei, Email, Phone
    Money,
    Decimal,
    Ip,
    Cidr,
    Sequence,  // Set (sorted, distinct), List
    Record,    // one value a field, in the order of schema::Record::fields; fields of other arms are Absent
  };

  Kind kind = Kind::Absent;
  std::uint32_t count = 0;  // Sequence, Record
  union {
    std::int64_t integer = 0;
    struct {
      const char* data;
      std::uint64_t size;
    } text;
    values::Money money;
    values::Decimal decimal;
    values::Ip ip;
    values::Cidr cidr;
    const Value* elements;
  };

  static Value Absent() { return {}; }
  static Value Unavailable() { return Tagged(Kind::Unavailable); }
  static Value Int(std::int64_t integer) {
    Value value = Tagged(Kind::Int);
    value.integer = integer;
    return value;
  }
  static Value Text(std::string_view text) {
    Value value = Tagged(Kind::Text);
    value.text = {text.data(), text.size()};
    return value;
  }
  static Value Of(values::Money money) {
    Value value = Tagged(Kind::Money);
    value.money = money;
    return value;
  }
  static Value Of(values::Decimal decimal) {
    Value value = Tagged(Kind::Decimal);
    value.decimal = decimal;
    return value;
  }
  static Value Of(values::Ip ip) {
    Value value = Tagged(Kind::Ip);
    value.ip = ip;
    return value;
  }
  static Value Of(values::Cidr cidr) {
    Value value = Tagged(Kind::Cidr);
    value.cidr = cidr;
    return value;
  }
  static Value Sequence(std::span<const Value> elements) { return Many(Kind::Sequence, elements); }
  static Value Record(std::span<const Value> fields) { return Many(Kind::Record, fields); }

  bool present() const { return kind != Kind::Absent && kind != Kind::Unavailable; }
  std::string_view AsText() const { return {text.data, text.size}; }
  std::span<const Value> AsSpan() const { return {elements, count}; }

 private:
  static Value Tagged(Kind kind) {
    Value value;
    value.kind = kind;
    return value;
  }
  static Value Many(Kind kind, std::span<const Value> elements) {
    Value value = Tagged(kind);
    value.count = static_cast<std::uint32_t>(elements.size());
    value.elements = elements.data();
    return value;
  }
};

// The total order in which sets are kept and printed: integers by number (enums by member), texts by bytes, addresses
// by bytes. Both values are of one type that a set can hold.
int Compare(const Value& left, const Value& right);

}  // namespace bpol::decision
