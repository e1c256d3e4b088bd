// NameTable: from a text to its place in a list of names that is fixed when a unit is loaded: members of JSON objects,
// wire names of enums. Open addressing, at most half full. A slot holds the first and the last eight bytes of its name
// beside the length, so that a name of up to 16 bytes is compared without a loop; strangers' texts find at most as many
// slots as there are names. Derived from a unit's names (schema::IndexNames) and never written with it.
// Thread safety: immutable after construction.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bpol::schema {

class NameTable {
 public:
  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

  NameTable() = default;  // knows no name
  // A name may come more than once: Find offers each of its places.
  explicit NameTable(std::span<const std::string_view> names);

  // The first place of `name` that is accepted, else kNowhere. Of a name that comes once there is one to accept.
  template <typename Accept>
  std::uint32_t Find(std::string_view name, Accept accept) const {
    if (slots_.empty()) return kNowhere;
    const Key key = KeyOf(name);
    for (std::size_t at = Begin(key);; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.place == kNowhere) return kNowhere;
      if (slot.key == key && SameMiddle(slot, name) && accept(slot.place)) return slot.place;
    }
  }
  std::uint32_t Find(std::string_view name) const {
    return Find(name, [](std::uint32_t) { return true; });
  }

 private:
  static constexpr std::size_t kEnds = 16;  // bytes of a name that its key holds

  struct Key {
    std::uint64_t head, tail;  // the first and the last eight bytes, which overlap in a short name
    std::uint64_t size;

    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Slot {
    Key key{};
    std::uint32_t place = kNowhere;
    std::uint32_t text = 0;  // where the name stands in texts_
  };

  template <typename T>
  static std::uint64_t Load(const char* bytes) {
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
  }
  static Key KeyOf(std::string_view name) {
    const std::size_t size = name.size();
    const char* const bytes = name.data();
    if (size >= 8) return {Load<std::uint64_t>(bytes), Load<std::uint64_t>(bytes + size - 8), size};
    if (size >= 4) return {Load<std::uint32_t>(bytes), Load<std::uint32_t>(bytes + size - 4), size};
    if (size == 0) return {0, 0, 0};
    // One, two or three bytes: the first, the middle one and the last are all of them.
    return {Load<std::uint8_t>(bytes), Load<std::uint8_t>(bytes + size / 2) << 8 | Load<std::uint8_t>(bytes + size - 1),
            size};
  }
  // Fibonacci hashing: the upper bits of a product (Knuth, The Art of Computer Programming, volume 3, section 6.4).
  std::size_t Begin(const Key& key) const {
    return ((key.head ^ std::rotl(key.tail, 23) ^ key.size) * 0x9e3779b97f4a7c15u) >> shift_ & mask_;
  }
  bool SameMiddle(const Slot& slot, std::string_view name) const {
    return name.size() <= kEnds ||
           std::memcmp(texts_.data() + slot.text + 8, name.data() + 8, name.size() - kEnds) == 0;
  }

  std::string texts_;
  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  unsigned shift_ = 0;
};

}  // namespace bpol::schema
