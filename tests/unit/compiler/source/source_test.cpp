#include <gtest/gtest.h>

#include "compiler/source/source_map.h"

namespace bpol::source {
namespace {

void CheckPlace(std::string_view text, std::uint32_t offset, LineColumn expected) {
  const SourceFile file(0, "a.bpol", std::string(text));
  EXPECT_EQ(file.Locate(offset), expected) << offset;
}

TEST(SourceFile, TurnsOffsetsIntoLinesAndColumnsOfCodePoints) {
  CheckPlace("", 0, {1, 1});
  CheckPlace("ab\ncd", 0, {1, 1});
  CheckPlace("ab\ncd", 2, {1, 3});  // the line break itself
  CheckPlace("ab\ncd", 3, {2, 1});
  CheckPlace("ab\ncd", 99, {2, 3});
  CheckPlace("é€x", 2, {1, 2});
  CheckPlace("é€x", 5, {1, 3});
  CheckPlace("\t x", 2, {1, 3});
}

TEST(SourceFile, GivesLinesWithoutTheirBreaks) {
  const SourceFile file(0, "a.bpol", "one\r\ntwo\n\nlast");
  ASSERT_EQ(file.line_count(), 4u);
  EXPECT_EQ(file.LineText(1), "one");
  EXPECT_EQ(file.LineText(2), "two");
  EXPECT_EQ(file.LineText(3), "");
  EXPECT_EQ(file.LineText(4), "last");
}

TEST(SourceMap, KeepsFilesAtTheirPlace) {
  SourceMap sources;
  const SourceFile& first = sources.Add("a.bpol", "let a = 1");
  for (int more = 0; more < 100; ++more) sources.Add("b.bpol", "");
  EXPECT_EQ(&sources.file(0), &first);
  EXPECT_EQ(sources.Text({0, 4, 5}), "a");
  EXPECT_EQ(sources.Position({0, 4, 5}), "a.bpol:1:5");
  EXPECT_EQ(sources.Position({}), "");
}

TEST(Span, JoinsToTheSmallestThatHoldsBoth) {
  EXPECT_EQ(Join({0, 2, 4}, {0, 7, 9}), (Span{0, 2, 9}));
  EXPECT_EQ(Join({}, {0, 7, 9}), (Span{0, 7, 9}));
  EXPECT_EQ(Join({0, 2, 4}, {}), (Span{0, 2, 4}));
  EXPECT_EQ(Join({0, 2, 4}, {1, 7, 9}), (Span{0, 2, 4}));
}

}  // namespace
}  // namespace bpol::source
