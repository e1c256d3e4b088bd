#include "runtime/values/fault.h"

#include <array>

#include "runtime/base/check.h"

namespace bpol::values {
namespace {

constexpr std::array<std::string_view, kFaultCount> kCodes = {
    "",
#define BPOL_FAULT(name, code) code,
#include "runtime/values/fault.def"
#undef BPOL_FAULT
};

}  // namespace

std::string_view FaultCode(Fault fault) noexcept {
  BPOL_CHECK(static_cast<std::uint32_t>(fault) < kFaultCount, "a fault is one of fault.def");
  return kCodes[static_cast<std::uint32_t>(fault)];
}

std::optional<Fault> FaultFromCode(std::string_view code) noexcept {
  for (std::uint32_t i = 1; i < kFaultCount; ++i) {
    if (kCodes[i] == code) return static_cast<Fault>(i);
  }
  return std::nullopt;
}

}  // namespace bpol::values
