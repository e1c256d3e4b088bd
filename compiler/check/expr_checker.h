// ExprChecker: syntax expressions -> checked expressions, in one scope. One function a kind of node, in files by
// construct: check_expr.cpp (the table of contents), check_literal, check_name, check_member, check_compare,
// check_arithmetic, check_logic, check_is, check_membership, check_match, check_quantifier, check_call, check_round,
// check_text, check_within, check_collection, check_record, check_transform. A hint says which type would be welcome:
// opposite an enum a bare word is its member.
#pragma once

#include <string>

#include "compiler/check/scope.h"
#include "compiler/check/session.h"

namespace bpol::check {

struct TransformRow;

class ExprChecker {
 public:
  ExprChecker(Session& session, Scope& scope) : session_(session), scope_(scope), types_(session.types) {}

  // Whatever it is; may be absent.
  Typed Check(syntax::ExprId id, TypeRef hint = {});
  // A value that is present.
  Typed Value(syntax::ExprId id, TypeRef hint = {});
  // A value of `wanted`, absent only where that may be.
  Typed As(syntax::ExprId id, TypeRef wanted);
  // A Bool.
  Typed Condition(syntax::ExprId id);

  // A value that this scope knows to be present is so from here on; any other stays what it is.
  Typed Narrowed(Typed value, syntax::ExprId from);
  // A value under the knowledge of this scope: the error type, with its message, where it may be absent.
  Typed Present(Typed value, syntax::ExprId from);
  // The value of an expression that needs no request; nothing, with a message, for every other.
  std::optional<decision::Value> Constant(const Typed& value, Span span);
  // Field `name` of a record value; `span` of the name.
  // `object`: how the record is spelled, for advice; empty where it has no spelling.
  Typed FieldOf(const Typed& record, const syntax::Name& name, Span span, const std::string& object = {});

  // Values of one type compared; the error type, without a message, where they have no such comparison.
  Typed Compare(syntax::BinaryOp op, const Typed& left, const Typed& right, Span span);
  // The error type, without a message, where the one cannot hold the other.
  Typed MakeMembership(const Typed& collection, const Typed& element, Span span);
  // left and right, and what that tells.
  Typed And(const Typed& left, const Typed& right, Span span);
  Typed Not(const Typed& operand, Span span);
  // `given`: as checked::Literal says.
  Typed MakeLiteral(decision::Value value, TypeRef type, Span span, std::uint32_t given = kNone);

  // Whether the body of a definition is right by itself, whatever its arguments; checks it when that was not done yet.
  // `span`: what needs it.
  bool EnsureChecked(std::uint32_t definition, Span span);

 private:
  // Names
  Typed CheckName(const syntax::Name& name, TypeRef hint, Span span);
  bool Means(const std::string& name) const;
  std::optional<Typed> FindLocal(const std::string& name, Span span);
  std::optional<Typed> FindFrameWord(const syntax::Name& name, Span span);
  Typed ReadSymbol(symbols::SymbolId symbol, Span span);
  std::optional<Typed> Member(const std::string& name, TypeRef hint, Span span);
  Typed Identifier(const std::string& text, TypeRef type, Span span);
  std::string WithoutRequest() const;
  // The action that the text is checked for, where it is a single one.
  const schema::Action* KnownAction() const;
  Typed UnknownName(const syntax::Name& name, TypeRef hint);
  const symbols::Symbol* ValueSymbol(syntax::ExprId id) const;
  bool NeedsHint(syntax::ExprId id) const;
  std::string Spell(syntax::ExprId id) const;

  // Nodes
  Typed CheckNode(const syntax::Missing&, TypeRef, Span) { return {}; }
  Typed CheckNode(const syntax::Literal& literal, TypeRef hint, Span span);
  Typed CheckNode(const syntax::NameExpr& name, TypeRef hint, Span span) { return CheckName(name.name, hint, span); }
  Typed CheckNode(const syntax::Member& member, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Index& index, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Call& call, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Unary& unary, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Binary& binary, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Matches& matches, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Is& is, TypeRef hint, Span span);
  Typed CheckNode(const syntax::If& conditional, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Match& match, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Quantifier& quantifier, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Aggregate& aggregate, TypeRef hint, Span span);
  Typed CheckNode(const syntax::SetLiteral& set, TypeRef hint, Span span);
  Typed CheckNode(const syntax::ListLiteral& list, TypeRef hint, Span span);
  Typed CheckNode(const syntax::MapLiteral& map, TypeRef hint, Span span);
  Typed CheckNode(const syntax::RecordLiteral& record, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Convert& convert, TypeRef hint, Span span);
  Typed CheckNode(const syntax::Wire& wire, TypeRef hint, Span span);

  // Operators
  Typed CheckAnd(const syntax::Binary& binary, Span span);
  Typed CheckOr(const syntax::Binary& binary, Span span);
  Typed CheckUnless(const syntax::Binary& binary, Span span);
  Typed CheckCoalesce(const syntax::Binary& binary, TypeRef hint, Span span);
  Typed CheckEquality(const syntax::Binary& binary, Span span);
  Typed CheckOrder(const syntax::Binary& binary, Span span);
  Typed CheckIn(const syntax::Binary& binary, Span span);
  Typed CheckContains(const syntax::Binary& binary, Span span);
  Typed CheckSubset(const syntax::Binary& binary, Span span);
  Typed CheckTextEdge(const syntax::Binary& binary, Span span);
  Typed CheckArithmetic(const syntax::Binary& binary, Span span);
  Typed ArithmeticOf(const syntax::Binary& binary, const Typed& left, const Typed& right, Span span);
  bool IsScaling(const syntax::Binary& binary, const Typed& left, const Typed& right) const;
  Typed AsDecimal(const Typed& value);
  void EvenOut(Typed& one, Typed& other);
  Typed Arithmetic(syntax::BinaryOp op, const Typed& left, const Typed& right, Span span);
  Typed CheckNegate(const syntax::Unary& unary, Span span);
  Typed Negated(const Typed& operand, Span span);

  TypeRef HeldBy(TypeRef collection) const;

  // Comparing
  struct Pair {
    Typed left, right;
    bool error() const { return left.error() || right.error(); }
  };
  Pair CheckPair(syntax::ExprId left, syntax::ExprId right);
  std::string HowToCompare(const Typed& left, const Typed& right) const;
  Typed NotComparable(const syntax::Binary& binary, const Typed& left, const Typed& right);
  bool CurrenciesAgree(const Typed& left, const Typed& right, syntax::ExprId right_syntax);
  void ReportAbsent(const syntax::Binary& binary);
  bool ReportIfFixed(const syntax::Binary& binary, const Typed& left, const Typed& right, Span span);
  Typed CheckInTable(const syntax::Binary& binary, std::uint32_t table, Span span);
  struct Tree;
  Typed CheckWithin(const syntax::Binary& binary, Span span);
  std::optional<Tree> NamedTree(const syntax::Binary& binary);
  std::uint32_t TreeFor(TypeRef node, Span span);
  bool IsNode(const checked::Table& tree, const Typed& above);
  Typed MakeWithin(std::uint32_t table, const Typed& below, const Typed& above, Span span);
  void LearnArm(const Typed& left, const Typed& right, bool equal, Typed& result);

  // Unions, consents, scores
  std::optional<Typed> PartIsPresent(const syntax::Is& is, Span span);
  Typed CheckIsPresence(const syntax::Is& is, Span span);
  Typed CheckIsNamed(const syntax::Is& is, Span span);
  bool AsksForNull(const syntax::Is& is, const Typed& operand);
  Typed CheckIsArm(const syntax::Is& is, Span span);
  Typed ConsentIs(symbols::SymbolId consent, const syntax::Name& line, Span span);
  bool MayDecide(symbols::SymbolId score, Span span);
  Typed ScoreIs(symbols::SymbolId score, const syntax::Name& band, Span span);

  // Matches
  struct Arms {
    std::vector<checked::MatchArm> arms;
    std::vector<Typed> values;
    std::vector<std::int64_t> covered;
    checked::ExprId absent;
    checked::ExprId otherwise;
    bool failed = false;
  };
  void CheckArm(const syntax::MatchArm& arm, const Typed& scrutinee, TypeRef hint, Arms& arms);
  void CheckPattern(syntax::ExprId pattern, const Typed& scrutinee, checked::MatchArm& arm, Arms& arms, bool& absent);
  Typed FinishMatch(const syntax::Match& match, const Typed& scrutinee, Arms& arms, Span span);

  // Quantifiers
  Typed CheckSource(syntax::ExprId collection);
  std::uint32_t NewVariable();
  Typed Variable(std::uint32_t number, TypeRef type, std::uint64_t classes, Span span);
  std::uint32_t BindVariable(const syntax::Name& name, const Typed& source);
  Typed AggregateResult(const syntax::Aggregate& aggregate, const Typed& source, const Typed& value);

  // Definitions
  Typed CheckDefinitionCall(const syntax::Call& call, std::uint32_t index, Span span);
  Typed CheckCallee(std::uint32_t index, const std::vector<Typed>& arguments, Span span);
  void CheckBody(Definition& definition);
  checked::ExprId Widened(const Typed& value, TypeRef wanted);
  Span SpanOfNode(const Typed& value) const;

  // Calls
  Typed CheckFloor(const syntax::Call& call, Span span);
  Typed CheckRound(const syntax::Call& call, Span span);
  Typed RoundQuotient(const syntax::Binary& quotient, const syntax::Call& call, Span span);
  Typed RoundNumber(const Typed& value, const syntax::Call& call, Span span);
  Typed RoundAmount(const Typed& amount, const Typed& factor, const syntax::Call& call, Span span);
  std::optional<Typed> RoundingOf(const syntax::Call& call, std::size_t place);
  std::optional<Typed> DigitsOf(const syntax::Call& call);
  Typed CheckChoice(const syntax::Call& call, TypeRef hint, Span span);
  Typed CheckBuiltin(const syntax::Call& call, Span span);
  Typed CheckMinor(const syntax::Call& call, Span span);
  Typed CheckZoned(const syntax::Call& call, Span span);
  Typed CheckTransform(const syntax::Call& call, const TransformRow& row, Span span);
  Typed TransformedValue(syntax::ExprId id, TypeKind own);
  TypeRef TextOf(checked::Builtin builtin, const Typed& value, bool may_be_absent);
  Typed Today(Span span);
  Typed CheckPseudonym(const syntax::Call& call, Span span);
  Typed PseudonymKind(syntax::ExprId id);
  Typed CheckCalendar(const syntax::Call& call, Span span);
  Typed CheckListAt(const Typed& list, syntax::ExprId index, Span span);
  Typed CheckMapAt(const Typed& map, syntax::ExprId key, Span span);
  Typed MakeMapAt(const Typed& map, const Typed& key, Span span);
  Typed CheckLookup(std::uint32_t table, std::span<const syntax::ExprId> keys, Span span);
  bool CheckCount(const syntax::Call& call, std::size_t wanted, const std::string& what, Span span);

  // Texts
  TypeRef ConvertedType(const syntax::Name& name);
  Typed ValueFrom(const Typed& text, TypeRef result, Span span);
  Typed MemberFrom(const Typed& text, TypeRef result, Span span);

  // Collections and records
  Typed CheckElements(std::span<const syntax::ExprId> elements, TypeRef hint, TypeKind kind, Span span);
  Typed MakeCollection(std::vector<Typed> elements, TypeRef element, TypeKind kind, Span span);

  std::optional<decision::Value> MapEntry(const syntax::MapEntry& entry, TypeRef type);
  Typed RecordValue(const syntax::RecordLiteral& literal, TypeRef type, Span span);
  std::uint32_t ArmOf(const syntax::RecordLiteral& literal, TypeRef type);
  std::uint32_t FieldForLiteral(TypeRef type, const syntax::Name& name, std::uint32_t arm);
  bool NothingMissing(TypeRef type, std::uint32_t arm, const std::vector<bool>& given, Span span);

  // Makes
  Typed Make(checked::Node node, TypeRef type, std::uint64_t classes, Span span);
  Typed MakeCall(checked::Builtin builtin, std::vector<const Typed*> arguments, TypeRef result, Span span);
  Typed MakeBinary(checked::BinaryOp op, const Typed& left, const Typed& right, TypeRef type, Span span);
  std::uint64_t ClassesOf(const Typed& value) const;
  TypeRef Bool() { return session_.Scalar(TypeKind::Bool); }
  Typed Mismatch(const Typed& seen, TypeRef wanted, Span span);
  const syntax::Expr& SyntaxOf(syntax::ExprId id) const { return scope_.file->expr(id); }
  Span SpanOf(syntax::ExprId id) const { return SyntaxOf(id).span; }

  Session& session_;
  Scope& scope_;
  types::TypeTable& types_;
};

}  // namespace bpol::check
