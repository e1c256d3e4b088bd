// How the cores wake the writer. A writer at work costs a core one load; only the first record after a pause costs a
// system call (a futex), and none ever waits.
// Two depths of rest: asleep, when any record wakes the writer; and napping for a moment after a buffered record, when
// only an urgent one does, so that buffered records gather into one write.
// Protocol: a core first hands its record over, then calls Ring. The writer first calls Rest, then looks at the rings
// once more, then calls Wait or, if it saw something, Rise.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>

namespace bpol::audit {

class Doorbell {
 public:
  enum class Depth : int { Awake = 0, Napping = 1, Asleep = 2 };
  enum class Urgency { Soon, Now };

  // Any thread.
  void Ring(Urgency urgency) {
    const int depth = depth_.load(std::memory_order_seq_cst);
    if (depth == static_cast<int>(Depth::Awake)) return;
    if (depth == static_cast<int>(Depth::Napping) && urgency == Urgency::Soon) return;
    Wake();
  }

  // The writer's thread only.
  void Rest(Depth depth) { depth_.store(static_cast<int>(depth), std::memory_order_seq_cst); }
  void Rise() { Rest(Depth::Awake); }
  // Returns when rung or, if given, after `limit`; awake.
  void Wait(std::optional<std::chrono::milliseconds> limit);

 private:
  void Wake();

  std::atomic<int> depth_ = 0;
};

}  // namespace bpol::audit
