#include "gateway/bind/cookies.h"

#include <algorithm>
#include <array>

#include "gateway/http/characters.h"

namespace bpol::bind {
namespace {

// cookie-octet: visible ASCII without quote, comma, semicolon and backslash.
bool IsOctet(char c) {
  return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

bool IsValue(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return std::ranges::all_of(text, IsOctet);
}

}  // namespace

WireItem FindCookie(const http::FieldList& fields, std::string_view name) {
  const http::FieldLookup found = fields.Find("cookie");
  if (found.presence == http::Presence::Absent) return {};
  if (found.presence == http::Presence::Repeated) return {WireItem::Form::Repeated};
  std::array<std::string_view, kMostCookies> names;
  std::size_t count = 0;
  WireItem item;
  for (std::string_view rest = found.value;;) {
    const std::string_view pair = rest.substr(0, rest.find(';'));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || count == kMostCookies) return {WireItem::Form::Malformed};
    const std::string_view key = pair.substr(0, equals), value = pair.substr(equals + 1);
    if (!http::IsToken(key) || !IsValue(value)) return {WireItem::Form::Malformed};
    const auto known = names.begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(names.begin(), known, key) != known) return {WireItem::Form::Repeated};
    names[count++] = key;
    if (key == name) item = {WireItem::Form::Text, value};
    if (pair.size() == rest.size()) return item;
    rest.remove_prefix(pair.size() + 1);
    if (rest.empty() || rest.front() != ' ') return {WireItem::Form::Malformed};
    rest.remove_prefix(1);
  }
}

}  // namespace bpol::bind
