// Fault: why an evaluation could not give a value. A reached fault ends the decision as a deny.
// INVARIANT: None is 0, so that native code tests a fault by comparing with zero.
// Thread safety: everything in this folder is a value or a pure function.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bpol::values {

enum class Fault : std::uint32_t {
  None = 0,
#define BPOL_FAULT(name, code) name,
#include "runtime/values/fault.def"
#undef BPOL_FAULT
};

#define BPOL_FAULT(name, code) +1
inline constexpr std::uint32_t kFaultCount = 1
#include "runtime/values/fault.def"
    ;  // None counts too: numbers below kFaultCount are faults
#undef BPOL_FAULT

// The code as policies, audit and metrics write it; empty for None.
std::string_view FaultCode(Fault fault) noexcept;
// The fault of a code; nothing for the empty text and for unknown codes.
std::optional<Fault> FaultFromCode(std::string_view code) noexcept;

}  // namespace bpol::values
