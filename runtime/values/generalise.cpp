#include "runtime/values/integer.h"
#include "runtime/values/ip.h"
#include "runtime/values/mask.h"
#include "runtime/values/time_text.h"

namespace bpol::values {
namespace {

constexpr std::int64_t kBandYears = 10;
constexpr std::int64_t kTopBand = 90;  // so few are older that a band of ten would point at persons
constexpr std::int64_t kV4Bits = 96 + 24;
constexpr std::int64_t kV6Bits = 48;

}  // namespace

void GeneraliseBirthDateYear(Date birth, TextPlace& out) noexcept {
  PrintYear(birth, out);
}

Fault GeneraliseBirthDateBand(Date birth, Date today, TextPlace& out) noexcept {
  std::int64_t years;
  if (const Fault fault = FullYears(birth, today, &years); fault != Fault::None) return fault;
  if (years >= kTopBand) {
    PrintInt(kTopBand, out);
    out += '+';
    return Fault::None;
  }
  const std::int64_t start = years / kBandYears * kBandYears;
  PrintInt(start, out);
  out += '-';
  PrintInt(start + kBandYears - 1, out);
  return Fault::None;
}

Cidr GeneraliseIp(const Ip& ip) noexcept {
  return CidrAround(ip, IsV4(ip) ? kV4Bits : kV6Bits);
}

Read GeneraliseBirthDateYear(std::string_view birth, TextPlace& out) noexcept {
  Date date;
  if (!ParseDate(birth, &date)) return Read::NotOne;
  GeneraliseBirthDateYear(date, out);
  return Read::AsOne;
}

Read GeneraliseBirthDateBand(std::string_view birth, Date today, Fault* fault, TextPlace& out) noexcept {
  Date date;
  if (!ParseDate(birth, &date)) return Read::NotOne;
  *fault = GeneraliseBirthDateBand(date, today, out);
  return Read::AsOne;
}

Read GeneraliseIp(std::string_view text, TextPlace& out) noexcept {
  Ip ip;
  if (!ParseIp(text, &ip)) return Read::NotOne;
  PrintCidr(GeneraliseIp(ip), out);
  return Read::AsOne;
}

}  // namespace bpol::values
