// Replace: a fact is written only where the store still has what was read before.
#include <cstdlib>

#include "tests/unit/runtime/facts/store_of_cores.h"

namespace bpol::facts {
namespace {

TEST_F(FactStore_, ReplacesOnlyWhatWasReadBefore) {
  Cores cores(2);
  auto store = FactStore::Open(path_, 2, cores.post(), 2);
  ASSERT_TRUE(store.ok());
  EXPECT_EQ(Replace(**store, "c-1", "{}", R"({"a":1})"), "other");
  EXPECT_EQ(Find(cores, **store, 1, "consents", "c-1"), "absent");
  EXPECT_EQ(Replace(**store, "c-1", std::nullopt, R"({"a":1})"), "written");
  EXPECT_EQ(Replace(**store, "c-1", std::nullopt, R"({"a":2})"), "other");
  EXPECT_EQ(Replace(**store, "c-1", R"({"a": 1})", R"({"a":2})"), "other");
  EXPECT_EQ(Find(cores, **store, 1, "consents", "c-1"), R"({"a":1})");
  EXPECT_EQ(Replace(**store, "c-1", R"({"a":1})", R"({"a":2})"), "written");
  EXPECT_EQ(Find(cores, **store, 0, "consents", "c-1"), R"({"a":2})");
  EXPECT_EQ(Replace(**store, "c-1", R"({"a":2})", "[]"), "a fact is one JSON object");
  EXPECT_EQ(Replace(**store, "c-2", std::nullopt, "{}"), "written");
  EXPECT_EQ(Replace(**store, "c-3", std::nullopt, "{}"), "the fact store is full");
  EXPECT_EQ(Replace(**store, "c-2", "{}", R"({"b":1})"), "written");
}

// Everybody reads the number and writes the next one; nobody's step is lost. Who comes too late finds what there is.
TEST_F(FactStore_, NoReplacementIsLostBetweenTwo) {
  constexpr int kEach = 40;
  Cores cores(4);
  auto store = FactStore::Open(path_, 4, cores.post());
  ASSERT_TRUE(store.ok());
  ASSERT_TRUE(Put(**store, "consents", "c", "{\"n\":0}").ok());
  const auto text = [](int number) { return "{\"n\":" + std::to_string(number) + "}"; };
  std::vector<std::thread> writers;
  for (unsigned core = 0; core < 4; ++core) {
    writers.emplace_back([&, core] {
      for (int done = 0; done < kEach;) {
        const std::string seen = Find(cores, **store, core, "consents", "c");
        const std::string said = Replace(**store, "c", seen, text(std::atoi(seen.c_str() + 5) + 1));
        ASSERT_TRUE(said == "written" || said == "other") << said;
        if (said == "written") ++done;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(Find(cores, **store, 0, "consents", "c"), text(4 * kEach));
}

}  // namespace
}  // namespace bpol::facts
