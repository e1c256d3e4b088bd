// Helpers on sets and lists, as native code calls them: an array of one representation and its count.
// A set is sorted and distinct; integers by number, texts and addresses by bytes.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/values/ip.h"
#include "runtime/values/text.h"

namespace bpol::abi {

using Int = std::int64_t;
using Size = std::uint64_t;
using values::Cidr;
using values::Ip;
using values::Text;

Int SetHasInt(const Int* set, Size count, Int wanted) noexcept;
Int SetHasText(const Text* set, Size count, const char* wanted, Size wanted_size) noexcept;
Int SetHasIp(const Ip* set, Size count, const Ip* wanted) noexcept;
Int SubsetInt(const Int* inner, Size inner_count, const Int* outer, Size outer_count) noexcept;
Int SubsetText(const Text* inner, Size inner_count, const Text* outer, Size outer_count) noexcept;
Int SubsetIp(const Ip* inner, Size inner_count, const Ip* outer, Size outer_count) noexcept;
Int SubsetCidr(const Cidr* inner, Size inner_count, const Cidr* outer, Size outer_count) noexcept;
Int PrefixSetHas(const Cidr* set, Size count, const Ip* ip) noexcept;
Int AnyPrefixHas(const Cidr* prefixes, Size count, const Ip* ip) noexcept;

Int ListHasInt(const Int* list, Size count, Int wanted) noexcept;
Int ListHasText(const Text* list, Size count, const char* wanted, Size wanted_size) noexcept;
Int ListHasIp(const Ip* list, Size count, const Ip* wanted) noexcept;

// Sort in place and drop duplicates; the new count.
Int SortInts(Int* elements, Size count) noexcept;
Int SortTexts(Text* elements, Size count) noexcept;
Int SortIps(Ip* elements, Size count) noexcept;
Int SortCidrs(Cidr* elements, Size count) noexcept;

// -1 where no entry has the key. `count` entries of `stride` bytes, sorted by their keys.
Int MapFindInt(const std::byte* entries, Size count, Int stride, Int key) noexcept;
Int MapFindText(const std::byte* entries, Size count, Int stride, const char* key, Size key_size) noexcept;

}  // namespace bpol::abi
