#include "runtime/values/ip.h"

#include <cstring>

namespace bpol::values {
namespace {

constexpr std::int64_t kV4Offset = 96;
constexpr std::uint8_t kV4Prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::uint8_t MaskOfByte(std::int64_t length, int index) {
  const std::int64_t bits = length - 8 * index;
  if (bits >= 8) return 0xff;
  return bits <= 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(0xff << (8 - bits));
}

// A decimal number without leading zeros, or -1.
int SmallNumber(std::string_view text, int limit) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return -1;
  int value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return -1;
    value = value * 10 + (digit - '0');
  }
  return value <= limit ? value : -1;
}

}  // namespace

bool IsV4(const Ip& ip) noexcept {
  return std::memcmp(ip.bytes, kV4Prefix, sizeof kV4Prefix) == 0;
}

bool Contains(const Cidr& cidr, const Ip& ip) noexcept {
  return CidrAround(ip, cidr.length).network == cidr.network;
}

Cidr CidrAround(const Ip& ip, std::int64_t length) noexcept {
  Cidr cidr{ip, length};
  for (int i = 0; i < 16; ++i) cidr.network.bytes[i] &= MaskOfByte(length, i);
  return cidr;
}

bool ParseCidr(std::string_view text, Cidr* out) noexcept {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view address = text.substr(0, slash);
  const bool dotted = address.find(':') == std::string_view::npos;
  Ip ip;
  if (!ParseIp(address, &ip)) return false;
  const int length = SmallNumber(text.substr(slash + 1), dotted ? 32 : 128);
  if (length < 0) return false;
  const Cidr cidr = CidrAround(ip, dotted ? kV4Offset + length : length);
  if (cidr.network != ip) return false;  // host bits: the author meant something else than was written
  *out = cidr;
  return true;
}

}  // namespace bpol::values
