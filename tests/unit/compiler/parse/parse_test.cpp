// What no golden case can hold: hostile sizes, bytes that are no text, and what the tree promises whatever comes in.
#include "compiler/parse/parse.h"

#include <gtest/gtest.h>

#include <string>

#include "compiler/diagnostics/render.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/printer.h"

namespace bpol::parse {
namespace {

std::string Repeat(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t count = 0; count < times; ++count) all += text;
  return all;
}

// Parses `text` and expects exactly one diagnostic, of this code.
void CheckOne(const std::string& text, Code code) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  Parse(sources.Add("a.bpol", text), diagnostics);
  ASSERT_EQ(diagnostics.all().size(), 1u)
      << RenderText(diagnostics, sources, diagnostics::Colour::Never).substr(0, 4000);
  EXPECT_EQ(diagnostics.all()[0].code, code) << RenderText(diagnostics, sources, diagnostics::Colour::Never);
}

void CheckGood(const std::string& text) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const syntax::File file = Parse(sources.Add("a.bpol", text), diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << RenderText(diagnostics, sources, diagnostics::Colour::Never).substr(0, 4000);
  EXPECT_FALSE(syntax::Print(file).empty());
}

TEST(ParseLimits, BracketsInBrackets) {
  CheckGood("let a = " + Repeat("(", kMaxBrackets) + "1" + Repeat(")", kMaxBrackets));
  CheckOne("let a = " + Repeat("(", kMaxBrackets + 1) + "1" + Repeat(")", kMaxBrackets + 1), Code::NestedTooDeep);
  CheckOne("let a = " + Repeat("(", 15'000), Code::NestedTooDeep);
  CheckOne("let a = " + Repeat("[{", 7'000), Code::NestedTooDeep);
}

TEST(ParseLimits, ChainsOfOperatorsAndPrefixes) {
  CheckGood("let a = " + Repeat("x or\n", 900) + "y");
  CheckGood("let a = " + Repeat("not\n", 100) + "y");
  CheckOne("let a = " + Repeat("x or\n", 20'000) + "y", Code::NestedTooDeep);
  CheckOne("let a = " + Repeat("not\n", 20'000) + "y", Code::NestedTooDeep);
  CheckOne("let a = " + Repeat("-\n", 20'000) + "y", Code::NestedTooDeep);
  CheckOne("let a = " + Repeat("x +\n", 20'000) + "y", Code::NestedTooDeep);
  CheckOne("let a = x" + Repeat("\n.x", 20'000), Code::NestedTooDeep);
  CheckOne("let a = " + Repeat("if x then\n", 20'000) + "y", Code::NestedTooDeep);
  CheckOne("let a = " + Repeat("if x then y else\n", 20'000) + "y", Code::NestedTooDeep);
  CheckOne("let a = " + Repeat("any e in\n es: ", 20'000) + "y", Code::NestedTooDeep);
  CheckOne("let a = " + Repeat("Iban from\n", 20'000) + "y", Code::NestedTooDeep);
  CheckOne("record A { a: " + Repeat("List<\n", 20'000) + "Int}", Code::NestedTooDeep);
}

TEST(ParseLimits, Sizes) {
  CheckOne(std::string(kMaxFileBytes + 1, '\n'), Code::FileTooLarge);
  CheckOne("let a = \"" + std::string(kMaxLineBytes, 'x') + "\"", Code::FileTooLarge);
  CheckOne(Repeat("| | | | | | | |\n", kMaxWords / 8 + 1), Code::FileTooLarge);
  CheckGood(std::string(kMaxFileBytes - 9, '\n') + "let a = 1");
}

TEST(ParseText, MustBeUtf8WithoutControls) {
  CheckOne("let a = \"\xff\"", Code::NotUtf8);
  CheckOne("let a = \"\xc0\xaf\"", Code::NotUtf8);      // an overlong slash
  CheckOne("let a = \"\xed\xa0\x80\"", Code::NotUtf8);  // half a surrogate pair
  CheckOne("let a = \"\xf4\x90\x80\x80\"", Code::NotUtf8);
  CheckOne("let a = \"\xe2\x82", Code::NotUtf8);
  CheckOne(std::string("let a = \"\0\"", 11), Code::ControlCharacter);
  CheckOne("let a = 1 // \x1b[2J", Code::ControlCharacter);
  CheckOne("let a = \"\xe2\x80\xae\"", Code::ControlCharacter);  // turns what follows
  CheckGood("let a = \"\xf0\x9f\x8f\xa6 \xe2\x82\xac\" // \xc3\xa4");
  CheckGood("\xef\xbb\xbflet a = 1\r\nlet b = 2\r\n");  // a byte order mark and line breaks of another system
}

TEST(ParseErrors, ComeInSourceOrderAndAFloodEnds) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  Parse(sources.Add("a.bpol", Repeat("record A { name String }\n", 300)), diagnostics);
  EXPECT_GE(diagnostics.error_count(), 50u);
  EXPECT_LE(diagnostics.error_count(), 300u);
  const std::vector<Diagnostic> sorted = diagnostics.InSourceOrder();
  for (std::size_t at = 0; at < sorted.size(); ++at) EXPECT_EQ(sorted[at].span, diagnostics.all()[at].span);
}

// A mistake in every line of one big declaration must not cost a second reading for each of them without end.
TEST(ParseErrors, AHostileDeclarationEndsSoon) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  Parse(sources.Add("a.bpol", "rules A for B {\n" + Repeat("deny deny when ( or ) x y z\n", 8'000) + "}"), diagnostics);
  EXPECT_TRUE(diagnostics.has_errors());
}

TEST(ParseTree, KeepsTokensWithCommentsInOrder) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const syntax::File file = Parse(sources.Add("a.bpol", "let a = 1 // one\n// two\n"), diagnostics);
  ASSERT_EQ(file.tokens.size(), 6u);
  EXPECT_EQ(file.tokens[4].kind, syntax::TokenKind::Comment);
  EXPECT_EQ(file.tokens[5].begin, 17u);
  EXPECT_EQ(file.tokens[5].end, 23u);
}

TEST(ParseTree, MissingPartsAreNodes) {
  source::SourceMap sources;
  Diagnostics diagnostics;
  const syntax::File file = Parse(sources.Add("a.bpol", "let a =\nlet b = c ==\n"), diagnostics);
  EXPECT_EQ(diagnostics.error_count(), 2u);
  EXPECT_EQ(syntax::Print(file), "let a = <missing>\nlet b = (== c <missing>)\n");
}

}  // namespace
}  // namespace bpol::parse
