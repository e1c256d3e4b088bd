// BPOL_CHECK: a belief about our own code, also held in release builds. Never reachable from input: a failed check is a
// bug of ours, and stopping the process is the only answer that permits nothing.
#pragma once

namespace bpol {

[[noreturn]] void CheckFailed(const char* file, int line, const char* condition, const char* belief) noexcept;

}  // namespace bpol

#define BPOL_CHECK(condition, belief) \
  (static_cast<bool>(condition) ? void(0) : ::bpol::CheckFailed(__FILE__, __LINE__, #condition, belief))
