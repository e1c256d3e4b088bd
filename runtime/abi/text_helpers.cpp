// Helpers on texts that become other values, as native code calls them.
#include "runtime/abi/scalar_helpers.h"
#include "runtime/schema/scalar_text.h"
#include "runtime/values/pattern.h"

namespace bpol::abi {

namespace {

schema::TypeKind KindOf(Int kind) {
  return static_cast<schema::TypeKind>(kind);
}

}  // namespace

Int Matches(const char* text, Size size, const Int* pattern, Size words) noexcept {
  return values::Matches({pattern, words}, {text, size});
}

Int FitsText(Int kind, const char* text, Size size) noexcept {
  return schema::FitsText(KindOf(kind), {text, size});
}

Int IntFromText(Int kind, const char* text, Size size) noexcept {
  return schema::IntFromText(KindOf(kind), {text, size});
}

// Only asked of a text that fits; the caller gives no fault on, so that any other is nothing.
Fault MoneyFromText(const char* text, Size size, values::Money* out) noexcept {
  if (!values::ParseMoney({text, size}, out)) *out = {};
  return Fault::None;
}

Fault DecimalFromText(const char* text, Size size, values::Decimal* out) noexcept {
  if (!values::ParseDecimal({text, size}, out)) *out = {};
  return Fault::None;
}

Int IpFromText(const char* text, Size size, values::Ip* out) noexcept {
  return values::ParseIp({text, size}, out);
}

Int CidrFromText(const char* text, Size size, values::Cidr* out) noexcept {
  return values::ParseCidr({text, size}, out);
}

}  // namespace bpol::abi
