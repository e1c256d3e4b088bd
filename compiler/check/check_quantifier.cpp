// `any x in xs: …`, `all x in xs: …`, `count of x for x in xs where …` and its like.
#include "compiler/check/expr_checker.h"

namespace bpol::check {

namespace {

constexpr std::uint32_t kMostQuantifiers = 2;  // one inside another; deeper costs multiply beyond what a reader expects

checked::QuantifierKind KindOf(syntax::AggregateKind kind) {
  switch (kind) {
    case syntax::AggregateKind::Count:
      return checked::QuantifierKind::Count;
    case syntax::AggregateKind::Sum:
      return checked::QuantifierKind::Sum;
    case syntax::AggregateKind::Min:
      return checked::QuantifierKind::Min;
    case syntax::AggregateKind::Max:
      return checked::QuantifierKind::Max;
  }
  BPOL_CHECK(false, "every aggregate has a quantifier");
}

}  // namespace

// The collection that a quantifier visits; the error type, with its message, where it is none or stands too deep.
Typed ExprChecker::CheckSource(syntax::ExprId collection) {
  if (scope_.quantifiers >= kMostQuantifiers) {
    session_.report.Add(Code::QuantifierTooDeep, SpanOf(collection), "a quantifier inside two others",
                        "name the inner part with `let`, or bring the data closer together");
    return {};
  }
  const Typed source = Value(collection);
  if (source.error() || types_.IsCollection(source.type)) return source;
  session_.report.Add(Code::TypeMismatch, SpanOf(collection),
                      Quote(types_.Name(source.type)) + " where a set or a list is needed");
  return {};
}

std::uint32_t ExprChecker::BindVariable(const syntax::Name& name, const Typed& source) {
  const std::uint32_t variable = NewVariable();
  scope_.locals.push_back({name.text, Variable(variable, types_.ElementOf(source.type), ClassesOf(source), name.span)});
  return variable;
}

std::uint32_t ExprChecker::NewVariable() {
  ActionState* numbers = scope_.action != nullptr ? scope_.action : scope_.numbers;
  return numbers != nullptr ? numbers->variables++ : session_.loose_variables++;
}

Typed ExprChecker::Variable(std::uint32_t number, TypeRef type, std::uint64_t classes, Span span) {
  Typed variable = Make(checked::Element{number}, type, classes, span);
  variable.place = Place{Place::Root::Variable, number, {}};
  return variable;
}

Typed ExprChecker::CheckNode(const syntax::Quantifier& quantifier, TypeRef, Span span) {
  const Typed source = CheckSource(quantifier.collection);
  if (source.error()) return {};
  const Branch branch(scope_, {});
  const std::uint32_t variable = BindVariable(quantifier.variable, source);
  ++scope_.quantifiers;
  const Typed body = Condition(quantifier.body);
  --scope_.quantifiers;
  if (body.error()) return {};
  const auto kind =
      quantifier.kind == syntax::QuantifierKind::Any ? checked::QuantifierKind::Any : checked::QuantifierKind::All;
  return Make(checked::Quantifier{kind, variable, source.id, {}, body.id}, Bool(), ClassesOf(source) | ClassesOf(body),
              span);
}

Typed ExprChecker::CheckNode(const syntax::Aggregate& aggregate, TypeRef, Span span) {
  const Typed source = CheckSource(aggregate.collection);
  if (source.error()) return {};
  const Branch branch(scope_, {});
  const std::uint32_t variable = BindVariable(aggregate.variable, source);
  ++scope_.quantifiers;
  Typed where;
  if (aggregate.where.valid()) where = Condition(aggregate.where);
  scope_.known.Add(where.if_true);
  const Typed value = Value(aggregate.value);
  --scope_.quantifiers;
  if (value.error() || (aggregate.where.valid() && where.error())) return {};
  const Typed result = AggregateResult(aggregate, source, value);
  if (result.error()) return {};
  const checked::ExprId body = aggregate.kind == syntax::AggregateKind::Count ? checked::ExprId{} : value.id;
  return Make(checked::Quantifier{KindOf(aggregate.kind), variable, source.id, where.id, body}, result.type,
              ClassesOf(source) | ClassesOf(value) | ClassesOf(where), span);
}

// Only the type of it: of the least, the greatest and a sum of Money there may be none.
Typed ExprChecker::AggregateResult(const syntax::Aggregate& aggregate, const Typed& source, const Typed& value) {
  Typed result;
  const auto bound = static_cast<std::int64_t>(types_.At(source.type).bound);
  if (aggregate.kind == syntax::AggregateKind::Count) {
    result.type = types_.Int(0, bound);
    return result;
  }
  const TypeKind kind = types_.KindOf(value.type);
  const bool number = kind == TypeKind::Int || kind == TypeKind::Decimal || kind == TypeKind::Duration;
  if (aggregate.kind == syntax::AggregateKind::Sum && (number || kind == TypeKind::Money)) {
    result.type = session_.Scalar(kind);
    result.type.optional = kind == TypeKind::Money;
    return result;
  }
  if (aggregate.kind != syntax::AggregateKind::Sum && (types_.IsOrdered(value.type) || kind == TypeKind::Money)) {
    result.type = {value.type.type, true};
    return result;
  }
  session_.report.Add(Code::OperatorNotDefined, SpanOf(aggregate.value),
                      std::string(aggregate.kind == syntax::AggregateKind::Sum ? "a sum" : "the least or greatest") +
                          " of " + Quote(types_.Name(value.type)));
  return {};
}

}  // namespace bpol::check
