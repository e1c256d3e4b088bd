// Where tokens begin: every way of finding them against the obvious one, wherever pieces end.
#include "runtime/redact/token_index.h"

#include <gtest/gtest.h>

#include <random>

namespace bpol::redact {
namespace {

// What an index says of a text: entries, and how many bytes are good.
struct Said {
  std::vector<std::size_t> entries;
  std::size_t good = 0;
  friend bool operator==(const Said&, const Said&) = default;
};

std::ostream& operator<<(std::ostream& out, const Said& said) {
  for (const std::size_t entry : said.entries) out << entry << ' ';
  return out << "good " << said.good;
}

// Byte by byte, of a text that is UTF-8.
Said Obvious(std::string_view text) {
  Said said{.entries = {}, .good = text.size()};
  bool string = false, escaped = false, scalar = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool quote = c == '"' && !escaped;
    const bool backslash = c == '\\' && !escaped;
    const bool mark = std::string_view("{}[]:,\x0c\x1a").find(c) != std::string_view::npos;
    const bool blank = std::string_view(" \t\n\r").find(c) != std::string_view::npos;
    if (string && !quote && static_cast<unsigned char>(c) < 0x20) {
      said.good = i;
      return said;
    }
    const bool plain = !string && !quote && !mark && !blank;
    if (quote || (string && backslash) || (!string && mark) || (plain && !scalar)) said.entries.push_back(i);
    string = string != quote;
    scalar = plain;
    escaped = backslash;
  }
  return said;
}

// The pieces are as long as `sizes` says, over and over; each stands in memory of its own.
Said InPieces(ScanTokens scan, std::string_view text, const std::vector<std::size_t>& sizes) {
  TokenIndex index(scan);
  index.Start();
  Said said;
  for (std::size_t at = 0, i = 0; at < text.size() && !index.broken(); ++i) {
    const std::string piece(text.substr(at, sizes[i % sizes.size()]));
    index.Open(piece);
    for (; !index.done(); index.Skip())
      said.entries.push_back(at + static_cast<std::size_t>(index.Peek() - piece.data()));
    said.good = at + static_cast<std::size_t>(index.end() - piece.data());
    at += piece.size();
  }
  return said;
}

// Every cut in two, and pieces of few sizes.
void Check(std::string_view text, const Said& expected) {
  for (std::size_t way = 0; way < ScannersHere().count; ++way) {
    const Scanner& scanner = ScannersHere().ways[way];
    ASSERT_EQ(InPieces(scanner.scan, text, {text.size() + 1}), expected) << scanner.name << ": " << text;
    for (std::size_t cut = 1; cut < text.size(); ++cut)
      ASSERT_EQ(InPieces(scanner.scan, text, {cut, text.size()}), expected)
          << scanner.name << " cut at " << cut << ": " << text;
    for (const std::vector<std::size_t>& sizes : {std::vector<std::size_t>{1}, {2, 3}, {63, 1, 64, 65}, {7}})
      ASSERT_EQ(InPieces(scanner.scan, text, sizes), expected) << scanner.name << ": " << text;
  }
}

TEST(Scanners, SayTheSameOfEveryByteAtEveryPlace) {
  const Scanners& here = ScannersHere();
  ASSERT_GE(here.count, 1u);
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < kBlock; ++at) {
      std::string block(kBlock, 'x');
      block[at] = static_cast<char>(byte);
      const ByteKinds expected = here.ways[here.count - 1].kinds(block.data());
      for (std::size_t way = 0; way < here.count; ++way)
        ASSERT_EQ(here.ways[way].kinds(block.data()), expected)
            << here.ways[way].name << " byte " << byte << " at " << at;
    }
  }
}

TEST(TokenIndex, FindsTokensAtTheBordersOfBlocks) {
  for (const char* token : {R"({"a":1})", R"("x\"y\\")", R"(\\\\\")", "\"\\\\\\\"\"", "true,false",
                            "\"\xc3\xa9\xf0\x9f\x98\x80\"", "-1.5e3]", "\"\x7f\""}) {
    for (std::size_t before : {0, 1, 55, 58, 59, 60, 61, 62, 63, 64, 65, 127, 128, 129}) {
      for (const char filler : {' ', 'x', '"'}) {
        const std::string text = std::string(before, filler) + token;
        Check(text, Obvious(text));
      }
    }
  }
}

TEST(TokenIndex, FindsTokensOfRandomTexts) {
  std::mt19937 random(1);
  constexpr std::string_view kBytes = "\"\"\\\\\\{}[]:, \n\tax1\x0c\x1a";
  for (int i = 0; i < 600; ++i) {
    std::string text;
    for (std::size_t left = random() % 200; left > 0; --left) text += kBytes[random() % kBytes.size()];
    Check(text, Obvious(text));
  }
}

TEST(TokenIndex, StopsBeforeControlCharactersInStrings) {
  for (std::size_t before : {0, 1, 62, 63, 64, 130}) {
    for (char control = 0; control < 0x20; ++control) {
      std::string text = '"' + std::string(before, 'x') + "?\"";
      text[before + 1] = control;
      Check(text, {.entries = {0}, .good = before + 1});
    }
  }
}

TEST(TokenIndex, TakesWellFormedUtf8) {
  for (const char* good : {"\xc2\x80\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80\xef\xbf\xbf",
                           "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\x7f", "a\xc3\xa9z"}) {
    for (std::size_t before : {0, 1, 59, 60, 61, 62, 63, 64}) {
      const std::string text = '"' + std::string(before, 'x') + good + "\",";
      Check(text, Obvious(text));
    }
  }
}

// Where exactly a bad sequence is seen depends on where pieces end: at its first byte or within it.
TEST(TokenIndex, StopsAtWhatIsNotUtf8) {
  for (const char* bad : {"\x80", "\xbf", "\xc0\xaf", "\xc1\xbf", "\xc2", "\xc2\xc2", "\xe0\x80\x80", "\xe0\x9f\xbf",
                          "\xe1\x80", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
                          "\xf1\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xf8\x88\x80\x80\x80"}) {
    for (std::size_t before : {0, 1, 60, 61, 62, 63, 64}) {
      const std::string text = '"' + std::string(before, 'x') + bad + "\",\"more\"";
      const std::size_t begins = before + 1;
      for (std::size_t cut = 1; cut < text.size(); ++cut) {
        const Said said = InPieces(ScannersHere().ways[0].scan, text, {cut, text.size()});
        EXPECT_EQ(said.entries, std::vector<std::size_t>{0}) << before << " cut at " << cut;
        EXPECT_GE(said.good, begins);
        EXPECT_LE(said.good, begins + std::string_view(bad).size());
      }
      const Said bytes = InPieces(ScannersHere().ways[0].scan, text, {1});
      EXPECT_EQ(bytes.entries, std::vector<std::size_t>{0});
      EXPECT_LE(bytes.good, begins + std::string_view(bad).size());
    }
  }
}

TEST(TokenIndex, GoesOnWithATextThatMoves) {
  const std::string text = R"({"name":"a \"quoted\" é","list":[1,2,null]} )";
  const Said expected = Obvious(text);
  for (std::size_t step = 1; step < 9; ++step) {
    TokenIndex index;
    index.Start();
    std::string held;
    index.Open(held);
    for (std::size_t at = 0; at < text.size(); at += step) {
      held = text.substr(0, at + step);
      index.Extend(held);
    }
    const std::string moved = held;
    index.Move(moved.data());
    Said said{.entries = {}, .good = static_cast<std::size_t>(index.end() - moved.data())};
    EXPECT_EQ(index.left(), expected.entries.size());
    for (; !index.done(); index.Skip()) said.entries.push_back(static_cast<std::size_t>(index.Peek() - moved.data()));
    EXPECT_EQ(said, expected) << step;
  }
}

}  // namespace
}  // namespace bpol::redact
