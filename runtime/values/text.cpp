#include "runtime/values/text.h"

namespace bpol::values {

std::int64_t CompareText(const Text& left, const Text& right) noexcept {
  // char_traits<char> compares unsigned bytes (memcmp), also where char is signed.
  const int order = left.View().compare(right.View());
  return (order > 0) - (order < 0);
}

bool EqualText(const Text& left, const Text& right) noexcept {
  return left.View() == right.View();
}

bool StartsWith(const Text& text, const Text& prefix) noexcept {
  return text.View().starts_with(prefix.View());
}

bool EndsWith(const Text& text, const Text& suffix) noexcept {
  return text.View().ends_with(suffix.View());
}

bool ContainsText(const Text& text, const Text& part) noexcept {
  return text.View().find(part.View()) != std::string_view::npos;
}

}  // namespace bpol::values
