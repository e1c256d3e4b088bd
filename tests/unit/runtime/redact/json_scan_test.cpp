// Tokens of JSON, cut at every place.
#include "runtime/redact/json_scan.h"

#include <gtest/gtest.h>

namespace bpol::redact {
namespace {

// What a number scanner says of `text`, fed in two parts that meet at `cut`.
Scan NumberCut(std::string_view text, std::size_t cut) {
  NumberScanner scanner;
  scanner.Start();
  const char* at = text.data();
  const Scan first = scanner.Go(at, text.data() + cut);
  return first == Scan::More ? scanner.Go(at, text.data() + text.size()) : first;
}

// What stands behind a backslash.
void CheckEscape(std::string_view text, Scan expected) {
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    EscapeScanner scanner;
    EXPECT_FALSE(scanner.open());
    scanner.Start();
    EXPECT_TRUE(scanner.open());
    const char* at = text.data();
    Scan scan = scanner.Go(at, text.data() + cut);
    if (scan == Scan::More) scan = scanner.Go(at, text.data() + text.size());
    EXPECT_EQ(scan, expected) << text << " cut at " << cut;
    if (scan == Scan::Done) {
      EXPECT_FALSE(scanner.open()) << text;
      EXPECT_EQ(at, text.data() + text.find_last_not_of('.') + 1) << text;
    }
  }
}

TEST(EscapeScanner, TakesEscapesOfTheGrammarOnly) {
  for (const char* good : {"\"", "\\", "/", "b", "f", "n", "r", "t", "u0000", "uFFFF", "uabcd", R"(ud800\udc00)",
                           R"(uDBFF\uDFFF)", "ud7ff", "ue000"})
    CheckEscape(std::string(good) + "...", Scan::Done);
  for (const char* bad : {"a", "'", "U0041", "u004g", "u00\"", "ud800x", R"(ud800\n)", R"(ud800\u0041)",
                          R"(ud800\ud800)", "udc00", "uDFFF", " "})
    CheckEscape(bad, Scan::Bad);
  CheckEscape(std::string_view("\0", 1), Scan::Bad);
  for (const char* open : {"", "u", "u004", "ud800", R"(ud800\)", R"(ud800\udc0)"}) CheckEscape(open, Scan::More);
}

TEST(EscapesAreWhole, InWhatStandsBetweenQuotes) {
  for (const char* whole : {"", "plain", R"(\"\\)", R"(a\u0041b\ud83d\ude00)", R"(\\u)"})
    EXPECT_TRUE(EscapesAreWhole(whole)) << whole;
  for (const char* not_whole : {R"(\)", R"(a\u00)", R"(\ud800)", R"(\\\)", R"(\n\x)"})
    EXPECT_FALSE(EscapesAreWhole(not_whole)) << not_whole;
}

TEST(NumberScanner, TakesTheGrammarOnly) {
  for (const std::string good : {"0", "-0", "10", "-12.50", "1e5", "1E+5", "0.0e-0", "9007199254740993.1"}) {
    for (std::size_t cut = 0; cut <= good.size(); ++cut) EXPECT_EQ(NumberCut(good + ",", cut), Scan::Done) << good;
  }
  for (const std::string bad : {"-", "01", "-01", "1.", "1.e5", "1e", "1e+", "+1", "1-", "1.2.3", "--1", "1e5.0"}) {
    for (std::size_t cut = 0; cut <= bad.size(); ++cut) EXPECT_EQ(NumberCut(bad + ",", cut), Scan::Bad) << bad;
  }
}

TEST(JsonText, UnescapesAndEscapes) {
  const std::pair<const char*, std::string> rows[] = {
      {R"(a\"\\\/b)", "a\"\\/b"},
      {R"(\b\f\n\r\t)", "\b\f\n\r\t"},
      {R"(\u0041\u00e9\u20AC\ud83d\ude00)", "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
      {R"(x\u0000y)", std::string("x\0y", 3)},
  };
  for (const auto& [raw, text] : rows) {
    std::string out;
    AppendUnescaped(raw, out);
    EXPECT_EQ(out, text) << raw;
    std::string escaped, again;
    AppendEscaped(text, escaped);
    EXPECT_TRUE(EscapesAreWhole(escaped));
    AppendUnescaped(escaped, again);
    EXPECT_EQ(again, text) << raw;
  }
}

TEST(JsonText, EscapesRunsBetween) {
  std::string out = "x";
  AppendEscaped(std::string_view("plain\"\\\0\x1f tail\xc3\xa9\x7f", 17), out);
  EXPECT_EQ(out, "xplain\\\"\\\\\\u0000\\u001f tail\xc3\xa9\x7f");
}

}  // namespace
}  // namespace bpol::redact
