// The way into expressions, and what all kinds of node share.
#include <array>

#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"

namespace bpol::check {

using decision::Value;

Typed ExprChecker::Check(syntax::ExprId id, TypeRef hint) {
  if (!id.valid()) return {};
  const syntax::Expr& expr = SyntaxOf(id);
  return std::visit([&](const auto& node) { return CheckNode(node, hint, expr.span); }, expr.node);
}

Typed ExprChecker::Value(syntax::ExprId id, TypeRef hint) {
  return Present(Check(id, hint), id);
}

Typed ExprChecker::As(syntax::ExprId id, TypeRef wanted) {
  Typed value = wanted.optional ? Check(id, wanted) : Value(id, wanted);
  if (value.error() || wanted.error()) return value;
  if (types_.Is(wanted, TypeKind::Decimal)) value = AsDecimal(value);
  if (!types_.Fits(value.type, wanted)) return Mismatch(value, wanted, SpanOf(id));
  return value;
}

Typed ExprChecker::Condition(syntax::ExprId id) {
  Typed condition = As(id, Bool());
  if (condition.error()) {
    // A line whose condition was lost without a word would hold for everybody.
    BPOL_CHECK(session_.report.has_errors() || session_.report.in_trial(), "what is wrong was said");
    condition.if_true.AssumeAll();
    condition.if_false.AssumeAll();
  }
  return condition;
}

Typed ExprChecker::Narrowed(Typed value, syntax::ExprId from) {
  if (value.error() || !value.type.optional || !value.place || !scope_.known.IsPresent(*value.place)) return value;
  const TypeRef present{value.type.type, false};
  Typed unwrapped = Make(checked::Unwrap{value.id}, present, ClassesOf(value), SpanOf(from));
  unwrapped.place = value.place;
  return unwrapped;
}

Typed ExprChecker::Present(Typed value, syntax::ExprId from) {
  value = Narrowed(std::move(value), from);
  if (value.error() || !value.type.optional) return value;
  const std::string spelled = Spell(from);
  if (spelled.empty()) {
    const bool row = types_.Is(value.type, TypeKind::Record);
    session_.report.Add(
        Code::UnguardedOptional, SpanOf(from), "this value may be absent",
        row ? "give it a name and ask first: `let found = …` above the line, then `found is present and …`"
            : "say what stands in for it: `… ?? value`");
    return {};
  }
  session_.report.Add(
      Code::UnguardedOptional, SpanOf(from), Quote(spelled) + " may be absent here",
      "ask first: `" + spelled + " is present and …`, or say what stands in for it: `" + spelled + " ?? …`");
  return {};
}

std::string ExprChecker::Spell(syntax::ExprId id) const {
  const syntax::Expr& expr = SyntaxOf(id);
  if (const auto* name = std::get_if<syntax::NameExpr>(&expr.node)) return name->name.text;
  if (const auto* member = std::get_if<syntax::Member>(&expr.node)) {
    const std::string object = Spell(member->object);
    return object.empty() ? "" : object + "." + member->name.text;
  }
  return "";
}

Typed ExprChecker::Make(checked::Node node, TypeRef type, std::uint64_t classes, Span span) {
  Typed made;
  made.id = session_.Add(std::move(node), type, classes, span);
  made.type = type;
  return made;
}

Typed ExprChecker::MakeLiteral(decision::Value value, TypeRef type, Span span, std::uint32_t given) {
  return Make(checked::Literal{value, given}, type, 0, span);
}

Typed ExprChecker::MakeCall(checked::Builtin builtin, std::vector<const Typed*> arguments, TypeRef result, Span span) {
  checked::Call call{.builtin = builtin, .arguments = {}};
  std::uint64_t classes = 0;
  for (const Typed* argument : arguments) {
    call.arguments.push_back(argument->id);
    classes |= ClassesOf(*argument);
  }
  return Make(std::move(call), result, classes, span);
}

Typed ExprChecker::MakeBinary(checked::BinaryOp op, const Typed& left, const Typed& right, TypeRef type, Span span) {
  return Make(checked::Binary{op, left.id, right.id}, type, ClassesOf(left) | ClassesOf(right), span);
}

Typed ExprChecker::Not(const Typed& operand, Span span) {
  if (operand.fixed) {
    Typed fixed = MakeLiteral(Value::Int(*operand.fixed ? 0 : 1), Bool(), span, checked::kGivenOtherwise);
    fixed.fixed = !*operand.fixed;
    return fixed;
  }
  Typed negated = Make(checked::Unary{checked::UnaryOp::Not, operand.id}, Bool(), ClassesOf(operand), span);
  negated.if_true = operand.if_false;
  negated.if_false = operand.if_true;
  return negated;
}

std::uint64_t ExprChecker::ClassesOf(const Typed& value) const {
  return value.id.valid() ? session_.At(value.id).classes : 0;
}

Typed ExprChecker::Mismatch(const Typed& seen, TypeRef wanted, Span span) {
  const bool written = seen.id.valid() && std::holds_alternative<checked::Literal>(session_.At(seen.id).node);
  const std::string turned = written ? "" : HowToTurn(session_, seen.type, wanted);
  session_.report.Add(Code::TypeMismatch, span,
                      Quote(types_.Name(seen.type)) + " where " + Quote(types_.Name(wanted)) + " is needed",
                      turned.empty() ? HowToWrite(session_, wanted) : turned);
  return {};
}

Typed ExprChecker::CheckNode(const syntax::Wire&, TypeRef, Span span) {
  session_.report.Add(Code::NeedsContext, span, "a part of the HTTP request outside a `bind`",
                      "bind it to a field of the action, and read the field");
  return {};
}

Typed ExprChecker::CheckNode(const syntax::Unary& unary, TypeRef, Span span) {
  if (unary.op == syntax::UnaryOp::Negate) return CheckNegate(unary, span);
  const Typed operand = Condition(unary.operand);
  return operand.error() ? operand : Not(operand, span);
}

Typed ExprChecker::CheckNode(const syntax::Binary& binary, TypeRef hint, Span span) {
  using syntax::BinaryOp;
  switch (binary.op) {
    case BinaryOp::Or:
      return CheckOr(binary, span);
    case BinaryOp::And:
      return CheckAnd(binary, span);
    case BinaryOp::Unless:
      return CheckUnless(binary, span);
    case BinaryOp::Equal:
    case BinaryOp::NotEqual:
      return CheckEquality(binary, span);
    case BinaryOp::Less:
    case BinaryOp::LessEqual:
    case BinaryOp::Greater:
    case BinaryOp::GreaterEqual:
      return CheckOrder(binary, span);
    case BinaryOp::In:
    case BinaryOp::NotIn:
      return CheckIn(binary, span);
    case BinaryOp::Contains:
      return CheckContains(binary, span);
    case BinaryOp::SubsetOf:
      return CheckSubset(binary, span);
    case BinaryOp::StartsWith:
    case BinaryOp::EndsWith:
      return CheckTextEdge(binary, span);
    case BinaryOp::Within:
      return CheckWithin(binary, span);
    case BinaryOp::Coalesce:
      return CheckCoalesce(binary, hint, span);
    case BinaryOp::Add:
    case BinaryOp::Subtract:
    case BinaryOp::Multiply:
    case BinaryOp::Divide:
      return CheckArithmetic(binary, span);
  }
  BPOL_CHECK(false, "every operator is checked");
}

}  // namespace bpol::check
