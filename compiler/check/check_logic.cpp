// `and`, `or`, `unless`, `??`, `if`: what stands behind is checked knowing what stands before.
#include "compiler/check/expr_checker.h"

namespace bpol::check {

Typed ExprChecker::CheckAnd(const syntax::Binary& binary, Span span) {
  const Typed left = Condition(binary.left);
  if (left.fixed) return *left.fixed ? Condition(binary.right) : left;
  Typed right;
  {
    const Branch branch(scope_, left.if_true);
    right = Condition(binary.right);
  }
  if (left.error() || right.error()) return {};
  return And(left, right, span);
}

Typed ExprChecker::And(const Typed& left, const Typed& right, Span span) {
  Typed result = MakeBinary(checked::BinaryOp::And, left, right, Bool(), span);
  result.if_true = Knowledge::Both(left.if_true, right.if_true);
  result.if_false = Knowledge::Either(left.if_false, Knowledge::Both(left.if_true, right.if_false));
  return result;
}

Typed ExprChecker::CheckOr(const syntax::Binary& binary, Span span) {
  const Typed left = Condition(binary.left);
  if (left.fixed) return *left.fixed ? left : Condition(binary.right);
  Typed right;
  {
    const Branch branch(scope_, left.if_false);
    right = Condition(binary.right);
  }
  if (left.error() || right.error()) return {};
  Typed result = MakeBinary(checked::BinaryOp::Or, left, right, Bool(), span);
  result.if_true = Knowledge::Either(left.if_true, Knowledge::Both(left.if_false, right.if_true));
  result.if_false = Knowledge::Both(left.if_false, right.if_false);
  return result;
}

// `a unless b` is `a and not b`.
Typed ExprChecker::CheckUnless(const syntax::Binary& binary, Span span) {
  const Typed left = Condition(binary.left);
  if (left.fixed && !*left.fixed) return left;
  Typed right;
  {
    const Branch branch(scope_, left.if_true);
    right = Condition(binary.right);
  }
  if (left.error() || right.error()) return {};
  return And(left, Not(right, span), span);
}

Typed ExprChecker::CheckCoalesce(const syntax::Binary& binary, TypeRef hint, Span span) {
  const Typed left = Check(binary.left, hint.error() ? TypeRef{} : TypeRef{hint.type, true});
  if (left.error()) {
    // A word on the right would have learnt from the left what it is.
    if (!hint.error() || !NeedsHint(binary.right)) Check(binary.right, hint);
    return {};
  }
  if (!left.type.optional) {
    const std::string spelled = Spell(binary.left);
    session_.report.Add(Code::NotOptional, SpanOf(binary.left),
                        (spelled.empty() ? "this" : Quote(spelled)) + " is always present",
                        "leave the question out, or ask about a value whose type ends in `?`");
    return {};
  }
  Typed right = Narrowed(Check(binary.right, left.type), binary.right);
  if (right.error()) return {};
  if (types_.Is(left.type, TypeKind::Decimal)) right = AsDecimal(right);
  if (!types_.Same(left.type, right.type)) return Mismatch(right, {left.type.type, false}, SpanOf(binary.right));
  TypeRef type = types_.Join(left.type, right.type);
  type.optional = right.type.optional;
  return Make(checked::Coalesce{left.id, right.id}, type, ClassesOf(left) | ClassesOf(right), span);
}

Typed ExprChecker::CheckNode(const syntax::If& conditional, TypeRef hint, Span span) {
  const Typed condition = Condition(conditional.condition);
  if (condition.fixed) return Check(*condition.fixed ? conditional.yes : conditional.no, hint);
  Typed yes, no;
  {
    const Branch branch(scope_, condition.if_true);
    yes = Narrowed(Check(conditional.yes, hint), conditional.yes);
  }
  {
    const Branch branch(scope_, condition.if_false);
    const bool learnt = !yes.error() || !hint.error() || !NeedsHint(conditional.no);
    if (learnt) no = Narrowed(Check(conditional.no, hint.error() ? yes.type : hint), conditional.no);
  }
  if (condition.error() || yes.error() || no.error()) return {};
  EvenOut(yes, no);
  if (!types_.Same(yes.type, no.type)) return Mismatch(no, {yes.type.type, false}, SpanOf(conditional.no));
  const std::uint64_t classes = ClassesOf(condition) | ClassesOf(yes) | ClassesOf(no);
  Typed result = Make(checked::If{condition.id, yes.id, no.id}, types_.Join(yes.type, no.type), classes, span);
  result.if_true = Knowledge::Either(Knowledge::Both(condition.if_true, yes.if_true),
                                     Knowledge::Both(condition.if_false, no.if_true));
  result.if_false = Knowledge::Either(Knowledge::Both(condition.if_true, yes.if_false),
                                      Knowledge::Both(condition.if_false, no.if_false));
  return result;
}

}  // namespace bpol::check
