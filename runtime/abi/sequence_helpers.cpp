#include "runtime/abi/sequence_helpers.h"

#include <algorithm>
#include <cstring>

#include "runtime/values/prefix_set.h"

namespace bpol::abi {
namespace {

struct Less {
  template <typename T>
  bool operator()(const T& left, const T& right) const {
    return left < right;
  }
  bool operator()(const Text& left, const Text& right) const { return values::CompareText(left, right) < 0; }
};

struct Equal {
  template <typename T>
  bool operator()(const T& left, const T& right) const {
    return left == right;
  }
  bool operator()(const Text& left, const Text& right) const { return values::EqualText(left, right); }
};

template <typename T>
Int SetHas(const T* set, Size count, const T& wanted) {
  return std::binary_search(set, set + count, wanted, Less());
}

// Of few texts, looking at each is faster than ordering them: most differ in size or in the first bytes.
constexpr Size kFewTexts = 8;

Int SetHas(const Text* set, Size count, const Text& wanted) {
  if (count > kFewTexts) return std::binary_search(set, set + count, wanted, Less());
  for (Size i = 0; i < count; ++i)
    if (values::EqualText(set[i], wanted)) return 1;
  return 0;
}

template <typename T>
Int ListHas(const T* list, Size count, const T& wanted) {
  return std::any_of(list, list + count, [&](const T& element) { return Equal()(element, wanted); });
}

template <typename T>
Int Subset(const T* inner, Size inner_count, const T* outer, Size outer_count) {
  return std::includes(outer, outer + outer_count, inner, inner + inner_count, Less());
}

template <typename T>
Int MakeSet(T* elements, Size count) {
  std::sort(elements, elements + count, Less());
  return std::unique(elements, elements + count, Equal()) - elements;
}

template <typename Key>
Int MapFind(const std::byte* entries, Size count, Int stride, const Key& key) {
  const auto key_at = [&](Size place) {
    Key found;
    std::memcpy(&found, entries + place * static_cast<Size>(stride), sizeof found);
    return found;
  };
  Size first = 0;
  for (Size size = count; size > 0;) {
    const Size half = size / 2;
    const bool before = Less()(key_at(first + half), key);
    first += before ? half + 1 : 0;
    size = before ? size - half - 1 : half;
  }
  return first < count && Equal()(key_at(first), key) ? static_cast<Int>(first) : -1;
}

}  // namespace

Int SetHasInt(const Int* set, Size count, Int wanted) noexcept {
  return SetHas(set, count, wanted);
}
Int SetHasText(const Text* set, Size count, const char* wanted, Size wanted_size) noexcept {
  return SetHas(set, count, Text{wanted, wanted_size});
}
Int SetHasIp(const Ip* set, Size count, const Ip* wanted) noexcept {
  return SetHas(set, count, *wanted);
}
Int SubsetInt(const Int* inner, Size inner_count, const Int* outer, Size outer_count) noexcept {
  return Subset(inner, inner_count, outer, outer_count);
}
Int SubsetText(const Text* inner, Size inner_count, const Text* outer, Size outer_count) noexcept {
  return Subset(inner, inner_count, outer, outer_count);
}
Int SubsetIp(const Ip* inner, Size inner_count, const Ip* outer, Size outer_count) noexcept {
  return Subset(inner, inner_count, outer, outer_count);
}
Int SubsetCidr(const Cidr* inner, Size inner_count, const Cidr* outer, Size outer_count) noexcept {
  return Subset(inner, inner_count, outer, outer_count);
}
Int PrefixSetHas(const Cidr* set, Size count, const Ip* ip) noexcept {
  return values::Contains(values::PrefixSet{set, count}, *ip);
}
Int AnyPrefixHas(const Cidr* prefixes, Size count, const Ip* ip) noexcept {
  return std::any_of(prefixes, prefixes + count, [&](const Cidr& prefix) { return values::Contains(prefix, *ip); });
}

Int ListHasInt(const Int* list, Size count, Int wanted) noexcept {
  return ListHas(list, count, wanted);
}
Int ListHasText(const Text* list, Size count, const char* wanted, Size wanted_size) noexcept {
  return ListHas(list, count, Text{wanted, wanted_size});
}
Int ListHasIp(const Ip* list, Size count, const Ip* wanted) noexcept {
  return ListHas(list, count, *wanted);
}

Int SortInts(Int* elements, Size count) noexcept {
  return MakeSet(elements, count);
}
Int SortTexts(Text* elements, Size count) noexcept {
  return MakeSet(elements, count);
}
Int SortIps(Ip* elements, Size count) noexcept {
  return MakeSet(elements, count);
}
Int SortCidrs(Cidr* elements, Size count) noexcept {
  return MakeSet(elements, count);
}

Int MapFindInt(const std::byte* entries, Size count, Int stride, Int key) noexcept {
  return MapFind(entries, count, stride, key);
}
Int MapFindText(const std::byte* entries, Size count, Int stride, const char* key, Size key_size) noexcept {
  return MapFind(entries, count, stride, Text{key, key_size});
}

}  // namespace bpol::abi
