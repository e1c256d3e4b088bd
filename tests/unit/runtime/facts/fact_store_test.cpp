#include "runtime/facts/fact_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <mutex>
#include <thread>

#include "runtime/base/bytes.h"
#include "tests/unit/runtime/facts/store_of_cores.h"

namespace bpol::facts {
namespace {

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

// Each core reads without pause, and never sees a fact go back to an earlier state.
TEST_F(FactStore_, ReadersOnEveryCoreSeeOldOrNewWhileWritesGoOn) {
  constexpr int kWrites = 300;
  Cores cores(2);
  auto store = FactStore::Open(path_, 2, cores.post());
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE(Put(**store, "accounts", "a", "{}").ok());
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 1; i <= kWrites; ++i) EXPECT_TRUE(Put(**store, "accounts", "a", "{" + std::string(i, ' ') + "}").ok());
    done = true;
  });
  std::size_t last[2] = {};
  while (!done) {
    for (unsigned core = 0; core < 2; ++core) {
      const std::string seen = Find(cores, **store, core, "accounts", "a");
      ASSERT_NE(seen, "absent");
      ASSERT_GE(seen.size(), last[core]);
      last[core] = seen.size();
    }
  }
  writer.join();
  EXPECT_EQ(Find(cores, **store, 1, "accounts", "a").size(), kWrites + 2u);
}

TEST_F(FactStore_, RefusesWhatIsTooLargeOrMisnamed) {
  Cores cores(1);
  auto store = FactStore::Open(path_, 1, cores.post());
  ASSERT_TRUE(store.ok());
  EXPECT_FALSE(Put(**store, "Consents!", "k", "{}").ok());
  EXPECT_FALSE(Put(**store, "consents", "", "{}").ok());
  EXPECT_FALSE(Put(**store, "consents", std::string(kMaxKey + 1, 'k'), "{}").ok());
  EXPECT_FALSE(Put(**store, "consents", std::string("a\0b", 3), "{}").ok());
  EXPECT_FALSE(Put(**store, "consents", "k", "{" + std::string(kMaxJson, ' ') + "}").ok());
  for (const char* json : {"", "[]", "7", "{", "{}{}", "{\"a\":}", "null", "{\"a\":\"\xff\"}"})
    EXPECT_FALSE(Put(**store, "consents", "k", json).ok()) << json;
  EXPECT_EQ(Find(cores, **store, 0, "consents", "k"), "absent");
}

// Cores that a test runs by hand: what is posted waits until RunAll.
struct ByHand {
  explicit ByHand(unsigned count) : waiting(count) {}
  PostToCore post() {
    return [this](unsigned core, std::function<void()> work) {
      const std::lock_guard lock(mutex);
      waiting[core].push_back(std::move(work));
      posted.notify_all();
    };
  }
  void AwaitMessageFor(unsigned core) {
    std::unique_lock lock(mutex);
    posted.wait(lock, [&] { return !waiting[core].empty(); });
  }
  void DropAll(unsigned core) {
    std::unique_lock lock(mutex);
    const auto dropped = std::exchange(waiting[core], {});
    lock.unlock();
  }
  void RunAll(unsigned core) {
    std::unique_lock lock(mutex);
    const auto work = std::exchange(waiting[core], {});
    lock.unlock();
    for (const auto& one : work) one();
  }
  std::mutex mutex;
  std::condition_variable posted;
  std::vector<std::vector<std::function<void()>>> waiting;
};

// An acknowledgement that can be asked about at any time.
struct Acknowledged {
  OnWritten Expect() {
    return [this](const Status& status) {
      const std::lock_guard lock(mutex);
      ++times;
      message = status.ok() ? "ok" : status.error().message;
      changed.notify_all();
    };
  }
  std::string Seen() {
    const std::lock_guard lock(mutex);
    return times == 0 ? "nothing" : times == 1 ? message : "more than once";
  }
  std::string Await() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return times > 0; });
    return message;
  }
  std::mutex mutex;
  std::condition_variable changed;
  int times = 0;
  std::string message;
};

TEST_F(FactStore_, IsAcknowledgedOnlyWhenTheLastCoreHasIt) {
  ByHand cores(2);
  Acknowledged acknowledged;
  auto store = FactStore::Open(path_, 2, cores.post());
  ASSERT_TRUE(store.ok());
  (*store)->Put("consents", "c", "{}", acknowledged.Expect());
  cores.AwaitMessageFor(1);
  EXPECT_EQ((*store)->Find(0, "consents", "c").kind, Found::Kind::Absent);
  cores.RunAll(0);
  EXPECT_EQ((*store)->Find(0, "consents", "c").kind, Found::Kind::Present);
  EXPECT_EQ((*store)->Find(1, "consents", "c").kind, Found::Kind::Absent);
  EXPECT_EQ(acknowledged.Seen(), "nothing");
  cores.RunAll(1);
  EXPECT_EQ(acknowledged.Seen(), "ok");
}

// A copy of the file, made when the first core is told, already holds the row.
TEST_F(FactStore_, IsCommittedBeforeAnyCoreSeesIt) {
  ByHand cores(1);
  Acknowledged acknowledged;
  auto store = FactStore::Open(path_, 1, cores.post());
  ASSERT_TRUE(store.ok());
  (*store)->Put("consents", "c", R"({"a":1})", acknowledged.Expect());
  cores.AwaitMessageFor(0);
  std::filesystem::copy_file(path_, folder_ + "/copy.db");
  std::filesystem::copy_file(path_ + "-wal", folder_ + "/copy.db-wal");
  const auto copy = FactStore::Open(folder_ + "/copy.db", 1, cores.post());
  ASSERT_TRUE(copy.ok()) << copy.error().message;
  ASSERT_EQ((*copy)->Find(0, "consents", "c").kind, Found::Kind::Present);
  EXPECT_EQ(*(*copy)->Find(0, "consents", "c").json, R"({"a":1})");
  cores.RunAll(0);
}

TEST_F(FactStore_, AWriteThatTheDiskRefusesChangesNothing) {
  ::signal(SIGXFSZ, SIG_IGN);
  Cores cores(1);
  auto store = FactStore::Open(path_, 1, cores.post());
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE(Put(**store, "consents", "c", R"({"status":"valid"})").ok());
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit tight = before;
  tight.rlim_cur = std::filesystem::file_size(path_ + "-wal");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  const Status refused = Put(**store, "consents", "c", R"({"status":"revoked"})");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(Find(cores, **store, 0, "consents", "c"), R"({"status":"valid"})");
  EXPECT_TRUE(Put(**store, "consents", "c", R"({"status":"revoked"})").ok());
  EXPECT_EQ(Find(cores, **store, 0, "consents", "c"), R"({"status":"revoked"})");
}

TEST_F(FactStore_, IsUnavailableOnceStopped) {
  ByHand cores(1);
  Acknowledged before, after;
  auto store = FactStore::Open(path_, 1, cores.post());
  ASSERT_TRUE(store.ok());
  (*store)->Put("consents", "c", "{}", before.Expect());
  (*store)->Stop();
  cores.RunAll(0);
  EXPECT_EQ(before.Seen(), "ok");  // what waited is still committed
  EXPECT_EQ((*store)->Find(0, "consents", "c").kind, Found::Kind::Unavailable);
  EXPECT_EQ((*store)->Find(0, "consents", "c").json, nullptr);
  EXPECT_EQ((*store)->Find(0, "consents", "x").kind, Found::Kind::Unavailable);
  (*store)->Put("consents", "d", "{}", after.Expect());
  EXPECT_EQ(after.Seen(), "the fact store is stopped");
  (*store)->Stop();
}

TEST_F(FactStore_, AcknowledgesAlsoWhenTheCoresAreGone) {
  Acknowledged acknowledged;
  ByHand cores(2);
  auto store = FactStore::Open(path_, 2, cores.post());
  ASSERT_TRUE(store.ok());
  (*store)->Put("consents", "c", "{}", acknowledged.Expect());
  cores.AwaitMessageFor(1);
  cores.RunAll(0);
  cores.DropAll(1);
  EXPECT_EQ(acknowledged.Await(), "the change is committed, but not every core took it over");
}

TEST_F(FactStore_, HoldsAsManyFactsAsAllowed) {
  {
    Cores cores(1);
    auto store = FactStore::Open(path_, 1, cores.post(), 2);
    ASSERT_TRUE(store.ok());
    EXPECT_TRUE(Put(**store, "a", "1", "{}").ok());
    EXPECT_TRUE(Put(**store, "b", "1", "{}").ok());
    const Status full = Put(**store, "a", "2", "{}");
    ASSERT_FALSE(full.ok());
    EXPECT_EQ(full.error().message, "the fact store is full");
    EXPECT_EQ(Find(cores, **store, 0, "a", "2"), "absent");
    EXPECT_TRUE(Put(**store, "a", "1", R"({"b":1})").ok());  // in place of the old one
    std::promise<Status> removed;
    (*store)->Remove("b", "1", [&](Status status) { removed.set_value(std::move(status)); });
    ASSERT_TRUE(removed.get_future().get().ok());
    EXPECT_TRUE(Put(**store, "a", "2", "{}").ok());
  }
  Cores cores(1);
  EXPECT_TRUE(FactStore::Open(path_, 1, cores.post(), 2).ok());
  EXPECT_FALSE(FactStore::Open(path_, 1, cores.post(), 1).ok());
}

TEST_F(FactStore_, ServesOneProcessOnly) {
  Cores cores(1);
  const auto first = FactStore::Open(path_, 1, cores.post());
  ASSERT_TRUE(first.ok());
  const auto second = FactStore::Open(path_, 1, cores.post());
  ASSERT_FALSE(second.ok());
  EXPECT_NE(second.error().message.find("locked"), std::string::npos) << second.error().message;
}

TEST_F(FactStore_, TakesWritesFromManyThreads) {
  constexpr int kThreads = 4, kEach = 100;
  Cores cores(2);
  auto store = FactStore::Open(path_, 2, cores.post());
  ASSERT_TRUE(store.ok());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kEach; ++i)
        EXPECT_TRUE(Put(**store, "s", std::to_string(thread) + "-" + std::to_string(i), "{}").ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int thread = 0; thread < kThreads; ++thread)
    EXPECT_EQ(Find(cores, **store, 1, "s", std::to_string(thread) + "-" + std::to_string(kEach - 1)), "{}");
}

TEST_F(FactStore_, ADamagedFileIsNotAnEmptyStore) {
  std::ofstream(path_) << "this is no database, whatever its name says; it is long enough to have a header of its own";
  const auto store = FactStore::Open(path_, 1, [](unsigned, const std::function<void()>& work) { work(); });
  ASSERT_FALSE(store.ok());
  EXPECT_NE(store.error().message.find(path_), std::string::npos);
}

TEST_F(FactStore_, DamageInsideTheFileIsFound) {
  {
    Cores cores(1);
    auto store = FactStore::Open(path_, 1, cores.post());
    ASSERT_TRUE(store.ok());
    for (int i = 0; i < 50; ++i)
      ASSERT_TRUE(Put(**store, "s", std::to_string(i), R"({"a":")" + std::string(500, 'x') + "\"}").ok());
  }
  const auto size = std::filesystem::file_size(path_);
  ASSERT_GT(size, 8192u);
  std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(size - 4096));
  file << std::string(64, '\xff');
  file.close();
  EXPECT_FALSE(FactStore::Open(path_, 1, [](unsigned, const std::function<void()>& work) { work(); }).ok());
}

TEST_F(FactStore_, AFileOfAnotherProgramIsLeftAlone) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "CREATE TABLE fact (x)", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(other);
  const auto before = ReadFile(path_).value();
  const auto store = FactStore::Open(path_, 1, [](unsigned, const std::function<void()>& work) { work(); });
  ASSERT_FALSE(store.ok());
  EXPECT_NE(store.error().message.find("not a fact store"), std::string::npos) << store.error().message;
  EXPECT_EQ(ReadFile(path_).value(), before);
}

}  // namespace
}  // namespace bpol::facts
