#include <string>

#include "compiler/parse/builder.h"

namespace bpol::parse {

using syntax::BinaryOp;
using syntax::ExprId;
using syntax::UnaryOp;

ExprId Builder::Add(Span span, decltype(syntax::Expr::node) node) {
  out_.exprs.push_back({span, std::move(node)});
  return {static_cast<std::uint32_t>(out_.exprs.size() - 1)};
}

std::vector<ExprId> Builder::Expressions(const std::vector<Grammar::ExprContext*>& trees) {
  std::vector<ExprId> ids;
  for (auto* tree : trees) ids.push_back(Expression(tree));
  return ids;
}

ExprId Builder::Expression(Grammar::ExprContext* tree) {
  if (tree->logical() != nullptr) return Logical(tree->logical());
  return tree->IF() != nullptr ? IfExpr(tree) : Quantified(tree);
}

ExprId Builder::Logical(Grammar::LogicalContext* tree) {
  const auto parts = tree->negation();
  std::vector<Terminal*> signs;
  for (antlr4::tree::ParseTree* child : tree->children) {
    if (auto* sign = dynamic_cast<Terminal*>(child)) signs.push_back(sign);
  }
  CheckMixed(signs);
  ExprId left = Negation(parts[0]);
  for (std::size_t at = 0; at < signs.size(); ++at) {
    const ExprId right = Negation(parts[at + 1]);
    const BinaryOp op = signs[at]->getSymbol()->getType() == Grammar::AND ? BinaryOp::And : BinaryOp::Or;
    const Span span = Join(SpanOf(parts[0]), SpanOf(parts[at + 1]));
    left = Add(span, syntax::Binary{op, left, right, SpanOf(signs[at])});
  }
  return left;
}

ExprId Builder::Negation(Grammar::NegationContext* tree) {
  if (tree->relation() != nullptr) return Relation(tree->relation());
  return Add(SpanOf(tree), syntax::Unary{UnaryOp::Not, Negation(tree->negation()), SpanOf(tree->NOT())});
}

void Builder::CheckMixed(const std::vector<Terminal*>& signs) {
  for (Terminal* sign : signs) {
    if (sign->getSymbol()->getType() == signs[0]->getSymbol()->getType()) continue;
    const std::string first(TextOf(signs[0]));
    return Report(Code::MixedAndOr, SpanOf(sign),
                  "`" + std::string(TextOf(sign)) + "` beside `" + first + "` without parentheses",
                  "put parentheses around what belongs together: `a and (b or c)`, or `(a and b) or c`",
                  {{SpanOf(signs[0]), "the `" + first + "`"}});
  }
}

ExprId Builder::Condition(Grammar::ConditionContext* tree) {
  const ExprId left = Expression(tree->expr(0));
  if (tree->UNLESS() == nullptr) return left;
  const ExprId right = Expression(tree->expr(1));
  return Add(SpanOf(tree), syntax::Binary{BinaryOp::Unless, left, right, SpanOf(tree->UNLESS())});
}

ExprId Builder::Guard(Grammar::GuardContext* tree) {
  if (tree->condition() != nullptr) return Condition(tree->condition());
  return Add(SpanOf(tree), syntax::Unary{UnaryOp::Unless, Expression(tree->expr()), SpanOf(tree->UNLESS())});
}

void Builder::AddGuard(ExprId& condition, Grammar::GuardContext* tree) {
  const ExprId guard = Guard(tree);
  if (!condition.valid()) {
    condition = guard;
  } else if (tree->UNLESS() != nullptr) {
    Report(Code::UnlessTwice, SpanOf(tree->UNLESS()), "`unless` behind a condition that has one",
           "join the exceptions: `unless a or b`", {}, JoinedByOr(condition, guard, SpanOf(tree->UNLESS())));
  } else {
    Report(Code::ClauseRepeated, SpanOf(tree->WHEN()), "`when` a second time",
           "join the conditions with `and` or `or`");
  }
}

// `a unless b unless c` is `a unless b or c`; certain where the exceptions are one question each and stand side by
// side.
std::vector<diagnostics::Edit> Builder::JoinedByOr(ExprId condition, ExprId guard, Span unless) const {
  const auto exception = [&](ExprId id) {
    const auto* binary = std::get_if<syntax::Binary>(&out_.expr(id).node);
    if (binary != nullptr && binary->op == BinaryOp::Unless) return binary->right;
    const auto* unary = std::get_if<syntax::Unary>(&out_.expr(id).node);
    return unary != nullptr && unary->op == UnaryOp::Unless ? unary->operand : ExprId{};
  };
  const auto one_question = [&](ExprId id) {
    if (!id.valid()) return false;
    const auto& node = out_.expr(id).node;
    const auto* binary = std::get_if<syntax::Binary>(&node);
    return std::holds_alternative<syntax::NameExpr>(node) || std::holds_alternative<syntax::Member>(node) ||
           std::holds_alternative<syntax::Is>(node) ||
           (binary != nullptr && binary->op >= BinaryOp::Equal && binary->op <= BinaryOp::GreaterEqual);
  };
  if (!one_question(exception(condition)) || !one_question(exception(guard))) return {};
  const Span before = out_.expr(condition).span;
  const std::string_view between = file_.Text({before.file, before.end, unless.begin});
  if (between.find_first_not_of(" \t\r\n") != std::string_view::npos) return {};
  return {{unless, "or"}};
}

ExprId Builder::Relation(Grammar::RelationContext* tree) {
  const ExprId left = Operand(tree->operand());
  const auto comparisons = tree->comparison();
  if (comparisons.empty()) return left;
  if (comparisons.size() > 1) {
    Report(Code::ChainedComparison, SpanOf(comparisons[1]), "a comparison behind a comparison",
           "compare in two steps: `a < b and b < c`", {{SpanOf(comparisons[0]), "the first one"}});
  }
  return Comparison(left, comparisons[0], {file_.id(), SpanOf(tree).begin, SpanOf(comparisons[0]).end});
}

ExprId Builder::Comparison(ExprId left, Grammar::ComparisonContext* tree, Span span) {
  if (tree->PATTERN() != nullptr) return PatternMatch(left, tree->PATTERN(), span);
  if (tree->IS() != nullptr) {
    if (tree->ABSENT() != nullptr) return Add(span, syntax::Is{left, syntax::IsKind::Absent, {}});
    if (tree->PRESENT() != nullptr) return Add(span, syntax::Is{left, syntax::IsKind::Present, {}});
    return Add(span, syntax::Is{left, syntax::IsKind::Named, NameOf(tree->name())});
  }
  const auto binary = [&](BinaryOp op, Terminal* first, Terminal* last) {
    const ExprId right = Operand(tree->operand());
    return Add(span, syntax::Binary{op, left, right, Join(SpanOf(first), SpanOf(last))});
  };
  const auto sign = [&](BinaryOp op, Terminal* terminal) { return binary(op, terminal, terminal); };
  if (tree->NOT() != nullptr) return binary(BinaryOp::NotIn, tree->NOT(), tree->IN());
  if (tree->IN() != nullptr) return sign(BinaryOp::In, tree->IN());
  if (tree->CONTAINS() != nullptr) return sign(BinaryOp::Contains, tree->CONTAINS());
  if (tree->WITHIN() != nullptr) return sign(BinaryOp::Within, tree->WITHIN());
  if (tree->SUBSET() != nullptr) return binary(BinaryOp::SubsetOf, tree->SUBSET(), tree->OF());
  if (tree->STARTS() != nullptr) return binary(BinaryOp::StartsWith, tree->STARTS(), tree->WITH());
  if (tree->ENDS() != nullptr) return binary(BinaryOp::EndsWith, tree->ENDS(), tree->WITH());
  if (tree->EQUAL() != nullptr) return sign(BinaryOp::Equal, tree->EQUAL());
  if (tree->NOT_EQUAL() != nullptr) return sign(BinaryOp::NotEqual, tree->NOT_EQUAL());
  if (tree->LESS() != nullptr) return sign(BinaryOp::Less, tree->LESS());
  if (tree->LESS_EQUAL() != nullptr) return sign(BinaryOp::LessEqual, tree->LESS_EQUAL());
  if (tree->GREATER() != nullptr) return sign(BinaryOp::Greater, tree->GREATER());
  return sign(BinaryOp::GreaterEqual, tree->GREATER_EQUAL());
}

ExprId Builder::PatternMatch(ExprId left, Terminal* pattern, Span span) {
  const std::string_view text = TextOf(pattern);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return Add(span, syntax::Missing{});  // mended: the pattern was not there
  std::string inside;
  for (std::size_t at = slash + 1; at + 1 < text.size(); ++at) {
    if (text[at] == '\\' && text[at + 1] == '/') continue;
    inside += text[at];
    // `\\` stays two, and its second does not begin another escape.
    if (text[at] == '\\' && at + 2 < text.size()) inside += text[++at];
  }
  const Span whole = SpanOf(pattern);
  const Span slashes{whole.file, static_cast<std::uint32_t>(whole.begin + slash), whole.end};
  return Add(span, syntax::Matches{left, std::move(inside), slashes});
}

ExprId Builder::Operand(Grammar::OperandContext* tree) {
  if (tree->primary() != nullptr) return Primary(tree->primary());
  const Span span = SpanOf(tree);
  if (tree->DOT() != nullptr) return Add(span, syntax::Member{Operand(tree->operand(0)), NameOf(tree->word())});
  if (tree->LBRACKET() != nullptr) {
    const ExprId object = Operand(tree->operand(0));
    return Add(span, syntax::Index{object, Expression(tree->expr())});
  }
  if (tree->FROM() != nullptr) return Add(span, syntax::Convert{NameOf(tree->name()), Operand(tree->operand(0))});
  return Arithmetic(tree);
}

ExprId Builder::Arithmetic(Grammar::OperandContext* tree) {
  const Span span = SpanOf(tree);
  const ExprId left = Operand(tree->operand(0));
  if (tree->operand().size() == 1) return Add(span, syntax::Unary{UnaryOp::Negate, left, SpanOf(tree->MINUS())});
  const ExprId right = Operand(tree->operand(1));
  const auto binary = [&](BinaryOp op, Terminal* sign) {
    return Add(span, syntax::Binary{op, left, right, SpanOf(sign)});
  };
  if (tree->STAR() != nullptr) return binary(BinaryOp::Multiply, tree->STAR());
  if (tree->SLASH() != nullptr) return binary(BinaryOp::Divide, tree->SLASH());
  if (tree->PLUS() != nullptr) return binary(BinaryOp::Add, tree->PLUS());
  if (tree->MINUS() != nullptr) return binary(BinaryOp::Subtract, tree->MINUS());
  return binary(BinaryOp::Coalesce, tree->COALESCE());
}

}  // namespace bpol::parse
