// The helpers as a list that the compiler reads: what core text calls them, what they take and give (helpers.def).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bpol::abi {

enum class Helper : std::uint16_t {
#define BPOL_HELPER(name, spelling, signature) name,
#include "runtime/abi/helpers.def"
#undef BPOL_HELPER
};

#define BPOL_HELPER(name, spelling, signature) +1
inline constexpr std::size_t kHelperCount = 0
#include "runtime/abi/helpers.def"
    ;
#undef BPOL_HELPER

// A row of helpers.def, taken apart.
struct HelperInfo {
  std::string_view spelling;
  std::string_view arguments;  // one letter each
  char result;                 // a letter
  bool optional;               // a text, address or prefix that may be absent
  bool faults;
};

constexpr HelperInfo MakeHelperInfo(std::string_view spelling, std::string_view signature) {
  const std::size_t arrow = signature.find('>');
  return {spelling, signature.substr(0, arrow), signature[arrow + 1], signature.find('?') != std::string_view::npos,
          signature.back() == '!'};
}

inline constexpr HelperInfo kHelperInfos[] = {
#define BPOL_HELPER(name, spelling, signature) MakeHelperInfo(spelling, signature),
#include "runtime/abi/helpers.def"
#undef BPOL_HELPER
};

constexpr const HelperInfo& InfoOf(Helper helper) {
  return kHelperInfos[static_cast<std::size_t>(helper)];
}

}  // namespace bpol::abi
