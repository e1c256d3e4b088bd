// The one thread that writes the record. Private to this folder; log.h is what others include.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "runtime/audit/doorbell.h"
#include "runtime/audit/log.h"
#include "runtime/audit/ring.h"

namespace bpol::audit {

class Log::Writer {
 public:
  Writer(std::unique_ptr<Storage> storage, const Tail& tail, LogOptions options);
  ~Writer();

  // Repairs the file if its end is torn, writes the `start` record and starts the thread.
  Status Start(const Tail& tail);

  Submitted Submit(unsigned core, Kind kind, std::string_view payload, OnDurable on_durable);
  LogCounts counts() const;

 private:
  using SteadyClock = std::chrono::steady_clock;

  struct Slot {
    Kind kind = Kind::Decision;
    std::string payload;
    OnDurable on_durable;  // empty: buffered
  };

  // What one core shares with the writer.
  struct Core {
    explicit Core(std::size_t slots) : ring(slots) {}
    Ring<Slot> ring;
    std::atomic<bool> urgent = false;  // something in the ring should not wait for the end of a nap
    std::atomic<std::uint64_t> lost = 0;
    std::atomic<std::uint64_t> refused = 0;
  };

  // Where the chain stands; a copy is all it takes to go back before a write that failed.
  struct Chain {
    std::uint64_t seq = 0;
    Hash hash{};
    std::uint64_t size = 0;
  };

  struct Losses {
    std::uint64_t lost = 0;
    std::uint64_t refused = 0;
    bool operator==(const Losses&) const = default;
  };

  struct Batch {
    std::string lines;
    std::vector<OnDurable> waiting;
    Chain chain;      // after this batch
    Losses reported;  // after this batch
    std::uint64_t records = 0;
    std::uint64_t buffered = 0;
    bool empty() const { return records == 0; }
  };

  void Run();
  void Gather();
  void GatherFrom(Core& core);
  void Add(Kind kind, std::string_view payload);
  void Write();
  Status AppendBatch();
  bool SyncNow();
  void Fail();
  void Report(Durability durability);
  void RestAfter(bool wrote);
  std::optional<std::chrono::milliseconds> UntilSomethingIsDue() const;
  bool SomethingWaits(Doorbell::Urgency urgency);
  bool LossesToReport() const;
  Losses TotalLosses() const;

  const LogOptions options_;
  std::vector<std::unique_ptr<Core>> cores_;
  Doorbell doorbell_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> broken_ = false;  // a sync failed: never try again, the kernel may have dropped the pages

  // The writer's thread only, from here to the counters.
  std::unique_ptr<Storage> storage_;
  Sha256 sha256_;
  Chain chain_;
  Batch batch_;
  Losses reported_;
  bool cut_back_first_ = false;  // a write failed half-way: what it left must go before anything is appended
  bool unsynced_ = false;
  SteadyClock::time_point last_sync_{};
  SteadyClock::time_point retry_losses_{};  // after a failed write a loss record alone is not tried before this
  std::size_t first_core_ = 0;

  std::atomic<std::uint64_t> records_ = 0;
  std::atomic<std::uint64_t> writes_ = 0;
  std::atomic<std::uint64_t> syncs_ = 0;
  std::atomic<std::uint64_t> lost_ = 0;     // by a failed write, or malformed
  std::atomic<std::uint64_t> refused_ = 0;  // likewise

  std::thread thread_;
};

}  // namespace bpol::audit
