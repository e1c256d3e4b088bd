#include "runtime/facts/fact_store.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <mutex>
#include <queue>
#include <thread>

namespace bpol::facts {
namespace {

// Cores as threads that run what is posted to them, in order.
class Cores {
 public:
  explicit Cores(unsigned count) : queues_(count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this, i] { Run(queues_[i]); });
  }
  ~Cores() {
    for (Queue& queue : queues_) Post(queue, nullptr);
    for (std::thread& thread : threads_) thread.join();
  }
  PostToCore post() {
    return [this](unsigned core, std::function<void()> work) { Post(queues_[core], std::move(work)); };
  }
  void RunOn(unsigned core, std::function<void()> work) {
    std::promise<void> done;
    Post(queues_[core], [&] { work(), done.set_value(); });
    done.get_future().wait();
  }

 private:
  struct Queue {
    std::mutex mutex;
    std::condition_variable wake;
    std::queue<std::function<void()>> work;
  };
  static void Post(Queue& queue, std::function<void()> work) {
    const std::lock_guard lock(queue.mutex);
    queue.work.push(std::move(work));
    queue.wake.notify_one();
  }
  static void Run(Queue& queue) {
    for (;;) {
      std::unique_lock lock(queue.mutex);
      queue.wake.wait(lock, [&] { return !queue.work.empty(); });
      const auto work = std::move(queue.work.front());
      queue.work.pop();
      lock.unlock();
      if (!work) return;
      work();
    }
  }
  std::deque<Queue> queues_;
  std::vector<std::thread> threads_;
};

class FactStore_ : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "bpol-facts-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path_ = folder_ + "/facts.db";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static Status Put(FactStore& store, std::string name, std::string key, std::string json) {
    std::promise<Status> done;
    store.Put(std::move(name), std::move(key), std::move(json),
              [&](Status status) { done.set_value(std::move(status)); });
    return done.get_future().get();
  }
  static std::string Find(Cores& cores, FactStore& store, unsigned core, std::string_view name, std::string_view key) {
    std::string seen = "absent";
    cores.RunOn(core, [&] {
      if (const Found found = store.Find(core, name, key); found.json != nullptr) seen = *found.json;
    });
    return seen;
  }
  std::string folder_, path_;
};

TEST_F(FactStore_, AnAcknowledgedWriteIsSeenByEveryCoreAndSurvives) {
  {
    Cores cores(3);
    auto store = FactStore::Open(path_, 3, cores.post());
    ASSERT_TRUE(store.ok()) << store.error().message;
    for (int round = 0; round < 50; ++round) {
      const std::string json = R"({"round":)" + std::to_string(round) + "}";
      ASSERT_TRUE(Put(**store, "consents", "c-1", json).ok());
      for (unsigned core = 0; core < 3; ++core) ASSERT_EQ(Find(cores, **store, core, "consents", "c-1"), json);
    }
    ASSERT_TRUE(Put(**store, "consents", "gone", "{}").ok());
    std::promise<Status> removed;
    (*store)->Remove("consents", "gone", [&](Status status) { removed.set_value(std::move(status)); });
    ASSERT_TRUE(removed.get_future().get().ok());
    EXPECT_EQ(Find(cores, **store, 2, "consents", "gone"), "absent");
    EXPECT_EQ(Find(cores, **store, 0, "accounts", "c-1"), "absent");
  }
  Cores cores(1);
  auto again = FactStore::Open(path_, 1, cores.post());
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(Find(cores, **again, 0, "consents", "c-1"), R"({"round":49})");
}

TEST_F(FactStore_, ReadersOnEveryCoreSeeOldOrNewWhileWritesGoOn) {
  Cores cores(2);
  auto store = FactStore::Open(path_, 2, cores.post());
  ASSERT_TRUE(store.ok());
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < 200; ++i) EXPECT_TRUE(Put(**store, "accounts", "a", std::string(1 + i % 7, 'x')).ok());
    done = true;
  });
  while (!done)
    for (unsigned core = 0; core < 2; ++core) EXPECT_NE(Find(cores, **store, core, "accounts", "a"), "");
  writer.join();
}

TEST_F(FactStore_, RefusesWhatIsTooLargeOrMisnamed) {
  Cores cores(1);
  auto store = FactStore::Open(path_, 1, cores.post());
  ASSERT_TRUE(store.ok());
  EXPECT_FALSE(Put(**store, "Consents!", "k", "{}").ok());
  EXPECT_FALSE(Put(**store, "consents", "", "{}").ok());
  EXPECT_FALSE(Put(**store, "consents", std::string(kMaxKey + 1, 'k'), "{}").ok());
  EXPECT_FALSE(Put(**store, "consents", "k", std::string(kMaxJson + 1, ' ')).ok());
}

TEST_F(FactStore_, ADamagedFileIsNotAnEmptyStore) {
  std::ofstream(path_) << "this is no database, whatever its name says; it is long enough to have a header of its own";
  const auto store = FactStore::Open(path_, 1, [](unsigned, const std::function<void()>& work) { work(); });
  ASSERT_FALSE(store.ok());
  EXPECT_NE(store.error().message.find(path_), std::string::npos);
}

}  // namespace
}  // namespace bpol::facts
