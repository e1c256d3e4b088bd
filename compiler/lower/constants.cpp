#include "compiler/lower/constants.h"

#include <algorithm>
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/schema/layout.h"
#include "runtime/values/prefix_set.h"

namespace bpol::lower {

using core::Op;
using core::Rep;
using decision::Value;
using schema::TypeKind;

namespace {

template <typename T>
void PutBytes(std::vector<core::Word>& words, std::size_t at, const T& value) {
  std::int64_t raw[sizeof(T) / 8];
  std::memcpy(raw, &value, sizeof value);
  for (const std::int64_t word : raw) words[at++].value = word;
}

template <typename T>
std::vector<core::Word> WordsOf(const T& value) {
  std::vector<core::Word> words(sizeof(T) / 8);
  PutBytes(words, 0, value);
  return words;
}

std::int64_t BitsOf(const Value& set) {
  std::uint64_t bits = 0;
  for (const Value& member : set.AsSpan()) bits |= std::uint64_t{1} << member.integer;
  return static_cast<std::int64_t>(bits);
}

}  // namespace

Rep RepOf(const schema::Unit& schema, const schema::Type& type) {
  switch (type.kind) {
    case TypeKind::Bool:
      return Rep::Bool;
    case TypeKind::Int:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::TimeOfDay:
    case TypeKind::Region:
    case TypeKind::Enum:
      return Rep::Int;
    case TypeKind::String:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
      return Rep::Text;
    case TypeKind::Money:
      return Rep::Money;
    case TypeKind::Decimal:
      return Rep::Decimal;
    case TypeKind::Ip:
      return Rep::Ip;
    case TypeKind::Cidr:
      return Rep::Cidr;
    case TypeKind::Record:
      return Rep::Record;
    case TypeKind::Set:
      return schema::IsBitSet(schema, type) ? Rep::Int : Rep::Sequence;
    case TypeKind::List:
      return Rep::Sequence;
  }
  BPOL_CHECK(false, "every kind of type has a representation");
}

core::ExprId Constants::Literal(const Value& value, std::uint32_t type_index) {
  const schema::Type& type = schema_.types[type_index];
  const Rep rep = RepOf(schema_, type);
  if (!value.present()) return builder_.None(rep);
  switch (rep) {
    case Rep::Bool:
      return builder_.Bool(value.integer != 0);
    case Rep::Int:
      return builder_.Int(value.kind == Value::Kind::Sequence ? BitsOf(value) : value.integer);
    case Rep::Text:
      return builder_.Text(value.AsText());
    case Rep::Money:
      return builder_.Add(Op::Money, {value.money.minor, value.money.currency}, {});
    case Rep::Decimal:
      return builder_.Add(Op::Decimal, {std::int64_t(value.decimal.low), std::int64_t(value.decimal.high)}, {});
    case Rep::Ip:
      return builder_.Add(Op::Ip, {builder_.Intern(WordsOf(value.ip))}, {});
    case Rep::Cidr:
      return builder_.Add(Op::Cidr, {builder_.Intern(WordsOf(value.cidr))}, {});
    case Rep::Sequence: {
      const auto [known, added] = sequences_.try_emplace({value.elements, value.count, type.element}, 0);
      if (added) known->second = Elements(schema_.types[type.element], value.AsSpan());
      return builder_.Add(Op::Sequence, {known->second, value.count}, {});
    }
    case Rep::Record: {
      const schema::Record& record = schema_.records[type.declaration];
      Words words(record.size / 8);
      PutRecord(words, 0, record, value);
      return builder_.Add(Op::Record, {builder_.Intern(std::move(words))}, {});
    }
  }
  BPOL_CHECK(false, "every representation has constants");
}

core::ExprId Constants::PrefixSet(const Value& prefixes) {
  std::vector<values::Cidr> set;
  for (const Value& prefix : prefixes.AsSpan()) set.push_back(prefix.cidr);
  values::MakePrefixSet(set);
  Words words(set.size() * sizeof(values::Cidr) / 8);
  for (std::size_t i = 0; i < set.size(); ++i) PutBytes(words, i * sizeof(values::Cidr) / 8, set[i]);
  const auto count = static_cast<std::int64_t>(set.size());
  return builder_.Add(Op::Sequence, {builder_.Intern(std::move(words)), count}, {});
}

void Constants::PutAddress(Words& words, std::size_t at, core::Constant target, std::uint64_t size) {
  words[at] = {builder_.Intern(std::move(target)), true};
  words[at + 1].value = static_cast<std::int64_t>(size);
}

std::uint32_t Constants::Elements(const schema::Type& element, std::span<const Value> values) {
  const std::size_t stride = schema::SizeOf(schema_, element) / 8;
  Words words(values.size() * stride);
  for (std::size_t i = 0; i < values.size(); ++i) Put(words, i * stride, element, values[i]);
  return builder_.Intern(std::move(words));
}

void Constants::Put(Words& words, std::size_t at, const schema::Type& type, const Value& value) {
  switch (RepOf(schema_, type)) {
    case Rep::Bool:
    case Rep::Int:
      words[at].value = value.kind == Value::Kind::Sequence ? BitsOf(value) : value.integer;
      return;
    case Rep::Text:
      return PutAddress(words, at, std::string(value.AsText()), value.AsText().size());
    case Rep::Money:
      return PutBytes(words, at, value.money);
    case Rep::Decimal:
      return PutBytes(words, at, value.decimal);
    case Rep::Ip:
      return PutBytes(words, at, value.ip);
    case Rep::Cidr:
      return PutBytes(words, at, value.cidr);
    case Rep::Sequence: {
      const std::uint32_t elements = Elements(schema_.types[type.element], value.AsSpan());
      words[at] = {elements, true};
      words[at + 1].value = value.count;
      return;
    }
    case Rep::Record:
      return PutRecord(words, at, schema_.records[type.declaration], value);
  }
}

void Constants::PutRecord(Words& words, std::size_t at, const schema::Record& record, const Value& value) {
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const schema::Field& field = record.fields[i];
    if (!value.elements[i].present()) continue;
    if (field.presence_bit != schema::kNone) {
      std::int64_t& presence = words[at + field.presence_bit / 64].value;
      presence = static_cast<std::int64_t>(std::uint64_t(presence) | std::uint64_t{1} << (field.presence_bit % 64));
    }
    Put(words, at + field.offset / 8, schema_.types[field.type], value.elements[i]);
  }
}

std::uint32_t Constants::Table(const checked::Table& table, std::uint32_t index) {
  if (const auto known = tables_.find(index); known != tables_.end()) return known->second;
  const schema::Type& row_type = schema_.types[schema_.types[table.type.type].element];
  const schema::Record& record = schema_.records[row_type.declaration];
  std::vector<Value> rows;
  for (const Value& row : table.value.AsSpan()) {
    const auto has = [&](std::uint32_t key) { return row.elements[key].present(); };
    if (std::ranges::all_of(table.keys, has)) rows.push_back(row);
  }
  std::ranges::stable_sort(rows, [&](const Value& left, const Value& right) {
    for (const std::uint32_t key : table.keys) {
      if (const int order = decision::Compare(left.elements[key], right.elements[key]); order != 0) return order < 0;
    }
    return false;
  });
  core::Table lowered{.rows = static_cast<std::uint32_t>(rows.size()), .stride = record.size};
  for (const std::uint32_t key : table.keys) {
    const Rep rep = RepOf(schema_, schema_.types[record.fields[key].type]);
    lowered.keys.push_back({record.fields[key].offset, rep == Rep::Bool ? Rep::Int : rep});
  }
  lowered.constant = Elements(row_type, rows);
  program_.tables.push_back(std::move(lowered));
  return tables_[index] = static_cast<std::uint32_t>(program_.tables.size() - 1);
}

}  // namespace bpol::lower
