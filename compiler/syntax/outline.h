// Outline: lines under lines, for print_declaration.cpp and its neighbours. Internal to syntax/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/file.h"
#include "compiler/syntax/printer.h"

namespace bpol::syntax {

class Outline {
 public:
  explicit Outline(const File& file) : file_(file) {}

  void Declaration(const syntax::Declaration& declaration);
  std::string Take() { return std::move(out_); }

  void Put(std::string_view line) { out_ += std::string(indent_ * 2, ' ') + std::string(line) + "\n"; }

  // One function for each kind of declaration: print_vocabulary.cpp, print_block.cpp, print_edge.cpp.
  void operator()(const ClassDecl& decl);
  void operator()(const DefaultClassDecl& decl);
  void operator()(const AcrDecl& decl);
  void operator()(const EnumDecl& decl);
  void operator()(const EntityDecl& decl);
  void operator()(const RecordDecl& decl);
  void operator()(const ActionDecl& decl);
  void operator()(const ParamDecl& decl);
  void operator()(const TableDecl& decl);
  void operator()(const FactDecl& decl);
  void operator()(const SignalDecl& decl);
  void operator()(const KeyDecl& decl);
  void operator()(const ObligationDecl& decl);
  void operator()(const LetDecl& decl);
  void operator()(const DefDecl& decl);
  void operator()(const RuleBlock& decl);
  void operator()(const ConsentDecl& decl);
  void operator()(const LifecycleDecl& decl);
  void operator()(const ResidencyDecl& decl);
  void operator()(const RedactDecl& decl);
  void operator()(const ScoreDecl& decl);
  void operator()(const BindDecl& decl);
  void operator()(const FixtureDecl& decl);
  void operator()(const ScenarioTest& decl);
  void operator()(const TableTest& decl);
  void operator()(const InvariantDecl& decl);
  // Items of blocks
  void operator()(const Line& line);
  void operator()(const OnClause& clause);
  void operator()(const ConsentLine& line);
  void operator()(const RedactLine& line);
  void operator()(const Factor& factor);
  void operator()(const Adjustment& adjustment);

 private:
  // Everything that `body` puts stands one step deeper.
  template <typename Body>
  void Below(Body body) {
    ++indent_;
    body();
    --indent_;
  }
  template <typename Items>
  void Each(const Items& items) {
    Below([&] {
      for (const auto& item : items) std::visit(*this, item);
    });
  }
  std::string Expr(ExprId id) const { return PrintExpr(file_, id); }
  std::string Type(TypeExprId id) const { return PrintType(file_, id); }
  std::string FieldText(const Field& field) const;
  void Fields(const std::vector<Field>& fields);
  void PutExpr(std::string_view word, ExprId id);
  void PutText(std::string_view word, const std::optional<Text>& text);
  void PutControls(const std::vector<Control>& controls);
  void PutOblige(const Oblige& oblige, std::string_view word);
  void PutChallenge(const std::optional<Challenge>& challenge);
  void PutRows(const Rows& rows);
  void PutGiven(const Given& given);
  void PutExpectation(const Expectation& expectation);
  void PutBin(const Bin& bin);
  std::string PatternText(const BinPattern& pattern) const;

  const File& file_;
  std::string out_;
  std::size_t indent_ = 0;
};

// "a, b, c"
std::string Listed(const std::vector<Name>& names);
std::string Listed(const std::vector<Text>& texts);

}  // namespace bpol::syntax
