// Ip and Cidr: addresses and prefixes of both families in one 128-bit space.
// INVARIANT: IPv4 is held v4-mapped (::ffff:a.b.c.d), so that 10.0.0.1 and ::ffff:10.0.0.1 are one value.
// INVARIANT: a Cidr has no bit set past its length; a v4 /n is a /(96 + n). ::/0 therefore contains every v4 address.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/values/text_place.h"

namespace bpol::values {

// Read by native code at fixed offsets; network byte order. Sorted bytewise.
struct alignas(8) Ip {
  std::uint8_t bytes[16];

  friend constexpr auto operator<=>(const Ip&, const Ip&) = default;
};
static_assert(sizeof(Ip) == 16 && alignof(Ip) == 8);

struct Cidr {
  Ip network;
  std::int64_t length;  // 0..128, of the mapped form

  friend constexpr auto operator<=>(const Cidr&, const Cidr&) = default;
};
static_assert(sizeof(Cidr) == 24 && alignof(Cidr) == 8 && offsetof(Cidr, network) == 0 && offsetof(Cidr, length) == 16);

bool IsV4(const Ip& ip) noexcept;

// Strict dotted v4 (four decimal numbers, no leading zeros) or RFC 4291 v6; no zone ids, no blanks, no ports.
[[nodiscard]] bool ParseIp(std::string_view text, Ip* out) noexcept;
// Appends the canonical form: RFC 5952, and v4-mapped as v4.
void PrintIp(const Ip& ip, std::string& out) noexcept;

// `address/length`; a length without leading zeros that fits the family, and no host bits set.
[[nodiscard]] bool ParseCidr(std::string_view text, Cidr* out) noexcept;
// Appends `10.0.0.0/8` for prefixes inside the v4 space, else the v6 form.
inline constexpr std::size_t kMostCidrBytes = 43;  // eight groups of four digits, `/128`
void PrintCidr(const Cidr& cidr, TextPlace& out) noexcept;
void PrintCidr(const Cidr& cidr, std::string& out) noexcept;

bool Contains(const Cidr& cidr, const Ip& ip) noexcept;
// The prefix of `length` bits (0..128, of the mapped form) around an address.
Cidr CidrAround(const Ip& ip, std::int64_t length) noexcept;

}  // namespace bpol::values
