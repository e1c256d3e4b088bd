#include "runtime/values/text.h"

namespace bpol::values {

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
