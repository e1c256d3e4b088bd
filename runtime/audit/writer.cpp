#include "runtime/audit/writer.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "runtime/audit/payload.h"
#include "runtime/base/check.h"

namespace bpol::audit {
namespace {

// Bytes of one write: large enough that a sync is shared widely, small enough that the first to wait is not held up.
constexpr std::size_t kBatchBytes = 1 << 20;

std::string StartPayload(const Tail& tail) {
  const std::string event = tail.torn > 0 ? "repaired" : tail.seq > 0 ? "continued" : "created";
  return "{\"event\":\"" + event + "\",\"after\":" + std::to_string(tail.seq) +
         ",\"torn_bytes\":" + std::to_string(tail.torn) + "}";
}

// Only one thread ever adds to each of these counters.
void CountOne(std::atomic<std::uint64_t>& counter) {
  counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void Add(std::atomic<std::uint64_t>& counter, std::uint64_t number) {
  counter.store(counter.load(std::memory_order_relaxed) + number, std::memory_order_relaxed);
}

}  // namespace

Log::Writer::Writer(std::unique_ptr<Storage> storage, const Tail& tail, LogOptions options)
    : options_(std::move(options)), storage_(std::move(storage)), chain_{tail.seq, tail.hash, tail.size} {
  for (unsigned i = 0; i < options_.cores; ++i) cores_.push_back(std::make_unique<Core>(options_.ring_slots));
}

Log::Writer::~Writer() {
  if (!thread_.joinable()) return;
  stopping_.store(true, std::memory_order_seq_cst);
  doorbell_.Ring(Doorbell::Urgency::Now);
  thread_.join();
}

Status Log::Writer::Start(const Tail& tail) {
  if (tail.torn > 0) BPOL_TRY_STATUS(storage_->CutBack(tail.size));
  batch_.chain = chain_;
  Add(Kind::Start, StartPayload(tail));
  BPOL_TRY_STATUS(AppendBatch());
  BPOL_TRY_STATUS(storage_->Sync());
  last_sync_ = SteadyClock::now();
  unsynced_ = false;
  syncs_ = 1;
  try {
    thread_ = std::thread([this] { Run(); });
  } catch (const std::system_error& error) {
    return Error{std::string("cannot start the writer of the record: ") + error.what()};
  }
  return {};
}

Submitted Log::Writer::Submit(unsigned core_index, Kind kind, std::string_view payload, OnDurable on_durable) {
  BPOL_CHECK(core_index < cores_.size(), "a core submits under its own number");
  Core& core = *cores_[core_index];
  const auto refuse = [&](Submitted why) {
    (on_durable ? core.refused : core.lost).fetch_add(1, std::memory_order_seq_cst);
    doorbell_.Ring(Doorbell::Urgency::Soon);
    return why;
  };
  if (broken_.load(std::memory_order_acquire)) return refuse(Submitted::Broken);
  if (payload.size() > kMaxPayload) return refuse(Submitted::TooLarge);
  Slot* const slot = core.ring.Claim();
  if (slot == nullptr) return refuse(Submitted::Full);

  const bool urgent = on_durable != nullptr || core.ring.HalfFull();
  slot->kind = kind;
  slot->payload.assign(payload);
  slot->on_durable = std::move(on_durable);
  core.ring.Publish();
  if (urgent) core.urgent.store(true, std::memory_order_seq_cst);
  doorbell_.Ring(urgent ? Doorbell::Urgency::Now : Doorbell::Urgency::Soon);
  return Submitted::Accepted;
}

LogCounts Log::Writer::counts() const {
  const Losses losses = TotalLosses();
  return {records_.load(std::memory_order_relaxed), writes_.load(std::memory_order_relaxed),
          syncs_.load(std::memory_order_relaxed), losses.lost, losses.refused};
}

Log::Writer::Losses Log::Writer::TotalLosses() const {
  Losses total{lost_.load(std::memory_order_relaxed), refused_.load(std::memory_order_relaxed)};
  for (const auto& core : cores_) {
    total.lost += core->lost.load(std::memory_order_seq_cst);
    total.refused += core->refused.load(std::memory_order_seq_cst);
  }
  return total;
}

void Log::Writer::Run() {
  // Signals belong to the main thread.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  pthread_setname_np(pthread_self(), "bpol-record");
  for (bool last_try = true;;) {
    // Read before gathering: whatever was submitted before the stop is then seen by this last round.
    const bool stopping = stopping_.load(std::memory_order_seq_cst);
    if (stopping && std::exchange(last_try, false)) retry_losses_ = {};
    Gather();
    const bool wrote = !batch_.empty();
    if (wrote) Write();
    if (stopping && !wrote) break;
    if (!stopping) RestAfter(wrote);
  }
  if (unsynced_) SyncNow();
}

// After a write a nap, during which buffered records gather; then sleep, until a record comes or something is due.
void Log::Writer::RestAfter(bool wrote) {
  if (unsynced_ && SteadyClock::now() >= last_sync_ + options_.sync_every) SyncNow();
  doorbell_.Rest(wrote ? Doorbell::Depth::Napping : Doorbell::Depth::Asleep);
  const auto urgency = wrote ? Doorbell::Urgency::Now : Doorbell::Urgency::Soon;
  if (SomethingWaits(urgency) || stopping_.load(std::memory_order_seq_cst)) return doorbell_.Rise();
  doorbell_.Wait(wrote ? std::optional(options_.gather) : UntilSomethingIsDue());
}

std::optional<std::chrono::milliseconds> Log::Writer::UntilSomethingIsDue() const {
  std::optional<SteadyClock::time_point> due;
  if (unsynced_) due = last_sync_ + options_.sync_every;
  if (LossesToReport()) due = due ? std::min(*due, retry_losses_) : retry_losses_;
  if (!due) return std::nullopt;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - SteadyClock::now());
  return std::max(left, std::chrono::milliseconds(1));
}

// Whether a `loss` record is owed and could be written at all.
bool Log::Writer::LossesToReport() const {
  return !broken_.load(std::memory_order_relaxed) && TotalLosses() != reported_;
}

bool Log::Writer::SomethingWaits(Doorbell::Urgency urgency) {
  for (const auto& core : cores_) {
    if (core->urgent.load(std::memory_order_seq_cst)) return true;
    if (urgency == Doorbell::Urgency::Soon && core->ring.Front() != nullptr) return true;
  }
  return urgency == Doorbell::Urgency::Soon && LossesToReport() && SteadyClock::now() >= retry_losses_;
}

void Log::Writer::Gather() {
  batch_ = Batch{
      .lines = std::move(batch_.lines), .waiting = std::move(batch_.waiting), .chain = chain_, .reported = reported_};
  batch_.lines.clear();
  batch_.waiting.clear();
  if (LossesToReport() && SteadyClock::now() >= retry_losses_) {
    const Losses total = TotalLosses();
    Add(Kind::Loss, "{\"lost\":" + std::to_string(total.lost - reported_.lost) +
                        ",\"refused\":" + std::to_string(total.refused - reported_.refused) + "}");
    batch_.reported = total;
  }
  // A different core comes first each time, so that none starves the others by filling whole batches.
  for (std::size_t i = 0; i < cores_.size(); ++i) GatherFrom(*cores_[(first_core_ + i) % cores_.size()]);
  first_core_ = (first_core_ + 1) % cores_.size();
}

void Log::Writer::GatherFrom(Core& core) {
  core.urgent.store(false, std::memory_order_seq_cst);
  for (std::size_t i = 0; i < core.ring.capacity(); ++i) {
    if (batch_.lines.size() >= kBatchBytes) {
      core.urgent.store(true, std::memory_order_seq_cst);  // there may be more: no nap after this batch
      return;
    }
    Slot* const slot = core.ring.Front();
    if (slot == nullptr) return;
    OnDurable on_durable = std::exchange(slot->on_durable, nullptr);
    if (!ScanPayload(slot->payload)) {
      CountOne(on_durable ? refused_ : lost_);
      if (on_durable) on_durable(Durability::Lost);
    } else {
      Add(slot->kind, slot->payload);
      if (on_durable) {
        batch_.waiting.push_back(std::move(on_durable));
      } else {
        ++batch_.buffered;
      }
    }
    core.ring.Pop();
  }
}

void Log::Writer::Add(Kind kind, std::string_view payload) {
  const std::string time = FormatTimestamp(options_.now());
  const std::size_t before = batch_.lines.size();
  batch_.chain.hash = AppendRecord(
      batch_.lines, {++batch_.chain.seq, time, options_.origin, batch_.chain.hash, kind, payload}, sha256_);
  batch_.chain.size += batch_.lines.size() - before;
  ++batch_.records;
}

void Log::Writer::Write() {
  if (broken_.load(std::memory_order_relaxed) || !AppendBatch().ok()) return Fail();
  reported_ = batch_.reported;
  if (batch_.waiting.empty()) return;
  if (!SyncNow()) return Fail();
  Report(Durability::Durable);
}

Status Log::Writer::AppendBatch() {
  if (cut_back_first_) BPOL_TRY_STATUS(storage_->CutBack(chain_.size));
  cut_back_first_ = true;
  BPOL_TRY_STATUS(storage_->Append(batch_.lines));
  cut_back_first_ = false;
  retry_losses_ = {};
  chain_ = batch_.chain;
  unsynced_ = true;
  audit::Add(records_, batch_.records);
  CountOne(writes_);
  return {};
}

bool Log::Writer::SyncNow() {
  unsynced_ = false;
  last_sync_ = SteadyClock::now();
  if (!storage_->Sync().ok()) {
    broken_.store(true, std::memory_order_release);
    return false;
  }
  CountOne(syncs_);
  return true;
}

// Nothing of the batch counts as kept. After a failed sync some of it may yet be in the file: a decision that was
// denied because of it then shows as "outcome unknown", which is the truth.
void Log::Writer::Fail() {
  retry_losses_ = SteadyClock::now() + options_.sync_every;
  audit::Add(lost_, batch_.buffered);
  audit::Add(refused_, batch_.waiting.size());
  Report(Durability::Lost);
}

void Log::Writer::Report(Durability durability) {
  for (const OnDurable& on_durable : batch_.waiting) on_durable(durability);
  batch_.waiting.clear();
}

}  // namespace bpol::audit
