#include "runtime/values/text_place.h"

#include <gtest/gtest.h>

namespace bpol::values {
namespace {

TEST(TextPlace, HoldsWhatFits) {
  char memory[5];
  TextPlace place(memory);
  EXPECT_EQ(place.text(), "");
  place += "ab";
  place += 'c';
  place += "";
  place += "de";
  EXPECT_EQ(place.text(), "abcde");
}

TEST(TextPlace, HidesEverythingWhenSomethingDoesNotFit) {
  char memory[8] = "-------";
  TextPlace place(std::span<char>(memory).first(6));
  place += "abcde";
  place += "fg";
  EXPECT_EQ(place.text(), "***");
  EXPECT_EQ(std::string_view(memory + 5, 2), "--");
  place += 'h';
  EXPECT_EQ(place.text(), "***");
  place += "";
  EXPECT_EQ(place.text(), "***");
}

TEST(TextPlace, ShowsAsManyStarsAsFit) {
  char memory[2];
  TextPlace place(memory);
  place += "secret";
  EXPECT_EQ(place.text(), "**");
  TextPlace nothing({});
  nothing += 'x';
  EXPECT_EQ(nothing.text(), "");
}

}  // namespace
}  // namespace bpol::values
