#include "runtime/audit/doorbell.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <ctime>

namespace bpol::audit {
namespace {

static_assert(sizeof(std::atomic<int>) == sizeof(int) && std::atomic<int>::is_always_lock_free,
              "a futex is a plain int in memory");

long Futex(std::atomic<int>& word, int operation, int value, const timespec* limit) {
  return ::syscall(SYS_futex, reinterpret_cast<int*>(&word), operation, value, limit, nullptr, 0);
}

}  // namespace

void Doorbell::Wake() {
  if (depth_.exchange(static_cast<int>(Depth::Awake), std::memory_order_seq_cst) != static_cast<int>(Depth::Awake))
    Futex(depth_, FUTEX_WAKE_PRIVATE, 1, nullptr);
}

void Doorbell::Wait(std::optional<std::chrono::milliseconds> limit) {
  using std::chrono::steady_clock;
  const auto end = steady_clock::now() + limit.value_or(std::chrono::milliseconds(0));
  for (;;) {
    const int depth = depth_.load(std::memory_order_seq_cst);
    if (depth == static_cast<int>(Depth::Awake)) return;
    if (!limit) {
      Futex(depth_, FUTEX_WAIT_PRIVATE, depth, nullptr);
      continue;
    }
    const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(end - steady_clock::now()).count();
    if (left <= 0) return Rise();
    const timespec time{static_cast<time_t>(left / 1'000'000'000), static_cast<long>(left % 1'000'000'000)};
    Futex(depth_, FUTEX_WAIT_PRIVATE, depth, &time);
  }
}

}  // namespace bpol::audit
