#include "runtime/schema/field_text.h"

#include <algorithm>

namespace bpol::schema {
namespace {

bool IsTokenCharacter(char c) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kSigns.find(c) != std::string_view::npos;
}

bool IsVisible(char c) {
  return c > ' ' && c < 0x7f;
}

}  // namespace

bool IsFieldName(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, IsTokenCharacter);
}

bool IsFieldValue(std::string_view text) {
  return !text.empty() && text.size() <= kMaxFieldValue && IsVisible(text.front()) && IsVisible(text.back()) &&
         std::ranges::all_of(text, [](char c) { return IsVisible(c) || c == ' '; });
}

}  // namespace bpol::schema
