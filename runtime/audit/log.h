// The record of what was decided and what came of it: cores hand payloads to one writer, which numbers them, chains
// them by SHA-256 and appends them to a file (record.h has its form).
//
// INVARIANT: a core never waits, takes no lock and, once its slots have grown, allocates nothing to submit.
// INVARIANT: `Durable` is reported only after an fdatasync that covers the record; everything else is `Lost`.
// INVARIANT: a record that could not be kept is counted, and the count becomes a record as soon as one can be written.
// Thread safety: core i submits from one thread at a time, and different cores at once. Destroy the log only when no
// core submits any more; what was submitted before is then still written, synced and reported.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/audit/record.h"
#include "runtime/audit/storage.h"
#include "runtime/audit/timestamp.h"
#include "runtime/base/result.h"

namespace bpol::audit {

enum class Durability { Durable, Lost };

// Called once for each accepted fail_closed record, on the writer's thread (inside Submit never): it should only post
// to the core's loop. Must not throw.
using OnDurable = std::function<void(Durability)>;

enum class Submitted {
  Accepted,
  Full,      // the core's ring is full: the disk is slower than the requests
  TooLarge,  // the payload is above kMaxPayload
  Broken,    // an earlier sync failed; this log will not keep anything until it is opened anew
};

struct LogOptions {
  std::string path;
  std::string origin;  // `node/log-id`; a file with another origin is refused
  unsigned cores = 1;  // how many threads submit
  // Per core. With 1,024 slots a core may run 50,000 requests a second against a disk that stalls for 20 ms.
  std::size_t ring_slots = 1024;
  // How long buffered records gather before they are written, and how long they may stay unsynced.
  std::chrono::milliseconds gather{10};
  std::chrono::milliseconds sync_every{1000};
  std::function<Clock::time_point()> now = [] { return Clock::now(); };
};

// Since the log was opened. `lost` are buffered records that were not kept, `refused` fail_closed ones, whose requests
// were denied.
struct LogCounts {
  std::uint64_t records = 0;
  std::uint64_t writes = 0;
  std::uint64_t syncs = 0;
  std::uint64_t lost = 0;
  std::uint64_t refused = 0;
};

class Log {
 public:
  // Creates the file or continues it: a torn end is cut off, a `start` record says what was found, and is durable when
  // this returns. Error: a tail that was tampered with, another origin, another writer, a disk that takes nothing.
  static Result<std::unique_ptr<Log>> Open(LogOptions options);
  // The same over any storage; `options.path` is not used.
  static Result<std::unique_ptr<Log>> OpenOn(std::unique_ptr<Storage> storage, const Tail& tail, LogOptions options);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  // fail_closed: `on_durable` is called if and only if the answer is Accepted. Any other answer, and Lost: deny.
  // `payload` is one JSON object on one line; one that is not is Lost.
  [[nodiscard]] Submitted Submit(unsigned core, Kind kind, std::string_view payload, OnDurable on_durable);
  // buffered: kept when it can be, else counted and recorded as lost.
  Submitted SubmitBuffered(unsigned core, Kind kind, std::string_view payload);

  // Any thread; each number by itself is exact, together they are of slightly different moments.
  LogCounts counts() const;

 private:
  class Writer;
  explicit Log(std::unique_ptr<Writer> writer);

  std::unique_ptr<Writer> writer_;
};

}  // namespace bpol::audit
