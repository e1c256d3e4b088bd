#include "runtime/values/ip.h"

#include <bit>
#include <cstring>

namespace bpol::values {
namespace {

constexpr std::int64_t kV4Offset = 96;
constexpr std::uint8_t kV4Prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

using Word = std::uint64_t;  // eight bytes of an address, the first of them the highest

Word WordAt(const Ip& ip, std::size_t byte) {
  Word word;
  std::memcpy(&word, ip.bytes + byte, sizeof word);
  return std::endian::native == std::endian::little ? __builtin_bswap64(word) : word;
}

void PutWord(Word word, Ip& ip, std::size_t byte) {
  if (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
  std::memcpy(ip.bytes + byte, &word, sizeof word);
}

// The first `length` bits of a word; all or none where it is beyond.
Word MaskOf(std::int64_t length) {
  if (length <= 0) return 0;
  return length >= 64 ? ~Word{0} : ~Word{0} << (64 - length);
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
  return (WordAt(ip, 0) & MaskOf(cidr.length)) == WordAt(cidr.network, 0) &&
         (WordAt(ip, 8) & MaskOf(cidr.length - 64)) == WordAt(cidr.network, 8);
}

Cidr CidrAround(const Ip& ip, std::int64_t length) noexcept {
  Cidr cidr{ip, length};
  PutWord(WordAt(ip, 0) & MaskOf(length), cidr.network, 0);
  PutWord(WordAt(ip, 8) & MaskOf(length - 64), cidr.network, 8);
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
