// The CPU time that other processes used, all their threads together, to the nanosecond (clock_getcpuclockid).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <span>

#include "runtime/base/result.h"

namespace bpol::bench {

Result<std::int64_t> CpuNanoseconds(std::span<const pid_t> processes);

}  // namespace bpol::bench
