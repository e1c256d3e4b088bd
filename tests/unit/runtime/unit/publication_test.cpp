#include "runtime/unit/publication.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <thread>

namespace bpol::unit {
namespace {

// Stands for a unit: knows whether it lives, and counts how often one was destroyed.
struct FakeUnit {
  FakeUnit(int serial_number, std::atomic<int>& counter) : serial(serial_number), destroyed(counter) {}
  ~FakeUnit() {
    alive = false;
    destroyed.fetch_add(1);
  }
  int serial;
  bool alive = true;
  std::atomic<int>& destroyed;
};

// Messages to threads that a test runs by hand, one at a time.
struct Mailbox {
  std::deque<std::function<void()>> messages;
  void RunAll() {
    while (!messages.empty()) {
      const auto message = std::move(messages.front());
      messages.pop_front();
      message();
    }
  }
};

class ByHand : public ::testing::Test {
 protected:
  void Publish(int serial, Previous previous) {
    publication.Publish(std::make_unique<const FakeUnit>(serial, destroyed), previous, [this] { ++switched; });
  }
  void RunAll() {
    for (int i = 0; i < 3; ++i) {
      for (Mailbox& core : cores) core.RunAll();
      admin.RunAll();
    }
  }

  std::atomic<int> destroyed = 0;
  int switched = 0;
  std::vector<Mailbox> cores{2};
  Mailbox admin;
  Publication<FakeUnit> publication{2,
                                    {[this](unsigned core, auto message) { cores[core].messages.push_back(message); },
                                     [this](auto message) { admin.messages.push_back(message); }}};
};

TEST_F(ByHand, GivesNothingBeforeTheFirstPublication) {
  const Lease<FakeUnit> lease = publication.Acquire(0);
  EXPECT_FALSE(lease);
  EXPECT_EQ(lease.get(), nullptr);
}

TEST_F(ByHand, SwitchesEachCoreByItsOwnMessage) {
  Publish(1, Previous::Destroy);
  cores[0].RunAll();
  EXPECT_EQ(publication.Acquire(0)->serial, 1);
  EXPECT_FALSE(publication.Acquire(1));
  admin.RunAll();
  EXPECT_EQ(switched, 0);
  RunAll();
  EXPECT_EQ(publication.Acquire(1)->serial, 1);
  EXPECT_EQ(switched, 1);
}

TEST_F(ByHand, KeepsAUnitUntilItsLastLeaseEnds) {
  Publish(1, Previous::Destroy);
  RunAll();
  Lease<FakeUnit> first = publication.Acquire(0);
  Lease<FakeUnit> second = publication.Acquire(1);
  Lease<FakeUnit> moved = std::move(second);
  Publish(2, Previous::Destroy);
  RunAll();
  EXPECT_EQ(switched, 2);
  EXPECT_EQ(publication.Acquire(0)->serial, 2);
  EXPECT_EQ(first->serial, 1);
  EXPECT_EQ(publication.alive(), 2u);
  first.Release();
  RunAll();
  EXPECT_EQ(destroyed, 0);
  EXPECT_TRUE(moved->alive);
  moved = publication.Acquire(1);
  RunAll();
  EXPECT_EQ(destroyed, 1);
  EXPECT_EQ(publication.alive(), 1u);
  EXPECT_EQ(moved->serial, 2);
}

TEST_F(ByHand, KeepsAUnitWhileACoreHasNotAnswered) {
  Publish(1, Previous::Destroy);
  RunAll();
  Publish(2, Previous::Destroy);
  cores[0].RunAll();
  admin.RunAll();
  EXPECT_EQ(destroyed, 0);
  EXPECT_EQ(publication.Acquire(1)->serial, 1);
  RunAll();
  EXPECT_EQ(destroyed, 1);
}

TEST_F(ByHand, RetiresSeveralUnitsAtOnce) {
  std::vector<Lease<FakeUnit>> leases;
  for (int serial = 1; serial <= 4; ++serial) {
    Publish(serial, Previous::Destroy);
    RunAll();
    leases.push_back(publication.Acquire(0));
  }
  EXPECT_EQ(publication.alive(), 4u);
  leases.erase(leases.begin() + 1);
  RunAll();
  EXPECT_EQ(destroyed, 1);
  for (const auto& lease : leases) EXPECT_TRUE(lease->alive);
  leases.clear();
  RunAll();
  EXPECT_EQ(destroyed, 3);
}

TEST_F(ByHand, TakesPublicationsFasterThanTheCoresAnswer) {
  for (int serial = 1; serial <= 5; ++serial) Publish(serial, Previous::Destroy);
  RunAll();
  EXPECT_EQ(switched, 5);
  EXPECT_EQ(destroyed, 4);
  EXPECT_EQ(publication.Acquire(1)->serial, 5);
}

TEST_F(ByHand, KeepsThePreviousUnitWarmAndRollsBackToIt) {
  EXPECT_FALSE(publication.RollBack(Previous::KeepWarm));
  Publish(1, Previous::KeepWarm);
  RunAll();
  EXPECT_FALSE(publication.RollBack(Previous::KeepWarm));
  Publish(2, Previous::KeepWarm);
  RunAll();
  EXPECT_EQ(publication.alive(), 2u);
  EXPECT_TRUE(publication.RollBack(Previous::KeepWarm));
  RunAll();
  EXPECT_EQ(publication.Acquire(0)->serial, 1);
  EXPECT_TRUE(publication.RollBack(Previous::Destroy));
  RunAll();
  EXPECT_EQ(publication.Acquire(0)->serial, 2);
  EXPECT_EQ(destroyed, 1);
  Publish(3, Previous::KeepWarm);
  Publish(4, Previous::KeepWarm);
  RunAll();
  EXPECT_EQ(destroyed, 2);  // 2 was warm until 4 came
  EXPECT_EQ(publication.alive(), 2u);
}

TEST_F(ByHand, NamesTheActiveUnitBeforeTheCoresHaveSwitched) {
  EXPECT_EQ(publication.active(), nullptr);
  Publish(1, Previous::KeepWarm);
  EXPECT_EQ(publication.active()->serial, 1);
  Publish(2, Previous::KeepWarm);
  EXPECT_EQ(publication.active()->serial, 2);
  RunAll();
  EXPECT_TRUE(publication.RollBack(Previous::KeepWarm));
  EXPECT_EQ(publication.active()->serial, 1);
  RunAll();
  EXPECT_EQ(publication.active()->serial, 1);
}

// The late message that the first round of unit 1 has drained must not be counted for its second round.
TEST_F(ByHand, KeepsAUnitThatIsRolledBackToWhileItDrains) {
  Publish(1, Previous::KeepWarm);
  RunAll();
  Lease<FakeUnit> old = publication.Acquire(0);
  Publish(2, Previous::KeepWarm);
  RunAll();
  ASSERT_TRUE(publication.RollBack(Previous::Destroy));
  old.Release();
  RunAll();
  EXPECT_EQ(destroyed, 1);
  EXPECT_EQ(publication.Acquire(0)->serial, 1);
  EXPECT_TRUE(publication.Acquire(1)->alive);
}

TEST(PublicationDeathTest, StopsWhenALeaseOutlivesIt) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        std::atomic<int> destroyed = 0;
        Lease<FakeUnit> lease;
        Publication<FakeUnit> publication(1,
                                          {[](unsigned, auto message) { message(); }, [](auto message) { message(); }});
        publication.Publish(std::make_unique<const FakeUnit>(1, destroyed), Previous::Destroy);
        lease = publication.Acquire(0);
      },
      "no lease outlives its publication");
}

// A thread that works off messages and, in between, serves requests.
class Loop {
 public:
  void Post(std::function<void()> message) {
    const std::lock_guard lock(mutex_);
    messages_.push_back(std::move(message));
    changed_.notify_one();
  }
  void RunAll() {
    std::unique_lock lock(mutex_);
    while (!messages_.empty()) {
      const auto message = std::move(messages_.front());
      messages_.pop_front();
      lock.unlock();
      message();
      lock.lock();
    }
  }
  void Wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !messages_.empty(); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> messages_;
};

// Requests begin and end at random on each core while units change as fast as the cores answer.
TEST(Publication, SurvivesAStormOfSwaps) {
  constexpr unsigned kCores = 3;
  constexpr int kSwaps = 400;
  std::atomic<int> destroyed = 0;
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> requests = 0;
  std::vector<Loop> cores(kCores);
  Loop admin;
  {
    Publication<FakeUnit> publication(kCores, {[&](unsigned core, auto message) { cores[core].Post(message); },
                                               [&](auto message) { admin.Post(message); }});
    std::vector<std::thread> threads;
    for (unsigned core = 0; core < kCores; ++core) {
      threads.emplace_back([&, core] {
        std::mt19937 random(core);
        std::vector<std::pair<Lease<FakeUnit>, int>> open;
        int last = 0;
        while (!stop.load(std::memory_order_relaxed)) {
          cores[core].RunAll();
          if (Lease<FakeUnit> lease = publication.Acquire(core); lease && open.size() < 64) {
            ASSERT_GE(lease->serial, last);
            last = lease->serial;
            open.emplace_back(std::move(lease), last);
            requests.fetch_add(1, std::memory_order_relaxed);
          }
          if (!open.empty() && random() % 2 == 0) {
            const std::size_t at = random() % open.size();
            ASSERT_TRUE(open[at].first->alive);
            ASSERT_EQ(open[at].first->serial, open[at].second);
            std::swap(open[at], open.back());
            open.pop_back();
          }
        }
        open.clear();
        cores[core].RunAll();
      });
    }
    int switched = 0;
    for (int serial = 1; serial <= kSwaps; ++serial) {
      const auto previous = serial % 3 == 0 ? Previous::KeepWarm : Previous::Destroy;
      publication.Publish(std::make_unique<const FakeUnit>(serial, destroyed), previous, [&] { ++switched; });
      while (switched < serial - 3) {
        admin.Wait();
        admin.RunAll();
      }
    }
    while (switched < kSwaps) {
      admin.Wait();
      admin.RunAll();
    }
    stop = true;
    for (std::thread& thread : threads) thread.join();
    admin.RunAll();
    EXPECT_EQ(destroyed + static_cast<int>(publication.alive()), kSwaps);
    EXPECT_LE(publication.alive(), 2u);
    EXPECT_GT(requests.load(), 0u);
  }
  EXPECT_EQ(destroyed, kSwaps);
}

}  // namespace
}  // namespace bpol::unit
