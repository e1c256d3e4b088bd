#include "bench/gateway_cost/load/cpu_clock.h"

#include <ctime>
#include <string>

namespace bpol::bench {

Result<std::int64_t> CpuNanoseconds(std::span<const pid_t> processes) {
  std::int64_t sum = 0;
  for (const pid_t process : processes) {
    clockid_t clock;
    timespec used;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &used) != 0)
      return Error{"there is no process " + std::to_string(process)};
    sum += static_cast<std::int64_t>(used.tv_sec) * 1'000'000'000 + used.tv_nsec;
  }
  return sum;
}

}  // namespace bpol::bench
