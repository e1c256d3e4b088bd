// Deadlines of one core: a list of armed entries, swept by one timer, so that arming costs a store instead of a timer.
// INVARIANT: an entry expires between its deadline and one tick (kTick) after it, never before.
// Thread safety: belongs to one core; every call is made on that core's thread.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>

#include "gateway/tls/task.h"
#include "runtime/base/check.h"

namespace bpol::tls {

using Clock = std::chrono::steady_clock;
using Duration = Clock::duration;

class Deadlines;

// Something with at most one deadline. Leaves its list when destroyed.
class DeadlineEntry {
 public:
  explicit DeadlineEntry(Deadlines& owner);
  virtual ~DeadlineEntry();
  DeadlineEntry(const DeadlineEntry&) = delete;
  DeadlineEntry& operator=(const DeadlineEntry&) = delete;

  // Replaces the present deadline by one `after` from now.
  void Arm(Duration after);
  void Disarm() { deadline_ = Clock::time_point::max(); }

 protected:
  // Called once, on the owner's core, when the deadline has passed; the entry is disarmed by then.
  // Must not destroy this entry; others it may.
  virtual void Expire() = 0;

 private:
  friend class Deadlines;
  Deadlines& owner_;
  Clock::time_point deadline_ = Clock::time_point::max();
  DeadlineEntry* previous_ = nullptr;
  DeadlineEntry* next_ = nullptr;
};

class Deadlines {
 public:
  // Time-outs are seconds; a sweep of ten thousand connections takes well under a millisecond.
  static constexpr Duration kTick = std::chrono::milliseconds(50);

  explicit Deadlines(boost::asio::io_context& core) : timer_(core) {}
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;
  ~Deadlines();

 private:
  friend class DeadlineEntry;
  void Add(DeadlineEntry& entry);
  void Remove(DeadlineEntry& entry);
  void StartTicking();
  void Sweep();

  boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor> timer_;
  DeadlineEntry* first_ = nullptr;
  bool ticking_ = false;
};

}  // namespace bpol::tls
