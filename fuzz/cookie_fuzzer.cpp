// The Cookie field of a request: the first line of the input names the cookie, the rest is the field. A cookie that is
// found stands in the field as `name=value`, and what is found does not depend on other cookies behind it.
#include <string>

#include "gateway/bind/cookies.h"
#include "runtime/base/check.h"

namespace bpol::bind {
namespace {

WireItem Find(std::string_view field, std::string_view name, http::FieldList& fields) {
  fields.Clear();
  return fields.Add("cookie", field) ? FindCookie(fields, name) : WireItem();
}

void Fuzz(std::string_view input) {
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view name = input.substr(0, line);
  const std::string_view field = line < input.size() ? input.substr(line + 1) : std::string_view();
  http::FieldList fields, longer;
  const WireItem found = Find(field, name, fields);
  if (found.form != WireItem::Form::Text) return;
  const std::string pair = std::string(name) + "=" + std::string(found.text);
  BPOL_CHECK(field.find(pair) != std::string_view::npos, "a cookie that is found stands in the field");
  BPOL_CHECK(found.text.find_first_of(",;\\ \t") == std::string_view::npos, "its value has no sign that divides");
  const std::string twice = std::string(field) + "; " + pair;
  BPOL_CHECK(Find(twice, name, longer).form != WireItem::Form::Text, "a cookie that comes twice is none");
}

}  // namespace
}  // namespace bpol::bind

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bpol::bind::Fuzz({reinterpret_cast<const char*>(data), size});
  return 0;
}
