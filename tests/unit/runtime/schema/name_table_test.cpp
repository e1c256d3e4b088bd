#include "runtime/schema/name_table.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace bpol::schema {
namespace {

TEST(NameTable, FindsEachNameAndNothingElse) {
  const std::vector<std::string_view> names = {"",
                                               "a",
                                               "b",
                                               "ab",
                                               "ba",
                                               "abc",
                                               "acb",
                                               "abcd",
                                               "abce",
                                               "abcdefgh",
                                               "abcdefgi",
                                               "A",
                                               "aa",
                                               "aaa",
                                               "id",
                                               "di",
                                               "now",
                                               "nowx",
                                               "won",
                                               "abcdefghi",
                                               "abcdefghijklmnop",
                                               "abcdefgh0abcdefgh",
                                               "abcdefgh1abcdefgh",
                                               "abcdefgh10abcdefgh"};
  const NameTable table(names);
  for (std::uint32_t i = 0; i < names.size(); ++i) EXPECT_EQ(table.Find(names[i]), i) << names[i];
  for (const std::string_view other : {"c", "aab", "abd", "abcdefgj", "abcdefgh2abcdefgh", "abcdefghijklmnoq", "wo"})
    EXPECT_EQ(table.Find(other), NameTable::kNowhere) << other;
}

TEST(NameTable, OffersEachPlaceOfANameThatComesTwice) {
  const std::vector<std::string_view> names = {"tag", "name", "iban", "name"};
  const NameTable table(names);
  EXPECT_EQ(table.Find("name"), 1u);
  EXPECT_EQ(table.Find("name", [](std::uint32_t place) { return place == 3; }), 3u);
  EXPECT_EQ(table.Find("name", [](std::uint32_t) { return false; }), NameTable::kNowhere);
}

TEST(NameTable, KnowsNothingWhereThereAreNoNames) {
  EXPECT_EQ(NameTable().Find(""), NameTable::kNowhere);
  const NameTable table(std::span<const std::string_view>{});
  EXPECT_EQ(table.Find(""), NameTable::kNowhere);
  EXPECT_EQ(table.Find("a"), NameTable::kNowhere);
}

TEST(NameTable, HoldsManyNames) {
  std::mt19937 random(7);
  std::set<std::string> texts;
  while (texts.size() < 3000) {
    std::string text(random() % 24, 'x');
    for (char& each : text) each = "abx"[random() % 3];
    texts.insert(text);
  }
  // Every second one is a name.
  std::vector<std::string_view> names;
  bool in = false;
  for (const std::string& text : texts) {
    if ((in = !in)) names.push_back(text);
  }
  const NameTable table(names);
  std::size_t found = 0;
  for (const std::string& text : texts) {
    const std::uint32_t place = table.Find(text);
    if (place == NameTable::kNowhere) continue;
    EXPECT_EQ(names[place], text);
    ++found;
  }
  EXPECT_EQ(found, names.size());
}

}  // namespace
}  // namespace bpol::schema
