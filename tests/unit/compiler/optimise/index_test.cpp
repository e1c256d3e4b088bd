// Which lines an index is made for, and by which tests. That it says what the lines say:
// tests/unit/compiler/emit/index_test.cpp.
#include <gtest/gtest.h>

#include <regex>

#include "compiler/core/print.h"
#include "compiler/core/read.h"
#include "compiler/optimise/optimise.h"

namespace bpol::optimise {
namespace {

// `X` is a number, `O` one that may be absent, `T` a text, `U` one that may be absent, `S` a set, `F` may fault; `#` is
// the number of the line.
std::string Condition(std::string text, int line) {
  const std::pair<char, std::string> words[] = {
      {'X', "(load int 8 -1 (frame))"},   {'O', "(unwrap (load int? 16 0 (frame)))"},
      {'T', "(load text 24 -1 (frame))"}, {'U', "(unwrap (load text? 40 1 (frame)))"},
      {'S', "(load int 56 -1 (frame))"},  {'F', "(gt (fact int 64 -1 3 9) (int 1))"},
      {'#', std::to_string(line)}};
  for (const auto& [letter, word] : words)
    for (std::size_t at = 0; (at = text.find(letter, at)) != std::string::npos; at += word.size())
      text.replace(at, 1, word);
  return text;
}

// What the lists of the index are found by, `;` between; `none` where the lines are asked in turn.
std::string ListsOf(std::string_view condition, int lines, Index index = Index::WhereItPays) {
  std::string text = "(program";
  for (int i = 0; i < lines; ++i) text += "(constant \"" + std::to_string(i) + "\")";
  text += "(action (scratch 0)) (function (action 0) (blocks (block 0 rules (site 0)";
  for (int i = 0; i < lines; ++i)
    text += "(line " + std::to_string(i) + " (site 0) (when " + Condition(std::string(condition), i) + "))";
  Result<core::Program> program = core::Read(text + "))))");
  if (!program.ok()) return program.error().message;
  const core::Program result = Optimise(std::move(*program), {.index = index});
  const core::Block& block = std::get<core::BlocksFunction>(result.functions[0].kind).blocks[0];
  std::string lists;
  for (const core::ExprId list : block.dispatch.lists)
    lists += (lists.empty() ? "" : "; ") +
             core::Print(result, result.At(list).operands.empty() ? list : result.At(list).operands.back());
  return lists.empty() ? "none" : std::regex_replace(lists, std::regex("\\s+"), " ");
}

TEST(Index, IsMadeOfTestsThatMayBeAskedAtAnyTime) {
  constexpr std::string_view kNumber = "(load int 8 -1 (frame))", kText = "(call hash_text (load text 24 -1 (frame)))";
  EXPECT_EQ(ListsOf("(eq X (int #))", 40), kNumber);
  EXPECT_EQ(ListsOf("(eq (int #) X)", 40), kNumber);
  EXPECT_EQ(ListsOf("(and (ge X (int 3)) (eq X (int #)))", 40), kNumber);
  EXPECT_EQ(ListsOf("(and (eq X (int #)) F)", 40), kNumber);
  EXPECT_EQ(ListsOf("(and F (eq X (int #)))", 40), "none");
  EXPECT_EQ(ListsOf("(or (eq X (int #)) F)", 40), "none");
  EXPECT_EQ(ListsOf("(not (eq X (int #)))", 40), "none");
  EXPECT_EQ(ListsOf("(ne X (int #))", 40), "none");
  EXPECT_EQ(ListsOf("(eq (fact int 64 -1 3 9) (int #))", 40), "none");
  EXPECT_EQ(ListsOf("(and (present (load int? 16 0 (frame))) (eq O (int #)))", 40),
            "(unwrap (load int? 16 0 (frame)))");
  EXPECT_EQ(ListsOf("(call equal_text T (text #))", 40), kText);
  EXPECT_EQ(ListsOf("(or (call equal_text T (text #)) (call equal_text (text 0) T))", 2, Index::Everywhere), kText);
  EXPECT_EQ(ListsOf("(and (present (load text? 40 1 (frame))) (call equal_text U (text #)))", 40),
            "(call hash_text (coalesce (load text? 40 1 (frame)) (text 41)))");
  EXPECT_EQ(ListsOf("(and (bits_has S (int 2)) (gt X (int #)))", 40), "(int 0)");
}

TEST(Index, IsMadeWhereItPays) {
  EXPECT_EQ(ListsOf("(eq X (int #))", 5), "none");
  EXPECT_NE(ListsOf("(eq X (int #))", 5, Index::Everywhere), "none");
  EXPECT_EQ(ListsOf("(eq X (int 7))", 40), "none");  // all lines come together
}

// The one that tells more lines apart.
TEST(Index, IsMadeByTheKeyThatSavesMost) {
  EXPECT_EQ(ListsOf("(and (eq X (int 1)) (call equal_text T (text #)))", 60),
            "(call hash_text (load text 24 -1 (frame)))");
}

}  // namespace
}  // namespace bpol::optimise
