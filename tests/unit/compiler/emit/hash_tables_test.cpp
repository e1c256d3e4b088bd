// A row of a table that is found by the hash of its key is the row that is found by halving.
#include <gtest/gtest.h>

#include "compiler/core/print.h"
#include "compiler/core/read.h"
#include "compiler/core/verify.h"
#include "compiler/optimise/optimise.h"
#include "runtime/values/key_table.h"
#include "runtime/values/text.h"
#include "tests/support/native/core_runner.h"

namespace bpol {
namespace {

using core::Rep;

// Two keys that share their tag, so that their rows are found by halving as before.
constexpr std::int64_t kShared = 246548596317122993, kSharedToo = 1945890218386083112;

struct Frame {
  std::int64_t number = 0;
  values::Text text = values::TextOf("");
};

struct Table {
  std::vector<std::int64_t> numbers;  // ascending
  std::vector<std::string> texts;     // ascending, instead of numbers
  std::size_t size() const { return numbers.empty() ? texts.size() : numbers.size(); }
};

// The row whose second column is 100 above its place, under the key that the frame has.
std::string ProgramOf(const Table& table) {
  std::string constants, words;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::string weight = " " + std::to_string(100 + i);
    if (!table.texts.empty()) constants += "(constant \"" + table.texts[i] + "\") ";
    words += table.texts.empty()
                 ? " " + std::to_string(table.numbers[i]) + weight
                 : " (address " + std::to_string(i) + ") " + std::to_string(table.texts[i].size()) + weight;
  }
  const bool of_text = !table.texts.empty();
  const std::string key = of_text ? "(load text 8 -1 (frame))" : "(load int 0 -1 (frame))";
  return "(program " + constants + "(constant (words" + words + ")) (table (constant " +
         std::to_string(table.texts.size()) + ") (rows " + std::to_string(table.size()) + ") (stride " +
         (of_text ? "24" : "16") + ") (keys (" + (of_text ? "text" : "int") +
         " 0))) (action (scratch 0)) (function (action 0) (obligation (site 0) (let 0 (lookup 0 " + key +
         ") (if (present (var record? 0)) (some (load int " + (of_text ? "16" : "8") +
         " -1 (unwrap (var record? 0)))) (none int?))))))";
}

class Both {
 public:
  explicit Both(const Table& table) {
    Result<core::Program> program = core::Read(ProgramOf(table));
    EXPECT_TRUE(program.ok()) << program.error().message;
    halving_ = Compiled(*program);
    const core::Program hashed = optimise::Optimise(*program);
    EXPECT_TRUE(core::Verify(hashed).ok()) << core::Verify(hashed).error().message;
    text = core::Print(hashed);
    hashing_ = Compiled(hashed);
  }

  std::string Ask(const Frame& frame) const {
    const std::string weight = Weight(*halving_, frame);
    EXPECT_EQ(Weight(*hashing_, frame), weight);
    return weight;
  }
  bool Hashes() const { return text.find("find_rows") != std::string::npos; }
  bool Halves() const { return text.find("lookup") != std::string::npos; }

  std::string text;

 private:
  static std::unique_ptr<const unit::PolicyUnit> Compiled(const core::Program& program) {
    auto unit = testing::CompileCore(program);
    EXPECT_TRUE(unit.ok()) << unit.error().message;
    return std::move(*unit);
  }
  static std::string Weight(const unit::PolicyUnit& unit, const Frame& frame) {
    testing::CoreRun run;
    run.frame = reinterpret_cast<const std::byte*>(&frame);
    return testing::RunExpr(unit, 0, Rep::Int, run);
  }

  std::unique_ptr<const unit::PolicyUnit> halving_, hashing_;
};

TEST(HashTables, NumbersAreFoundAndOthersAreNot) {
  const Both both({.numbers = {INT64_MIN, -7, -1, 0, 1, 2, 40, 41, INT64_MAX}, .texts = {}});
  EXPECT_TRUE(both.Hashes() && !both.Halves()) << both.text;
  EXPECT_EQ(both.Ask({.number = INT64_MIN}), "100");
  EXPECT_EQ(both.Ask({.number = 0}), "103");
  EXPECT_EQ(both.Ask({.number = INT64_MAX}), "108");
  EXPECT_EQ(both.Ask({.number = 3}), "absent");
  for (std::int64_t number = -20; number < 60; ++number) both.Ask({.number = number});
}

TEST(HashTables, TextsOfEveryLength) {
  Table table;
  for (std::size_t size = 0; size < 40; ++size) table.texts.push_back(std::string(size, 'k'));
  const Both both(table);
  EXPECT_TRUE(both.Hashes() && !both.Halves()) << both.text;
  for (std::size_t size = 0; size < 45; ++size) {
    const std::string text(size, 'k');
    EXPECT_EQ(both.Ask({.text = values::TextOf(text)}), size < 40 ? std::to_string(100 + size) : "absent") << size;
    EXPECT_EQ(both.Ask({.text = values::TextOf(text + "j")}), "absent") << size;
  }
}

TEST(HashTables, KeysThatShareATagKeepTheirRows) {
  ASSERT_EQ(values::TagOfKey(kShared), values::TagOfKey(kSharedToo));
  const Both both({.numbers = {1, 2, 3, 4, 5, 6, 7, kShared, kSharedToo}, .texts = {}});
  EXPECT_TRUE(both.Hashes() && both.Halves()) << both.text;
  EXPECT_EQ(both.Ask({.number = kShared}), "107");
  EXPECT_EQ(both.Ask({.number = kSharedToo}), "108");
  EXPECT_EQ(both.Ask({.number = 7}), "106");
  EXPECT_EQ(both.Ask({.number = 8}), "absent");
}

// A key outside of the table may have the tag of one that is in it.
TEST(HashTables, ATagAloneFindsNothing) {
  const Both both({.numbers = {1, 2, 3, 4, 5, 6, 7, kShared}, .texts = {}});
  EXPECT_TRUE(both.Hashes() && !both.Halves()) << both.text;
  EXPECT_EQ(both.Ask({.number = kSharedToo}), "absent");
}

TEST(HashTables, AShortTableIsHalved) {
  EXPECT_FALSE(Both({.numbers = {1, 2, 3, 4, 5, 6, 7}, .texts = {}}).Hashes());
}

}  // namespace
}  // namespace bpol
