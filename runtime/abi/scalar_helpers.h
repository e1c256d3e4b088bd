// Helpers on scalars, as native code calls them: thin casts around runtime/values, where the meaning stands.
#pragma once

#include <cstdint>

#include "runtime/values/decimal.h"
#include "runtime/values/fault.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"

namespace bpol::abi {

using Int = std::int64_t;
using Size = std::uint64_t;
using values::Fault;

Fault FloorDivide(Int left, Int right, Int* out) noexcept;
Fault Age(Int now, Int x, Int skew, Int* out) noexcept;
Fault InstantAdd(Int instant, Int duration, Int* out) noexcept;
Fault InstantSubtract(Int instant, Int duration, Int* out) noexcept;
Fault InstantDifference(Int left, Int right, Int* out) noexcept;
Fault DateAdd(Int date, Int duration, Int* out) noexcept;
Fault DateSubtract(Int date, Int duration, Int* out) noexcept;
Fault DateDifference(Int left, Int right, Int* out) noexcept;
Fault Days(Int days, Int* out) noexcept;
Int DateOf(Int instant) noexcept;
Int HourOf(Int instant) noexcept;
Fault DateIn(Int instant, const Int* zone, Size words, Int* out) noexcept;
Int HourIn(Int instant, const Int* zone, Size words) noexcept;

Int TimeIn(Int instant, const Int* zone, Size words) noexcept;
Fault StartOfDayIn(Int date, const Int* zone, Size words, Int* out) noexcept;
Int Weekday(Int date) noexcept;
Fault AddMonths(Int date, Int months, Int* out) noexcept;
Fault FullYears(Int birth, Int today, Int* out) noexcept;

Fault MoneyAdd(Int left_minor, Int left_currency, Int right_minor, Int right_currency, values::Money* out) noexcept;
Fault MoneySubtract(Int left_minor, Int left_currency, Int right_minor, Int right_currency,
                    values::Money* out) noexcept;
Fault MoneyNegate(Int minor, Int currency, values::Money* out) noexcept;
Fault MoneyMultiply(Int minor, Int currency, Int factor, values::Money* out) noexcept;
Fault MoneyCompare(Int left_minor, Int left_currency, Int right_minor, Int right_currency, Int* out) noexcept;
Fault MoneyMinor(Int minor, Int currency, Int wanted, Int* out) noexcept;

Fault DecimalOfInt(Int value, values::Decimal* out) noexcept;
Fault DecimalAdd(Size left_low, Size left_high, Size right_low, Size right_high, values::Decimal* out) noexcept;
Fault DecimalSubtract(Size left_low, Size left_high, Size right_low, Size right_high, values::Decimal* out) noexcept;
Fault DecimalMultiply(Size left_low, Size left_high, Size right_low, Size right_high, values::Decimal* out) noexcept;
Fault DecimalNegate(Size low, Size high, values::Decimal* out) noexcept;
Int DecimalCompare(Size left_low, Size left_high, Size right_low, Size right_high) noexcept;
Fault DecimalRound(Size low, Size high, Int digits, Int rounding, values::Decimal* out) noexcept;
Fault DecimalDivide(Size left_low, Size left_high, Size right_low, Size right_high, Int digits, Int rounding,
                    values::Decimal* out) noexcept;
Fault DecimalFloor(Size low, Size high, Int* out) noexcept;
Fault MoneyScale(Int minor, Int currency, Size factor_low, Size factor_high, Int rounding, values::Money* out) noexcept;

Int EqualText(const char* left, Size left_size, const char* right, Size right_size) noexcept;
Int CompareText(const char* left, Size left_size, const char* right, Size right_size) noexcept;
Int StartsWith(const char* text, Size size, const char* prefix, Size prefix_size) noexcept;
Int EndsWith(const char* text, Size size, const char* suffix, Size suffix_size) noexcept;
Int Length(const char* text, Size size) noexcept;
Int Matches(const char* text, Size size, const Int* pattern, Size words) noexcept;
Int FitsText(Int kind, const char* text, Size size) noexcept;
Int IntFromText(Int kind, const char* text, Size size) noexcept;
Fault MoneyFromText(const char* text, Size size, values::Money* out) noexcept;
Fault DecimalFromText(const char* text, Size size, values::Decimal* out) noexcept;
Int IpFromText(const char* text, Size size, values::Ip* out) noexcept;
Int CidrFromText(const char* text, Size size, values::Cidr* out) noexcept;
Int EqualIp(const values::Ip* left, const values::Ip* right) noexcept;
Int CompareIp(const values::Ip* left, const values::Ip* right) noexcept;
Int CompareCidr(const values::Cidr* left, const values::Cidr* right) noexcept;
Int EqualCidr(const values::Cidr* left, const values::Cidr* right) noexcept;

}  // namespace bpol::abi
