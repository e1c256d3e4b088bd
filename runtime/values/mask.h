// The masks of personal and cardholder data. Each appends the masked form of a value to `out` and never more of the
// value than documented. A value that does not look like its kind, or is so short that the mask would show more than it
// hides, comes out as `***`. Nothing is taken from the heap: the decision calls them as well as the redactor.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/values/fault.h"
#include "runtime/values/ip.h"
#include "runtime/values/text_place.h"
#include "runtime/values/time.h"

namespace bpol::values {

// Room for what any of them, or a pseudonym, makes of a text of `bytes`: one-letter words of a name grow to `a*** `,
// and everything else grows less, beyond the few bytes that the text of an address or a pseudonym has.
constexpr std::size_t RoomForMask(std::size_t bytes) {
  return 3 * bytes + 48;
}

// How many leading digits the scheme calls the issuer number (PCI DSS 3.4.1).
enum class BinLength { Six = 6, Eight = 8 };
// 8 is Eight; everything else shows fewer: Six.
BinLength BinLengthOf(std::int64_t digits) noexcept;

// Blanks and hyphens stripped; 16 digits: issuer number and last 4; 15: first 6 and last 4; below 15: last 4;
// above 16: the issuer number if at least 6 digits stay hidden, else 6, and last 4. Hidden digits are stars.
void MaskPan(std::string_view value, BinLength bin, TextPlace& out) noexcept;
// The last 4 digits only, the others removed (PCI DSS 3.5.1), so that not even the length is told.
void TruncatePan(std::string_view value, TextPlace& out) noexcept;
// Blanks stripped; country, check digits, last 4; length kept.
void MaskIban(std::string_view value, TextPlace& out) noexcept;
// First character, `***@`, domain; `***` for anything without exactly one `@`.
void MaskEmail(std::string_view value, TextPlace& out) noexcept;
// Digits only, the last 4 kept.
void MaskDigits(std::string_view value, TextPlace& out) noexcept;
// The same, a leading `+` kept.
void MaskPhone(std::string_view value, TextPlace& out) noexcept;
// Per blank-separated word its first character and `***`, joined by single blanks.
void MaskName(std::string_view value, TextPlace& out) noexcept;
// The last 4 characters (code points), the others starred.
void MaskLastFour(std::string_view value, TextPlace& out) noexcept;

// The year: `1990`, four digits.
void GeneraliseBirthDateYear(Date birth, TextPlace& out) noexcept;
// Age in bands of ten by full years: `0-9` to `80-89`, `90+`. time.out_of_range, and nothing written, for a birth later
// than `today`.
Fault GeneraliseBirthDateBand(Date birth, Date today, TextPlace& out) noexcept;
// /24 of v4, /48 of v6.
Cidr GeneraliseIp(const Ip& ip) noexcept;

// The same of what stands in a text. `NotOne`, and nothing written, where the text is no date or no address.
enum class Read { AsOne, NotOne };
Read GeneraliseBirthDateYear(std::string_view birth, TextPlace& out) noexcept;
// `fault`: of the band of a birth that is one.
Read GeneraliseBirthDateBand(std::string_view birth, Date today, Fault* fault, TextPlace& out) noexcept;
Read GeneraliseIp(std::string_view ip, TextPlace& out) noexcept;

}  // namespace bpol::values
