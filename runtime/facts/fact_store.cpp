#include "runtime/facts/fact_store.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "runtime/facts/database.h"

namespace bpol::facts {
namespace {

// Looks up by string_view without making a string.
struct HashText {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <typename T>
using ByName = std::unordered_map<std::string, T, HashText, std::equal_to<>>;

// A committed write on its way to the cores; `json` is null for a removal. The text is shared by all cores and never
// changes.
struct Change {
  std::string store, key;
  std::shared_ptr<const std::string> json;
  OnWritten done;
  std::atomic<unsigned> missing = 0;  // cores that have not answered
};

bool IsStoreName(std::string_view name) {
  return !name.empty() && name.size() <= kMaxName &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Status CheckArguments(const Change& change) {
  if (!IsStoreName(change.store)) return Error{"a store's name has up to 64 of the characters a-z, 0-9 and `_`"};
  if (change.key.empty() || change.key.size() > kMaxKey) return Error{"a key has 1 to 256 bytes"};
  if (change.json != nullptr && change.json->size() > kMaxJson) return Error{"a fact has at most 65536 bytes"};
  return {};
}

}  // namespace

struct FactStore::Index {
  ByName<ByName<std::shared_ptr<const std::string>>> stores;

  void Apply(const Change& change) {
    if (change.json != nullptr) {
      stores[change.store][change.key] = change.json;
    } else if (const auto store = stores.find(change.store); store != stores.end()) {
      store->second.erase(change.key);
    }
  }
};

// The store's thread and the writes that wait for it. The lock guards the queue and is never held across I/O.
class FactStore::Writer {
 public:
  Writer(Database database, std::vector<Index*> cores, PostToCore post)
      : database_(std::move(database)), cores_(std::move(cores)), post_(std::move(post)), thread_([this] { Run(); }) {}
  ~Writer() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }

  void Submit(std::shared_ptr<Change> change) {
    Status status = CheckArguments(*change);
    if (status.ok()) {
      const std::lock_guard lock(mutex_);
      if (stopping_ || waiting_.size() >= kMaxWaiting) {
        status = Error{"too many writes wait for the fact store; try again later"};
      } else {
        waiting_.push_back(change);
      }
    }
    if (!status.ok()) return change->done(std::move(status));
    wake_.notify_one();
  }

 private:
  void Run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const std::shared_ptr<Change> change = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      Commit(change);
      lock.lock();
    }
  }

  void Commit(const std::shared_ptr<Change>& change) {
    Status status = change->json != nullptr ? database_.Put(change->store, change->key, *change->json)
                                            : database_.Remove(change->store, change->key);
    if (!status.ok()) return change->done(std::move(status));
    change->missing = static_cast<unsigned>(cores_.size());
    for (unsigned core = 0; core < cores_.size(); ++core) {
      post_(core, [index = cores_[core], change] {
        index->Apply(*change);
        if (--change->missing == 0) change->done({});
      });
    }
  }

  Database database_;
  const std::vector<Index*> cores_;
  const PostToCore post_;
  std::mutex mutex_;  // guards waiting_ and stopping_
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Change>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

FactStore::FactStore() = default;
FactStore::~FactStore() {
  writer_.reset();
}

Result<std::unique_ptr<FactStore>> FactStore::Open(const std::string& path, unsigned cores, PostToCore post) {
  BPOL_TRY(Database database, Database::Open(path));
  std::unique_ptr<FactStore> store(new FactStore);
  std::vector<Index*> indices;
  for (unsigned i = 0; i < cores; ++i) {
    store->cores_.push_back(std::make_unique<Index>());
    indices.push_back(store->cores_.back().get());
  }
  BPOL_TRY_STATUS(database.ForEach([&](std::string_view name, std::string_view key, std::string_view json) {
    const auto shared = std::make_shared<const std::string>(json);
    for (Index* index : indices) index->stores[std::string(name)][std::string(key)] = shared;
  }));
  store->writer_ = std::make_unique<Writer>(std::move(database), std::move(indices), std::move(post));
  return store;
}

Found FactStore::Find(unsigned core, std::string_view store, std::string_view key) const {
  const auto& stores = cores_[core]->stores;
  const auto found = stores.find(store);
  if (found == stores.end()) return {Found::Kind::Absent, nullptr};
  const auto fact = found->second.find(key);
  if (fact == found->second.end()) return {Found::Kind::Absent, nullptr};
  return {Found::Kind::Present, fact->second.get()};
}

void FactStore::Put(std::string store, std::string key, std::string json, OnWritten done) {
  auto change = std::make_shared<Change>();
  change->store = std::move(store);
  change->key = std::move(key);
  change->json = std::make_shared<const std::string>(std::move(json));
  change->done = std::move(done);
  writer_->Submit(std::move(change));
}

void FactStore::Remove(std::string store, std::string key, OnWritten done) {
  auto change = std::make_shared<Change>();
  change->store = std::move(store);
  change->key = std::move(key);
  change->done = std::move(done);
  writer_->Submit(std::move(change));
}

}  // namespace bpol::facts
