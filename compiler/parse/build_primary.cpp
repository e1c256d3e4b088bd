#include "compiler/parse/builder.h"

namespace bpol::parse {

using syntax::ExprId;

ExprId Builder::Primary(Grammar::PrimaryContext* tree) {
  const Span span = SpanOf(tree);
  if (tree->literal() != nullptr) return Add(span, LiteralOf(tree->literal()));
  if (tree->condition() != nullptr) return Condition(tree->condition());
  if (tree->braces() != nullptr) return Braces(tree->braces());
  if (tree->brackets() != nullptr) return Brackets(tree->brackets());
  if (tree->MATCH() != nullptr) return MatchExpr(tree);
  if (tree->STRING() != nullptr) return WireExpr(tree);
  syntax::Name name = NameOf(tree->name());
  if (tree->arguments() != nullptr) return Add(span, syntax::Call{std::move(name), Arguments(tree->arguments())});
  if (name.missing()) return Add(span, syntax::Missing{});
  return Add(span, syntax::NameExpr{std::move(name)});
}

ExprId Builder::IfExpr(Grammar::ExprContext* tree) {
  const ExprId condition = Expression(tree->expr(0));
  const ExprId yes = Expression(tree->expr(1));
  return Add(SpanOf(tree), syntax::If{condition, yes, Expression(tree->expr(2))});
}

ExprId Builder::Quantified(Grammar::ExprContext* tree) {
  const Span span = SpanOf(tree);
  syntax::Name variable = NameOf(tree->name());
  if (tree->COLON() != nullptr) {
    const auto kind = tree->ANY() != nullptr ? syntax::QuantifierKind::Any : syntax::QuantifierKind::All;
    const ExprId collection = Operand(tree->operand());
    return Add(span, syntax::Quantifier{kind, std::move(variable), collection, Expression(tree->expr(0))});
  }
  const auto kind = tree->COUNT() != nullptr ? syntax::AggregateKind::Count
                    : tree->SUM() != nullptr ? syntax::AggregateKind::Sum
                    : tree->MIN() != nullptr ? syntax::AggregateKind::Min
                                             : syntax::AggregateKind::Max;
  const ExprId value = Expression(tree->expr(0));
  const ExprId collection = Operand(tree->operand());
  return Add(span, syntax::Aggregate{kind, value, std::move(variable), collection, Optional(tree->expr(1))});
}

ExprId Builder::WireExpr(Grammar::PrimaryContext* tree) {
  const auto part = tree->HEADER() != nullptr  ? syntax::WirePart::Header
                    : tree->QUERY() != nullptr ? syntax::WirePart::Query
                                               : syntax::WirePart::Cookie;
  return Add(SpanOf(tree), syntax::Wire{part, StringOf(tree->STRING())});
}

ExprId Builder::MatchExpr(Grammar::PrimaryContext* tree) {
  syntax::Match match{Expression(tree->expr()), {}};
  for (auto* arm : tree->matchArm()) {
    std::vector<ExprId> patterns;
    for (auto* pattern : arm->operand()) patterns.push_back(Operand(pattern));
    const ExprId value = Expression(arm->expr());
    match.arms.push_back({std::move(patterns), value, SpanOf(arm)});
  }
  return Add(SpanOf(tree), std::move(match));
}

ExprId Builder::Braces(Grammar::BracesContext* tree) {
  const Span span = SpanOf(tree);
  if (!tree->fieldValue().empty()) {
    syntax::RecordLiteral record;
    for (auto* field : tree->fieldValue()) record.fields.push_back(FieldValueOf(field));
    return Add(span, std::move(record));
  }
  const auto elements = tree->element();
  if (elements.empty() || elements[0]->ARROW() == nullptr) {
    syntax::SetLiteral set;
    for (auto* element : elements) {
      set.elements.push_back(Expression(element->expr(0)));
      if (element->ARROW() != nullptr)
        Report(Code::UnexpectedText, SpanOf(element->ARROW()), "unexpected `->` in a set");
    }
    return Add(span, std::move(set));
  }
  syntax::MapLiteral map;
  for (auto* element : elements) {
    const ExprId key = Expression(element->expr(0));
    if (element->ARROW() == nullptr) Report(Code::MissingText, SpanOf(element), "missing `->` and a value in a map");
    const ExprId value =
        element->ARROW() == nullptr ? Add(SpanOf(element), syntax::Missing{}) : Expression(element->expr(1));
    map.entries.push_back({key, value});
  }
  return Add(span, std::move(map));
}

ExprId Builder::Brackets(Grammar::BracketsContext* tree) {
  return Add(SpanOf(tree), syntax::ListLiteral{Expressions(tree->expr())});
}

ExprId Builder::LiteralValue(Grammar::LiteralValueContext* tree) {
  return tree->braces() != nullptr ? Braces(tree->braces()) : Brackets(tree->brackets());
}

ExprId Builder::PathExpr(Grammar::PathContext* tree) {
  const syntax::Path path = PathOf(tree);
  ExprId id = Add(path.parts[0].span, syntax::NameExpr{path.parts[0]});
  for (std::size_t part = 1; part < path.parts.size(); ++part) {
    id = Add(Join(path.span, path.parts[part].span), syntax::Member{id, path.parts[part]});
    out_.exprs[id.index].span.end = path.parts[part].span.end;
  }
  return id;
}

syntax::FieldValue Builder::FieldValueOf(Grammar::FieldValueContext* tree) {
  syntax::Name name = NameOf(tree->word());
  return {std::move(name), Expression(tree->expr()), SpanOf(tree)};
}

std::vector<ExprId> Builder::Arguments(Grammar::ArgumentsContext* tree) {
  return Expressions(tree->expr());
}

syntax::TypeExprId Builder::Type(Grammar::TypeContext* tree) {
  syntax::TypeExpr type;
  type.span = SpanOf(tree);
  type.name = NameOf(tree->name());
  for (auto* argument : tree->type()) type.arguments.push_back(Type(argument));
  if (tree->range() != nullptr) type.range = Range(tree->range());
  if (tree->INT() != nullptr) type.max = Digits(tree->INT());
  type.optional = tree->QUESTION() != nullptr;
  for (auto* word : tree->word()) type.from.push_back(NameOf(word));
  out_.types.push_back(std::move(type));
  return {static_cast<std::uint32_t>(out_.types.size() - 1)};
}

syntax::IntRange Builder::Range(Grammar::RangeContext* tree) {
  // A sign stands before the number that it belongs to.
  const auto sign_of = [&](Terminal* number) -> Terminal* {
    for (Terminal* minus : tree->MINUS()) {
      if (minus->getSymbol()->getTokenIndex() + 1 == number->getSymbol()->getTokenIndex()) return minus;
    }
    return nullptr;
  };
  Terminal* low = tree->INT(0);
  Terminal* high = tree->INT(1);
  return {SignedDigits(sign_of(low), low), SignedDigits(sign_of(high), high), SpanOf(tree)};
}

}  // namespace bpol::parse
