// The store's thread, its queue and what it sends to the cores. Private to this folder; fact_store.h is what others
// include.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "runtime/facts/core_index.h"
#include "runtime/facts/database.h"
#include "runtime/facts/fact_store.h"

namespace bpol::facts {

// What has to be there for a write to happen.
struct Before {
  std::optional<std::string> json;  // nothing: no such fact
};

class FactStore::Impl {
 public:
  Impl(std::unique_ptr<Database> database, unsigned cores, PostToCore post, std::size_t max_facts);
  ~Impl();

  // Fills the indices and starts the thread.
  Status Start();
  const CoreIndex& index(unsigned core) const { return cores_[core]->index; }
  void Write(Change change, std::optional<Before> before, OnReplaced done);
  void Stop();

 private:
  struct Waiting {
    Change change;
    std::optional<Before> before;
    OnReplaced done;
  };
  // What became of one write inside the transaction.
  enum class Applied : std::uint8_t { Yes, NoRoom, OtherBefore };
  // Apart from its neighbours in memory: only one core's thread writes to it.
  struct alignas(128) Core {
    CoreIndex index;
  };
  class Publication;

  void Run();
  void CommitAll(std::vector<Waiting> writes);
  Result<Applied> Apply(const Waiting& write, std::size_t& facts);
  void Publish(std::vector<Waiting> committed);
  void JoinThread();

  const PostToCore post_;
  const std::size_t max_facts_;
  std::vector<std::unique_ptr<Core>> cores_;

  std::mutex mutex_;  // guards waiting_ and stopping_; never held across I/O, and never taken by Find
  std::condition_variable wake_;
  std::vector<Waiting> waiting_;
  bool stopping_ = false;
  std::once_flag joined_;

  // The store's thread only, once it runs.
  std::unique_ptr<Database> database_;
  std::size_t facts_ = 0;
  std::thread thread_;
};

}  // namespace bpol::facts
