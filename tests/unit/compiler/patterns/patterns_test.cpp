// Patterns against RE2, which we did not write: the same patterns are refused, the same texts match.
#include "compiler/patterns/patterns.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>
#include <string>

#include "runtime/values/pattern.h"

namespace bpol::patterns {
namespace {

// RE2 as a pattern of ours is meant: of the whole text, quietly.
bool Re2Matches(const std::string& pattern, const std::string& text, bool* valid) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 re(pattern, options);
  *valid = re.ok();
  return re.ok() && re2::RE2::FullMatch(text, re);
}

void CheckAgainstRe2(const std::string& pattern, const std::vector<std::string>& texts) {
  const auto compiled = Compile(pattern);
  ASSERT_TRUE(compiled.ok()) << pattern << ": " << compiled.error().message;
  ASSERT_TRUE(values::IsPattern(*compiled)) << pattern;
  for (const std::string& text : texts) {
    bool valid = false;
    const bool expected = Re2Matches(pattern, text, &valid);
    ASSERT_TRUE(valid) << pattern;
    EXPECT_EQ(values::Matches(*compiled, text), expected) << '/' << pattern << "/ of \"" << text << '"';
  }
}

const std::vector<std::string> kTexts = {
    "",   "a", "b",   "ab",  "aa",  "abc",   "abab",   "aab", "0",      "12",     "a1",     "A1",
    "_",  "-", "a-b", ".",   "\n",  "a\n",   "ä",      "äb",  "é",      "€",      "😀",     "a😀b",
    "\t", " ", "]",   "a b", "x/y", "AT123", "zürich", "ß",   "\u07ff", "\u0800", "\uffff", "\U00010000"};

TEST(Patterns, MeanWhatRe2Means) {
  for (const char* pattern : {"",
                              "a",
                              "a*",
                              "a+",
                              "a?",
                              "ab|b",
                              "a|",
                              "(a|b)*",
                              "(?:ab)+",
                              "a{2}",
                              "a{0}",
                              "a{1,}",
                              "a{0,2}",
                              "(ab){2}",
                              ".",
                              ".*",
                              "..",
                              "[ab]+",
                              "[^a]",
                              "[^a]*",
                              "[a-z]+",
                              "[a-zA-Z0-9]+",
                              "[]a]",
                              "[a-]",
                              "[-a]+",
                              "[^]]",
                              "\\d+",
                              "\\w*",
                              "\\s",
                              "\\D",
                              "\\W+",
                              "\\S*",
                              "[\\d_]",
                              "[^\\d]",
                              "[\\w-]+",
                              "\\.",
                              "\\\\",
                              "\\/",
                              "x/y",
                              "\\t",
                              "\\n",
                              "ä",
                              "ä?b",
                              "[ä-é]",
                              "[€]",
                              "[^€]",
                              "😀",
                              "a.b",
                              "[😀-😂]",
                              "[\\-a]+",
                              "AT[0-9]{3}",
                              "z.rich",
                              "(a|ab)(c|bcd)*",
                              "((a)*)*",
                              "((a?)*)+",
                              "[a-c]{2,3}",
                              "(a*b*)*",
                              "()",
                              "(|a)+",
                              "[߿-ࠀ]",
                              "[￿-𐀀]"}) {
    CheckAgainstRe2(pattern, kTexts);
  }
}

// Patterns drawn at random, of what the language has.
class Drawer {
 public:
  explicit Drawer(unsigned seed) : random_(seed) {}

  std::string Pattern(int depth) {
    constexpr const char* kAtoms[] = {"a",     "b", "c", ".",   "[ab]",   "[^a]", "\\d", "\\w",
                                      "[b-d]", "ä", "€", "\\s", "[^b-z]", "[ä€]", "1",   "-"};
    if (depth == 0 || Below(3) == 0) return kAtoms[Below(std::size(kAtoms))];
    switch (Below(6)) {
      case 0:
        return "(" + Pattern(depth - 1) + "|" + Pattern(depth - 1) + ")";
      case 1:
        return "(?:" + Pattern(depth - 1) + ")*";
      case 2:
        return "(" + Pattern(depth - 1) + "){" + std::to_string(Below(3)) + "," + std::to_string(2 + Below(3)) + "}";
      case 3:
        return "(" + Pattern(depth - 1) + ")" + (Below(2) == 0 ? "?" : "+");
      default:
        return Pattern(depth - 1) + Pattern(depth - 1);
    }
  }
  std::string Text() {
    constexpr const char* kPieces[] = {"a", "b", "c", "d", "1", "-", "ä", "€", " ", "z", "😀"};
    std::string text;
    for (std::size_t i = Below(8); i > 0; --i) text += kPieces[Below(std::size(kPieces))];
    return text;
  }

 private:
  std::size_t Below(std::size_t bound) { return random_() % bound; }
  std::mt19937 random_;
};

TEST(Patterns, MeanWhatRe2MeansAtRandom) {
  Drawer drawer(7);
  int too_large = 0;
  for (int i = 0; i < 1'500; ++i) {
    std::vector<std::string> texts;
    for (int text = 0; text < 25; ++text) texts.push_back(drawer.Text());
    const std::string pattern = drawer.Pattern(5);
    if (const auto compiled = Compile(pattern); !compiled.ok() && compiled.error().message.ends_with(" states")) {
      ++too_large;
      continue;
    }
    CheckAgainstRe2(pattern, texts);
    if (HasFailure()) return;
  }
  EXPECT_LT(too_large, 30);
}

TEST(Patterns, TheSameMeaningIsTheSameTable) {
  EXPECT_EQ(*Compile("a|b|c"), *Compile("[a-c]"));
  EXPECT_EQ(*Compile("(a*)*"), *Compile("a*"));
  EXPECT_EQ(*Compile("aa?a?"), *Compile("a{1,3}"));
  EXPECT_NE(*Compile("a"), *Compile("b"));
}

TEST(Patterns, WordsThatWouldLeadBeyondThemAreNone) {
  const std::vector<std::int64_t> good = *Compile("[ab]{3}c*");
  const auto with = [&](std::size_t place, std::int64_t word) {
    std::vector<std::int64_t> words = good;
    words[place] = word;
    return words;
  };
  EXPECT_TRUE(values::IsPattern(good));
  EXPECT_FALSE(values::IsPattern({}));
  EXPECT_FALSE(values::IsPattern(std::span(good).first(values::kPatternStates)));
  EXPECT_FALSE(values::IsPattern(std::span(good).first(good.size() - 1)));
  EXPECT_FALSE(values::IsPattern(with(0, 0)));
  EXPECT_FALSE(values::IsPattern(with(0, 257)));
  EXPECT_FALSE(values::IsPattern(with(1, -1)));
  EXPECT_FALSE(values::IsPattern(with(2, 1'000)));
  EXPECT_FALSE(values::IsPattern(with(2, -1)));
  EXPECT_FALSE(values::IsPattern(with(values::kPatternClasses, 0x0f)));
  EXPECT_FALSE(values::IsPattern(with(values::kPatternStates, 0x7fff)));
}

struct Wrong {
  std::string pattern;
  std::string_view part;  // of the message
};

TEST(Patterns, WhatATableCannotDecideIsRefused) {
  const Wrong rows[] = {
      {"^a", "says nothing"},
      {"a$", "says nothing"},
      {"*", "repeats nothing"},
      {"a|*", "repeats nothing"},
      {"(a", "without its `)`"},
      {"a)", "without its `(`"},
      {"[a", "without its `]`"},
      {"[", "without its `]`"},
      {"a]", "`\\]`"},
      {"a}", "`\\}`"},
      {"a**", "needs a group"},
      {"a+*", "needs a group"},
      {"a*?", "makes no difference"},
      {"a{", "number of times"},
      {"a{,2}", "number of times"},
      {"a{2", "number of times"},
      {"a{3,2}", "between 3 and 2"},
      {"a{1001}", "1000 repetitions"},
      {"[z-a]", "goes from"},
      {"[\\d-z]", "goes from"},
      {"\\1", "`\\1`"},
      {"\\b", "`\\b`"},
      {"(?i)a", "`(?`"},
      {"(?=a)", "`(?`"},
      {"(?P<n>a)", "`(?`"},
      {"[[:alpha:]]", "`[:`"},
      {"a\\", "at the end"},
      {"\\pL", "`\\p`"},
      {"(.{100}){50}", "4000 parts"},
      {std::string(501, 'a'), "500 bytes"},
      {"(a|b)*a(a|b){12}", "1000 states"},
      {"(abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789äöüß){14}", "128 KB"},
      {std::string(101, '(') + std::string(101, ')'), "100 deep"},
  };
  for (const Wrong& row : rows) {
    const auto compiled = Compile(row.pattern);
    ASSERT_FALSE(compiled.ok()) << row.pattern;
    EXPECT_NE(compiled.error().message.find(row.part), std::string::npos)
        << row.pattern << ": " << compiled.error().message;
  }
}

}  // namespace
}  // namespace bpol::patterns
