#include "runtime/bind/sequence.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/bind/record_bits.h"
#include "runtime/schema/layout.h"
#include "runtime/values/decimal.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"
#include "runtime/values/text.h"

namespace bpol::bind {
namespace {

using schema::TypeKind;
using values::Fault;

// The orders of decision::Compare, on values as they stand in a frame.
bool Before(std::int64_t left, std::int64_t right) {
  return left < right;
}
bool Before(const values::Ip& left, const values::Ip& right) {
  return left < right;
}
bool Before(const values::Cidr& left, const values::Cidr& right) {
  return left < right;
}
bool Before(const values::Text& left, const values::Text& right) {
  return values::CompareText(left, right) < 0;
}
bool Before(const values::Decimal& left, const values::Decimal& right) {
  return values::DecimalCompare(left, right) < 0;
}
bool Before(const values::Money& left, const values::Money& right) {
  return left.currency != right.currency ? left.currency < right.currency : left.minor < right.minor;
}

template <typename T>
std::size_t SortDistinctAs(std::byte* first, std::size_t count) {
  T* begin = reinterpret_cast<T*>(first);
  const auto before = [](const T& left, const T& right) { return Before(left, right); };
  // As most senders write them.
  const auto not_before = [&](const T& left, const T& right) { return !before(left, right); };
  if (std::adjacent_find(begin, begin + count, not_before) == begin + count) return count;
  std::sort(begin, begin + count, before);
  const auto same = [&](const T& left, const T& right) { return !before(left, right) && !before(right, left); };
  return static_cast<std::size_t>(std::unique(begin, begin + count, same) - begin);
}

}  // namespace

SequenceBuilder::SequenceBuilder(const schema::Unit& unit, const schema::Type& type, std::size_t capacity, Arena& arena)
    : unit_(unit),
      type_(type),
      element_(unit.types[type.element]),
      bits_(schema::IsBitSet(unit, type)),
      size_(schema::SizeOf(unit, element_)),
      capacity_(capacity),
      first_(arena.Allocate(size_ * capacity)),
      arena_(arena) {}

std::byte* SequenceBuilder::Next() {
  BPOL_CHECK(count_ < capacity_, "a sequence has room for what was counted");
  std::byte* next = first_ + count_ * size_;
  std::memset(next, 0, size_);
  return next;
}

Fault SequenceBuilder::Finish(std::byte* out) {
  if (bits_) return FinishBits(out);
  if (type_.kind == TypeKind::Set) SortDistinct();
  if (count_ > type_.bound) return Fault::InputTooLarge;
  if (schema::IsMap(type_)) {
    if (const Fault fault = SortEntries(); fault != Fault::None) return fault;
  }
  Put(out, Elements{first_, count_});
  return Fault::None;
}

Fault SequenceBuilder::FinishBits(std::byte* out) const {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count_; ++i) bits |= std::uint64_t{1} << Get<std::int64_t>(first_ + i * size_);
  if (static_cast<std::uint32_t>(std::popcount(bits)) > type_.bound) return Fault::InputTooLarge;
  Put(out, bits);
  return Fault::None;
}

namespace {

// Entries of `size` bytes by the key at their beginning; nothing of an order is said where two are the same.
template <typename Key>
Fault SortByKey(std::byte* first, std::size_t count, std::size_t size, Arena& arena) {
  struct Place {
    Key key;
    std::size_t index;
  };
  const std::span<Place> places = arena.AllocateArray<Place>(count);
  for (std::size_t i = 0; i < count; ++i) places[i] = {Get<Key>(first + i * size), i};
  std::ranges::sort(places, [](const Place& left, const Place& right) { return Before(left.key, right.key); });
  const auto same = [](const Place& left, const Place& right) { return !Before(left.key, right.key); };
  if (std::ranges::adjacent_find(places, same) != places.end()) return Fault::InputDuplicate;
  std::byte* sorted = arena.Allocate(count * size);
  for (std::size_t i = 0; i < count; ++i) std::memcpy(sorted + i * size, first + places[i].index * size, size);
  if (count > 0) std::memcpy(first, sorted, count * size);
  return Fault::None;
}

}  // namespace

Fault SequenceBuilder::SortEntries() {
  const schema::Field& key = unit_.records[type_.declaration].fields[schema::kMapKey];
  return schema::IsText(unit_.types[key.type].kind) ? SortByKey<values::Text>(first_, count_, size_, arena_)
                                                    : SortByKey<std::int64_t>(first_, count_, size_, arena_);
}

void SequenceBuilder::SortDistinct() {
  switch (element_.kind) {
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::TimeOfDay:
    case TypeKind::Region:
    case TypeKind::Enum:
      count_ = SortDistinctAs<std::int64_t>(first_, count_);
      return;
    case TypeKind::String:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
      count_ = SortDistinctAs<values::Text>(first_, count_);
      return;
    case TypeKind::Money:
      count_ = SortDistinctAs<values::Money>(first_, count_);
      return;
    case TypeKind::Decimal:
      count_ = SortDistinctAs<values::Decimal>(first_, count_);
      return;
    case TypeKind::Ip:
      count_ = SortDistinctAs<values::Ip>(first_, count_);
      return;
    case TypeKind::Cidr:
      count_ = SortDistinctAs<values::Cidr>(first_, count_);
      return;
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      BPOL_CHECK(false, "a set holds scalars");
  }
}

}  // namespace bpol::bind
