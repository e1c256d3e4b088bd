#include "runtime/facts/store_thread.h"

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <system_error>
#include <utility>

namespace bpol::facts {

// Committed writes on their way to the cores. Acknowledges when the last core has them or, if the host ended before
// that, when the last message is dropped.
class FactStore::Impl::Publication {
 public:
  Publication(std::vector<Waiting> writes, std::size_t cores) : writes_(std::move(writes)), missing_(cores) {}
  ~Publication() { Acknowledge(Error{"the change is committed, but not every core took it over"}); }
  Publication(const Publication&) = delete;
  Publication& operator=(const Publication&) = delete;

  void ApplyTo(CoreIndex& index) {
    for (const Waiting& write : writes_) index.Apply(write.change);
    if (missing_.fetch_sub(1, std::memory_order_acq_rel) == 1) Acknowledge(true);
  }

 private:
  void Acknowledge(const Result<bool>& written) {
    for (Waiting& write : writes_) {
      if (const auto done = std::exchange(write.done, nullptr)) done(written);
    }
  }

  std::vector<Waiting> writes_;
  std::atomic<std::size_t> missing_;  // cores that have not taken the writes over
};

FactStore::Impl::Impl(std::unique_ptr<Database> database, unsigned cores, PostToCore post, std::size_t max_facts)
    : post_(std::move(post)), max_facts_(max_facts), database_(std::move(database)) {
  for (unsigned i = 0; i < cores; ++i) cores_.push_back(std::make_unique<Core>());
}

FactStore::Impl::~Impl() {
  JoinThread();
}

Status FactStore::Impl::Start() {
  BPOL_TRY_STATUS(
      database_->Load([this](std::string_view store, std::string_view key, std::string_view json) -> Status {
        const Change change{std::string(store), std::string(key), std::make_shared<const std::string>(json)};
        if (!CheckChange(change).ok()) return Error{"the fact store holds a row that could not have been put there"};
        if (++facts_ > max_facts_) return Error{"the fact store holds more facts than are allowed"};
        for (const auto& core : cores_) core->index.Apply(change);
        return {};
      }));
  try {
    thread_ = std::thread([this] { Run(); });
  } catch (const std::system_error& error) {
    return Error{std::string("cannot start the thread of the fact store: ") + error.what()};
  }
  return {};
}

void FactStore::Impl::Write(Change change, std::optional<Before> before, OnReplaced done) {
  if (const Status status = CheckChange(change); !status.ok()) return done(status.error());
  std::unique_lock lock(mutex_);
  const bool stopped = stopping_;
  if (!stopped && waiting_.size() < kMaxWaiting) {
    waiting_.push_back({std::move(change), std::move(before), std::move(done)});
    wake_.notify_one();
    return;
  }
  lock.unlock();
  done(Error{stopped ? "the fact store is stopped" : "too many writes wait for the fact store; try again later"});
}

void FactStore::Impl::Run() {
  // Signals belong to the main thread.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  pthread_setname_np(pthread_self(), "bpol-facts");
  for (;;) {
    std::vector<Waiting> writes;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      writes.swap(waiting_);
    }
    if (writes.empty()) return;
    CommitAll(std::move(writes));
  }
}

// One transaction for all that waited. A write that finds no room, or something else than it was made of, fails alone;
// a disk that fails, fails all. Who is told of another write has seen it: that one is published first.
void FactStore::Impl::CommitAll(std::vector<Waiting> writes) {
  std::size_t facts = facts_;
  std::vector<Waiting> committed, without_room, too_late;
  Status status = database_->Begin();
  for (Waiting& write : writes) {
    Applied became = Applied::Yes;
    if (status.ok()) {
      if (const auto applied = Apply(write, facts); applied.ok()) {
        became = *applied;
      } else {
        status = applied.error();
      }
    }
    (became == Applied::Yes      ? committed
     : became == Applied::NoRoom ? without_room
                                 : too_late)
        .push_back(std::move(write));
  }
  if (status.ok()) status = database_->Commit();
  if (status.ok()) {
    facts_ = facts;
    Publish(std::move(committed));
    for (const Waiting& write : too_late) write.done(false);
  } else {
    database_->Rollback();
    for (const Waiting& write : committed) write.done(status.error());
    for (const Waiting& write : too_late) write.done(status.error());
  }
  for (const Waiting& write : without_room) write.done(Error{"the fact store is full"});
}

Result<FactStore::Impl::Applied> FactStore::Impl::Apply(const Waiting& write, std::size_t& facts) {
  const Change& change = write.change;
  if (write.before) {
    BPOL_TRY(const std::optional<std::string> found, database_->Find(change.store, change.key));
    if (found != write.before->json) return Applied::OtherBefore;
  }
  if (change.json == nullptr) {
    BPOL_TRY(const bool removed, database_->Delete(change.store, change.key));
    if (removed) --facts;
    return Applied::Yes;
  }
  BPOL_TRY(const bool updated, database_->Update(change.store, change.key, *change.json));
  if (updated) return Applied::Yes;
  if (facts >= max_facts_) return Applied::NoRoom;
  BPOL_TRY_STATUS(database_->Insert(change.store, change.key, *change.json));
  ++facts;
  return Applied::Yes;
}

void FactStore::Impl::Publish(std::vector<Waiting> committed) {
  const auto publication = std::make_shared<Publication>(std::move(committed), cores_.size());
  for (unsigned core = 0; core < cores_.size(); ++core)
    post_(core, [publication, index = &cores_[core]->index] { publication->ApplyTo(*index); });
}

void FactStore::Impl::JoinThread() {
  std::call_once(joined_, [this] {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
  });
}

void FactStore::Impl::Stop() {
  JoinThread();
  for (unsigned core = 0; core < cores_.size(); ++core)
    post_(core, [index = &cores_[core]->index] { index->MakeUnavailable(); });
}

}  // namespace bpol::facts
