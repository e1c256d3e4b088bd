#include "tests/agreement/workers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace bpol::agreement {
namespace {

using std::chrono::seconds;
using testing::Each;
using testing::ElementsAre;

// Dies without a word and without a core file.
[[noreturn]] void Crash() {
  raise(SIGKILL);
  std::abort();
}

[[noreturn]] void Hang() {
  while (true) usleep(1000);
}

std::vector<Ending> EndingsOf(std::span<const Slot> slots) {
  std::vector<Ending> endings;
  for (const Slot& slot : slots) endings.push_back(slot.ending);
  return endings;
}

void Decide(Slot& slot, std::uint32_t requests) {
  for (slot.request = 0; slot.request < requests; ++slot.request) ++slot.tally.decisions;
  slot.ending = Ending::Agreed;
}

TEST(Workers, WhatGoesWrongCostsItsOwnUnitOnly) {
  const std::span<const Slot> slots = RunWorkers({.units = 7,
                                                  .workers = 2,
                                                  .patience = seconds(1),
                                                  .work =
                                                      [](std::uint32_t unit, Slot& slot) {
                                                        slot.request = 40 + unit;
                                                        if (unit == 1) Crash();
                                                        if (unit == 3) Hang();
                                                        if (unit == 4) _exit(0);  // not a word about the unit
                                                        if (unit == 5) {
                                                          slot.ending = Ending::Disagreed;
                                                          return;
                                                        }
                                                        Decide(slot, 3);
                                                      },
                                                  .progress = {}});
  EXPECT_THAT(EndingsOf(slots), ElementsAre(Ending::Agreed, Ending::Crashed, Ending::Agreed, Ending::Hung,
                                            Ending::Crashed, Ending::Disagreed, Ending::Agreed));
  // Where it happened is told.
  EXPECT_EQ(slots[1].request, 41u);
  EXPECT_EQ(slots[3].request, 43u);
  EXPECT_EQ(slots[5].request, 45u);
  // What the others did is not lost.
  for (const std::uint32_t unit : {0, 2, 6}) EXPECT_EQ(slots[unit].tally.decisions, 3u) << unit;
}

TEST(Workers, ALastUnitThatCrashesEndsTheRun) {
  const std::span<const Slot> slots =
      RunWorkers({.units = 3, .workers = 1, .work = [](std::uint32_t, Slot&) { Crash(); }, .progress = {}});
  EXPECT_THAT(EndingsOf(slots), Each(Ending::Crashed));
}

TEST(Workers, WhoGoesForwardIsNotStopped) {
  const std::span<const Slot> slots = RunWorkers({.units = 1,
                                                  .workers = 1,
                                                  .patience = seconds(1),
                                                  .work =
                                                      [](std::uint32_t, Slot& slot) {
                                                        for (; slot.request < 5; ++slot.request) usleep(400'000);
                                                        slot.ending = Ending::Agreed;
                                                      },
                                                  .progress = {}});
  EXPECT_EQ(slots[0].ending, Ending::Agreed);
}

TEST(Workers, EachUnitIsDoneOnceByAnotherProcess) {
  std::size_t shown = 0;
  const std::span<const Slot> slots = RunWorkers({.units = 500,
                                                  .workers = 3,
                                                  .work = [](std::uint32_t, Slot& slot) { Decide(slot, 2); },
                                                  .progress =
                                                      [&](std::span<const Slot> so_far) {
                                                        EXPECT_EQ(so_far.size(), 500u);
                                                        ++shown;
                                                      }});
  EXPECT_THAT(EndingsOf(slots), Each(Ending::Agreed));
  for (const Slot& slot : slots) {
    EXPECT_EQ(slot.tally.decisions, 2u);
    EXPECT_NE(slot.worker, getpid());
  }
  EXPECT_GT(shown, 0u);
}

TEST(RunApart, GivesTheEndingOrHowTheProcessEnded) {
  for (const Ending ending : {Ending::Agreed, Ending::Refused, Ending::Disagreed})
    EXPECT_EQ(RunApart(seconds(60), [&] { return ending; }), ending);
  EXPECT_EQ(RunApart(seconds(60), []() -> Ending { Crash(); }), Ending::Crashed);
  EXPECT_EQ(RunApart(seconds(60), []() -> Ending { _exit(1); }), Ending::Crashed);
  EXPECT_EQ(RunApart(seconds(1), []() -> Ending { Hang(); }), Ending::Hung);
}

}  // namespace
}  // namespace bpol::agreement
