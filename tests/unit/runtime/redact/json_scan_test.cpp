// Tokens of JSON, cut at every place.
#include "runtime/redact/json_scan.h"

#include <gtest/gtest.h>

#include "runtime/redact/object_finder.h"

namespace bpol::redact {
namespace {

// What a scanner says of `text`, fed in two parts that meet at `cut`.
template <typename Scanner>
Scan ScanCut(std::string_view text, std::size_t cut) {
  Scanner scanner;
  scanner.Start();
  const char* at = text.data();
  const Scan first = scanner.Go(at, text.data() + cut);
  return first == Scan::More ? scanner.Go(at, text.data() + text.size()) : first;
}

void CheckString(const std::string& text, Scan expected) {
  for (std::size_t cut = 0; cut <= text.size(); ++cut)
    EXPECT_EQ(ScanCut<StringScanner>(text, cut), expected) << text << " cut at " << cut;
}

TEST(StringScanner, TakesWellFormedUtf8Only) {
  for (const char* good :
       {"", "plain text that is longer than a word", "\xc2\x80\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
        "\xee\x80\x80\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\x7f", "a\xc3\xa9z"})
    CheckString(std::string(good) + '"', Scan::Done);
  for (const char* bad : {"\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xc2", "\xc2\xc2", "\xe0\x80\x80", "\xe0\x9f\xbf",
                          "\xe1\x80", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
                          "\xf1\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\x1f", "\n"})
    CheckString(std::string(bad) + '"', Scan::Bad);
}

TEST(StringScanner, TakesEscapesOfTheGrammarOnly) {
  for (const char* good : {R"(\"\\\/\b\f\n\r\t)", R"(\u0000\uFFFF\uabcd)", R"(\ud800\udc00)", R"(\uDBFF\uDFFF)"})
    CheckString(std::string(good) + '"', Scan::Done);
  for (const char* bad : {R"(\a)", R"(\')", R"(\U0041)", R"(\u004g)", R"(\u00)", R"(\ud800)", R"(\ud800x)",
                          R"(\ud800\n)", R"(\ud800\u0041)", R"(\ud800\ud800)", R"(\udc00)"})
    CheckString(std::string(bad) + '"', Scan::Bad);
  CheckString(R"(open \")", Scan::More);
}

TEST(NumberScanner, TakesTheGrammarOnly) {
  for (const std::string good : {"0", "-0", "10", "-12.50", "1e5", "1E+5", "0.0e-0", "9007199254740993.1"}) {
    for (std::size_t cut = 0; cut <= good.size(); ++cut)
      EXPECT_EQ(ScanCut<NumberScanner>(good + ",", cut), Scan::Done) << good;
  }
  for (const std::string bad : {"-", "01", "-01", "1.", "1.e5", "1e", "1e+", "+1", "1-", "1.2.3", "--1", "1e5.0"}) {
    for (std::size_t cut = 0; cut <= bad.size(); ++cut)
      EXPECT_EQ(ScanCut<NumberScanner>(bad + ",", cut), Scan::Bad) << bad;
  }
}

TEST(FindSpecial, FindsTheFirstAtEveryOffset) {
  const std::string plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZ ~\x7f";
  EXPECT_EQ(FindSpecial(plain.data(), plain.data() + plain.size()), plain.data() + plain.size());
  for (std::size_t at = 0; at < plain.size(); ++at) {
    for (const char special : {'"', '\\', '\0', '\x1f', '\x80', '\xff'}) {
      std::string text = plain;
      text[at] = special;
      if (at + 2 < text.size()) text[at + 2] = '"';
      EXPECT_EQ(FindSpecial(text.data(), text.data() + text.size()), text.data() + at) << at;
    }
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
    CheckString(escaped + '"', Scan::Done);
    AppendUnescaped(escaped, again);
    EXPECT_EQ(again, text) << raw;
  }
}

struct FinderRow {
  const char* text;
  std::size_t end;  // of the object
  const char* tag;  // null: none
};

TEST(ObjectFinder, FindsEndAndTag) {
  const FinderRow rows[] = {
      {R"({},1)", 2, nullptr},
      {R"({"a":"}","b":[{"t":"x"}]}])", 25, nullptr},
      {R"({"t":"v"})", 9, "v"},
      {R"({"a":{"t":"no"},"t":"yes"},)", 26, "yes"},
      {R"({"\u0074":"\u0076\""} )", 21, "v\""},
      {R"({"t":1,"u":"t"})", 15, nullptr},
      {R"({"u":"t","v":"w"})", 17, nullptr},
      {R"({"t":"first","t":"second"})", 26, "first"},
      {R"({"t":"\ud800"})", 14, nullptr},
  };
  for (const FinderRow& row : rows) {
    const std::string_view text = row.text;
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      ObjectFinder finder;
      finder.Start(ObjectFinder::Seek::End, "t");
      const bool found = finder.Go(text.substr(0, cut));
      EXPECT_EQ(found, cut >= row.end) << text;
      EXPECT_TRUE(found || finder.Go(text)) << text;
      EXPECT_EQ(finder.size(), row.end) << text;
      EXPECT_EQ(finder.tagged(), row.tag != nullptr) << text;
      if (row.tag != nullptr) {
        EXPECT_EQ(finder.tag(), row.tag);
      }
    }
  }
}

TEST(ObjectFinder, StopsBehindTheTag) {
  const std::string_view text = R"({"t":"v","more":[)";
  ObjectFinder finder;
  finder.Start(ObjectFinder::Seek::Tag, "t");
  EXPECT_FALSE(finder.Go(text.substr(0, 7)));
  EXPECT_TRUE(finder.Go(text.substr(0, 8)));
  EXPECT_EQ(finder.tag(), "v");
}

}  // namespace
}  // namespace bpol::redact
