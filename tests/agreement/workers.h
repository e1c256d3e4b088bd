// Workers: units of work done in processes of their own, so that a crash or an endless loop costs one unit and not the
// run. Results lie in memory that all share; which process does which unit does not change what comes out.
// One run at a time, from a process with one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>

#include "tests/agreement/tally.h"

namespace bpol::agreement {

// How a unit ended.
enum class Ending : std::uint8_t { Waiting, Running, Agreed, Refused, Disagreed, TestFailed, Crashed, Hung };

struct Slot {
  Ending ending = Ending::Waiting;
  bool wire = false;          // at that request as a route gets it
  std::uint32_t request = 0;  // that is being decided, or at which the unit ended
  std::int32_t worker = 0;    // process that took it
  Tally tally;
};

struct WorkPlan {
  std::uint32_t units = 0;
  std::uint32_t workers = 1;
  std::chrono::seconds patience{120};  // without a step forward: it hangs
  // Does one unit in a worker process: leaves in `slot` how it ended; moves slot.request forward on the way.
  std::function<void(std::uint32_t unit, Slot& slot)> work;
  // Called in this process now and then, with what is there so far.
  std::function<void(std::span<const Slot> slots)> progress;
};

// The slots live until the next run.
std::span<const Slot> RunWorkers(const WorkPlan& plan);

// Runs `work` in a process of its own and gives the ending that it returns; a crash or a hang is one too.
Ending RunApart(std::chrono::seconds patience, const std::function<Ending()>& work);

}  // namespace bpol::agreement
