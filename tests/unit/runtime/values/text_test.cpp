#include "runtime/values/text.h"

#include <gtest/gtest.h>

#include "runtime/values/country.h"
#include "runtime/values/unicode.h"
#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

TEST(TextVectors, Relations) {
  ForEachRow("text_relations", [](const Row& row) {
    const Text left = TextOf(row.Text(0));
    const Text right = TextOf(row.Text(1));
    EXPECT_EQ(CompareText(left, right), row.Int(2));
    EXPECT_EQ(EqualText(left, right), row.Int(2) == 0);
    EXPECT_EQ(StartsWith(left, right), row.Int(3) == 1);
    EXPECT_EQ(EndsWith(left, right), row.Int(4) == 1);
    EXPECT_EQ(ContainsText(left, right), row.Int(5) == 1);
  });
}

TEST(Text, NullIsTheEmptyText) {
  const Text null{nullptr, 0};
  const Text word = TextOf("word");
  EXPECT_TRUE(EqualText(null, TextOf("")));
  EXPECT_EQ(CompareText(null, word), -1);
  EXPECT_TRUE(StartsWith(word, null) && EndsWith(word, null) && ContainsText(word, null));
  EXPECT_FALSE(StartsWith(null, word) || EndsWith(null, word) || ContainsText(null, word));
}

// Of every size that is compared in its own way, with one byte above and below at every place.
TEST(Text, ADifferenceIsSeenAtEveryPlace) {
  const std::string base = "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm";
  for (std::size_t size = 0; size < base.size(); ++size) {
    const std::string same = base.substr(0, size);
    EXPECT_TRUE(EqualText(TextOf(same), TextOf(std::string_view(base).substr(0, size)))) << size;
    EXPECT_EQ(CompareText(TextOf(same), TextOf(std::string_view(base).substr(0, size))), 0) << size;
    EXPECT_EQ(CompareText(TextOf(same), TextOf(base)), -1) << size;
    EXPECT_FALSE(EqualText(TextOf(same), TextOf(base))) << size;
    for (std::size_t place = 0; place < size; ++place) {
      for (const char other : {'a', 'z', '\xe2'}) {
        std::string changed = same;
        changed[place] = other;
        EXPECT_FALSE(EqualText(TextOf(same), TextOf(changed))) << size << ' ' << place;
        EXPECT_EQ(CompareText(TextOf(changed), TextOf(same)), other == 'a' ? -1 : 1) << size << ' ' << place;
      }
    }
  }
}

std::string_view NameOf(TextFit fit) {
  switch (fit) {
    case TextFit::Ok:
      return "ok";
    case TextFit::NotUtf8:
      return "utf8";
    case TextFit::NotNfc:
      return "nfc";
  }
  return "";
}

TEST(TextVectors, Fit) {
  ForEachRow("check_text", [](const Row& row) {
    const TextFit fit = CheckText(row.Text(0));
    EXPECT_EQ(NameOf(fit), row.Text(1));
    if (fit != TextFit::NotUtf8) {
      EXPECT_EQ(LengthInCodePoints(row.Text(0)), row.Int(2));
    }
  });
}

// The fast path looks at eight bytes at a time; a foreign byte must be seen wherever it stands.
TEST(Text, AForeignByteIsSeenAtEveryPlace) {
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      std::string text(size, 'a');
      text[place] = '\xff';
      EXPECT_EQ(CheckText(text), TextFit::NotUtf8) << size << " " << place;
    }
  }
}

TEST(TextVectors, Country) {
  CheckParse("country", ParseCountry);
  ForEachRow("country", [](const Row& row) {
    if (row.Refused(1)) return;
    EXPECT_TRUE(IsCountry(row.Int(1)));
    EXPECT_FALSE(IsCountry(row.Int(1) | std::int64_t{1} << 16));
    std::string text;
    PrintCountry(row.Int(1), text);
    EXPECT_EQ(text, row.Text(0));
  });
}

}  // namespace
}  // namespace bpol::values
