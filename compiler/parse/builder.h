// Builder: ANTLR's tree -> syntax nodes. The grammar has accepted the text; what it left to say is said here: literals,
// mixed `and` and `or`, clauses twice or out of order. Internal to parse/. One function per rule of BpolParser.g4,
// files by theme: build_expr, build_literal, build_vocabulary, build_rules, build_blocks, build_edge.
#pragma once

#include <BpolParser.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/parse/lexeme.h"
#include "compiler/syntax/file.h"

namespace bpol::parse {

using Grammar = bpolgen::BpolParser;
using Terminal = antlr4::tree::TerminalNode;

class Builder {
 public:
  // Appends to `out`; `lexemes` are those that the tree was made from.
  Builder(const source::SourceFile& file, const Lexemes& lexemes, syntax::File& out, Diagnostics& diagnostics)
      : file_(file), lexemes_(lexemes), out_(out), diagnostics_(diagnostics) {}

  void Build(Grammar::FileContext* tree);

 private:
  // Leaves
  const Lexeme& LexemeOf(const antlr4::Token* token) const { return lexemes_[token->getTokenIndex()]; }
  Span SpanOf(Terminal* terminal) const { return parse::SpanOf(file_, LexemeOf(terminal->getSymbol())); }
  Span SpanOf(const antlr4::ParserRuleContext* tree) const;
  std::string_view TextOf(Terminal* terminal) const;
  syntax::Name NameOf(const antlr4::ParserRuleContext* name_or_word) const;
  std::vector<syntax::Name> NamesOf(Grammar::NamesContext* tree) const;
  syntax::Path PathOf(Grammar::PathContext* tree) const;
  syntax::Path PathOf(Grammar::MemberPathContext* tree) const;
  syntax::Text StringOf(Terminal* terminal);
  std::vector<syntax::Text> StringsOf(const std::vector<Terminal*>& terminals);
  void Report(Code code, Span span, std::string message, std::string help = "",
              std::vector<diagnostics::Label> labels = {}, std::vector<diagnostics::Edit> edits = {});
  // Sets `slot`, or says that the clause stands there already; one that says the same again may go.
  template <typename T>
  void SetOnce(std::optional<T>& slot, T value, Span clause, std::string_view word) {
    if (slot) return ReportRepeated(clause, word, SaysTheSame(*slot, value) ? Removed(clause) : Edits{});
    slot = std::move(value);
  }
  using Edits = std::vector<diagnostics::Edit>;
  static bool SaysTheSame(const syntax::Text& one, const syntax::Text& other) { return one.value == other.value; }
  template <typename T>
  static bool SaysTheSame(const T&, const T&) {
    return false;
  }
  Edits Removed(Span clause) const;  // with the blanks in front of it
  void ReportRepeated(Span clause, std::string_view word, Edits edits = {});

  // Literals
  syntax::Literal LiteralOf(Grammar::LiteralContext* tree);
  std::string Digits(Terminal* terminal);
  std::string SignedDigits(Terminal* minus, Terminal* number);
  void CheckDuration(Terminal* terminal);
  void CheckInstant(Terminal* terminal);
  std::string Unescape(std::string_view inside, std::uint32_t begin);

  // Expressions and types
  syntax::ExprId Add(Span span, decltype(syntax::Expr::node) node);
  syntax::ExprId Expression(Grammar::ExprContext* tree);
  syntax::ExprId Optional(Grammar::ExprContext* tree) { return tree == nullptr ? syntax::ExprId{} : Expression(tree); }
  std::vector<syntax::ExprId> Expressions(const std::vector<Grammar::ExprContext*>& trees);
  syntax::ExprId Condition(Grammar::ConditionContext* tree);
  // Joins a `when` or `unless` to what the line already has.
  std::vector<diagnostics::Edit> JoinedByOr(syntax::ExprId condition, syntax::ExprId guard, Span unless) const;
  void AddGuard(syntax::ExprId& condition, Grammar::GuardContext* tree);
  syntax::ExprId Guard(Grammar::GuardContext* tree);
  syntax::ExprId Logical(Grammar::LogicalContext* tree);
  syntax::ExprId Negation(Grammar::NegationContext* tree);
  void CheckMixed(const std::vector<Terminal*>& signs);
  syntax::ExprId Relation(Grammar::RelationContext* tree);
  syntax::ExprId Comparison(syntax::ExprId left, Grammar::ComparisonContext* tree, Span span);
  syntax::ExprId PatternMatch(syntax::ExprId left, Terminal* pattern, Span span);
  syntax::ExprId Operand(Grammar::OperandContext* tree);
  syntax::ExprId Arithmetic(Grammar::OperandContext* tree);
  syntax::ExprId Primary(Grammar::PrimaryContext* tree);
  syntax::ExprId Quantified(Grammar::ExprContext* tree);
  syntax::ExprId IfExpr(Grammar::ExprContext* tree);
  syntax::ExprId WireExpr(Grammar::PrimaryContext* tree);
  syntax::ExprId MatchExpr(Grammar::PrimaryContext* tree);
  syntax::ExprId Braces(Grammar::BracesContext* tree);
  syntax::ExprId Brackets(Grammar::BracketsContext* tree);
  syntax::ExprId LiteralValue(Grammar::LiteralValueContext* tree);
  syntax::ExprId PathExpr(Grammar::PathContext* tree);
  syntax::FieldValue FieldValueOf(Grammar::FieldValueContext* tree);
  std::vector<syntax::ExprId> Arguments(Grammar::ArgumentsContext* tree);
  syntax::TypeExprId Type(Grammar::TypeContext* tree);
  syntax::IntRange Range(Grammar::RangeContext* tree);

  // Declarations; each ends in Declare.
  void Item(Grammar::ItemContext* tree);
  void Declare(antlr4::ParserRuleContext* tree, decltype(syntax::Declaration::node) node);
  void ModuleLine(Grammar::ModuleLineContext* tree);
  void UseLine(Grammar::UseLineContext* tree);
  void ClassDecl(Grammar::ClassDeclContext* tree);
  void AcrDecl(Grammar::AcrDeclContext* tree);
  void EnumDecl(Grammar::EnumDeclContext* tree);
  void RecordDecl(Grammar::RecordDeclContext* tree);
  void ActionDecl(Grammar::ActionDeclContext* tree);
  void TableDecl(Grammar::TableDeclContext* tree);
  void FactDecl(Grammar::FactDeclContext* tree);
  void SignalDecl(Grammar::SignalDeclContext* tree);
  void ObligationDecl(Grammar::ObligationDeclContext* tree);
  void DefDecl(Grammar::DefDeclContext* tree);
  void RuleBlock(Grammar::RuleBlockContext* tree);
  void ConsentDecl(Grammar::ConsentDeclContext* tree);
  void LifecycleDecl(Grammar::LifecycleDeclContext* tree);
  void ResidencyDecl(Grammar::ResidencyDeclContext* tree);
  void RedactDecl(Grammar::RedactDeclContext* tree);
  void ScoreDecl(Grammar::ScoreDeclContext* tree);
  void BindDecl(Grammar::BindDeclContext* tree);
  void FixtureDecl(Grammar::FixtureDeclContext* tree);
  void TestDecl(Grammar::TestDeclContext* tree);
  void InvariantDecl(Grammar::InvariantDeclContext* tree);

  // Parts of declarations
  syntax::Field FieldOf(Grammar::FieldContext* tree);
  std::vector<syntax::Field> FieldsOf(Grammar::FieldsContext* tree);
  std::vector<syntax::Field> ParametersOf(Grammar::ParametersContext* tree);
  syntax::LetDecl LetOf(Grammar::LetDeclContext* tree);
  std::vector<syntax::ExprId> KeysOf(Grammar::KeysContext* tree);
  syntax::Rows RowsOf(Grammar::RowsContext* tree);
  syntax::Cell CellOf(Grammar::CellContext* tree);
  std::vector<syntax::Path> ColumnsOf(const syntax::Row& heading);
  std::optional<syntax::Path> ColumnOf(syntax::ExprId expr) const;
  bool LeadsIntoList(syntax::ExprId expr) const;
  void AddControls(std::vector<syntax::Control>& controls, Grammar::ControlsContext* tree);
  template <typename Trees>
  void AddAllControls(std::vector<syntax::Control>& controls, const Trees& trees) {
    for (auto* tree : trees) AddControls(controls, tree);
  }
  static syntax::LineEffect EffectOf(Grammar::EffectContext* tree);
  struct BlockHead;
  BlockHead HeadOf(const std::vector<Grammar::BlockHeadContext*>& trees);
  syntax::Line LineOf(Grammar::LineContext* tree);
  void AddLineHead(syntax::Line& line, Grammar::LineHeadContext* tree);
  void AddLineTail(syntax::Line& line, Grammar::LineTailContext* tree, bool behind_oblige);
  void CheckClauseOrder(Grammar::LineContext* tree);
  std::vector<diagnostics::Edit> Moved(Span clause, std::uint32_t to) const;
  syntax::Oblige ObligeOf(Grammar::ObligeContext* tree);
  void AddStepUps(std::optional<syntax::Challenge>& challenge, const std::vector<Grammar::StepUpContext*>& trees);
  syntax::OnClause OnClauseOf(Grammar::OnClauseContext* tree);
  void AddLifecycleItem(syntax::LifecycleDecl& decl, Grammar::LifecycleItemContext* tree);
  syntax::RedactItem RedactItemOf(Grammar::RedactItemContext* tree);
  syntax::RedactPath RedactPathOf(Grammar::RedactPathContext* tree);
  syntax::Transform TransformOf(Grammar::TransformContext* tree);
  void AddScoreItem(syntax::ScoreDecl& decl, Grammar::ScoreItemContext* tree);
  syntax::Factor FactorOf(Grammar::ScoreItemContext* tree);
  syntax::Adjustment AdjustmentOf(Grammar::ScoreItemContext* tree);
  syntax::Bin BinOf(Grammar::BinContext* tree);
  syntax::BinPattern BinPatternOf(Grammar::BinPatternContext* tree);
  void AddBindItem(syntax::BindDecl& decl, Grammar::BindItemContext* tree);
  syntax::Given GivenOf(Grammar::GivenContext* tree);
  syntax::Happening HappeningOf(Grammar::HappeningContext* tree);
  syntax::MoveExpectation MoveExpectationOf(Grammar::ExpectedMoveContext* tree);
  syntax::Expectation ExpectationOf(Grammar::ExpectationContext* tree);
  syntax::EffectExpectation EffectExpectationOf(Grammar::ExpectationContext* tree);

  const source::SourceFile& file_;
  const Lexemes& lexemes_;
  syntax::File& out_;
  Diagnostics& diagnostics_;
};

}  // namespace bpol::parse
