#include <arpa/inet.h>

#include <cstring>

#include "runtime/values/integer.h"
#include "runtime/values/ip.h"

namespace bpol::values {
namespace {

constexpr std::size_t kMaxText = 45;  // `0000:0000:0000:0000:0000:ffff:255.255.255.255`
constexpr int kGroups = 8;

std::uint32_t Group(const Ip& ip, int index) {
  return std::uint32_t{ip.bytes[2 * index]} << 8 | ip.bytes[2 * index + 1];
}

struct Run {
  int start = kGroups;
  int length = 0;
};

// RFC 5952 section 4.2: the longest run of two or more zero groups, the first of equals.
Run LongestZeroRun(const Ip& ip) {
  Run best;
  Run current;
  for (int i = 0; i < kGroups; ++i) {
    if (Group(ip, i) != 0) {
      current = {};
      continue;
    }
    if (current.length == 0) current.start = i;
    ++current.length;
    if (current.length > best.length) best = current;
  }
  return best.length >= 2 ? best : Run{};
}

void PrintGroup(std::uint32_t group, TextPlace& out) {
  bool leading = true;
  for (int shift = 12; shift >= 0; shift -= 4) {
    const std::uint32_t nibble = group >> shift & 0xf;
    leading = leading && nibble == 0 && shift > 0;
    if (!leading) out += "0123456789abcdef"[nibble];
  }
}

void PrintV4(const Ip& ip, TextPlace& out) {
  for (int i = 12; i < 16; ++i) {
    if (i > 12) out += '.';
    PrintInt(ip.bytes[i], out);
  }
}

void PrintV6(const Ip& ip, TextPlace& out) {
  const Run zeros = LongestZeroRun(ip);
  for (int i = 0; i < kGroups; ++i) {
    if (i == zeros.start) {
      out += "::";
      i += zeros.length - 1;
      continue;
    }
    if (i > 0 && i != zeros.start + zeros.length) out += ':';
    PrintGroup(Group(ip, i), out);
  }
}

}  // namespace

bool ParseIp(std::string_view text, Ip* out) noexcept {
  // inet_pton would stop at a NUL byte and needs one of its own; both families write only these characters.
  if (text.size() > kMaxText) return false;
  if (text.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return false;
  char terminated[kMaxText + 1] = {};
  std::memcpy(terminated, text.data(), text.size());
  Ip ip{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0}};
  const bool dotted = text.find(':') == std::string_view::npos;
  if (inet_pton(dotted ? AF_INET : AF_INET6, terminated, dotted ? ip.bytes + 12 : ip.bytes) != 1) return false;
  *out = ip;
  return true;
}

void PrintIp(const Ip& ip, std::string& out) noexcept {
  char memory[kMaxText];
  TextPlace place(memory);
  if (IsV4(ip)) {
    PrintV4(ip, place);
  } else {
    PrintV6(ip, place);
  }
  out += place.text();
}

void PrintCidr(const Cidr& cidr, TextPlace& out) noexcept {
  const bool v4 = cidr.length >= 96 && IsV4(cidr.network);
  if (v4) {
    PrintV4(cidr.network, out);
  } else {
    PrintV6(cidr.network, out);
  }
  out += '/';
  PrintInt(v4 ? cidr.length - 96 : cidr.length, out);
}

void PrintCidr(const Cidr& cidr, std::string& out) noexcept {
  char memory[kMostCidrBytes];
  TextPlace place(memory);
  PrintCidr(cidr, place);
  out += place.text();
}

}  // namespace bpol::values
