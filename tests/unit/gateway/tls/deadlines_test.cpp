#include "gateway/tls/deadlines.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace bpol::tls {
namespace {

using namespace std::chrono_literals;

class Entry final : public DeadlineEntry {
 public:
  explicit Entry(Deadlines& owner) : DeadlineEntry(owner) {}
  int expired = 0;
  std::unique_ptr<Entry> takes_along;

 private:
  void Expire() override {
    ++expired;
    takes_along.reset();
  }
};

TEST(Deadlines, ExpireOnceAndNeverEarly) {
  boost::asio::io_context core;
  Deadlines deadlines(core);
  Entry entry(deadlines);
  const auto start = Clock::now();
  entry.Arm(120ms);
  core.run();  // ends when nothing is armed any more
  EXPECT_EQ(entry.expired, 1);
  EXPECT_GE(Clock::now() - start, 120ms);
}

TEST(Deadlines, DisarmedAndRearmedOnesWait) {
  boost::asio::io_context core;
  Deadlines deadlines(core);
  Entry disarmed(deadlines), rearmed(deadlines), untouched(deadlines);
  disarmed.Arm(10ms);
  disarmed.Disarm();
  rearmed.Arm(1h);
  rearmed.Arm(10ms);
  core.run();
  EXPECT_EQ(disarmed.expired, 0);
  EXPECT_EQ(rearmed.expired, 1);
  EXPECT_EQ(untouched.expired, 0);
  rearmed.Arm(10ms);
  core.restart();
  core.run();
  EXPECT_EQ(rearmed.expired, 2);
}

TEST(Deadlines, AnEntryMayDestroyOthersWhenItExpires) {
  boost::asio::io_context core;
  Deadlines deadlines(core);
  std::vector<std::unique_ptr<Entry>> entries;
  for (int i = 0; i < 8; ++i) {
    entries.push_back(std::make_unique<Entry>(deadlines));
    entries.back()->takes_along = std::make_unique<Entry>(deadlines);
    entries.back()->takes_along->Arm(1ms);
    entries.back()->Arm(1ms);
  }
  core.run();
  for (const auto& entry : entries) {
    EXPECT_EQ(entry->expired, 1);
    EXPECT_EQ(entry->takes_along, nullptr);
  }
}

}  // namespace
}  // namespace bpol::tls
