// `in`, `not in`, `contains`, `subset of`, `starts with`, `ends with`.
#include "compiler/check/expr_checker.h"
#include "compiler/check/operator_text.h"
#include "compiler/check/tree.h"
#include "runtime/schema/layout.h"

namespace bpol::check {

using checked::Builtin;
using symbols::SymbolKind;
using syntax::BinaryOp;

namespace {

const std::vector<syntax::ExprId>* ElementsOf(const syntax::Expr& expr) {
  if (const auto* set = std::get_if<syntax::SetLiteral>(&expr.node)) return &set->elements;
  if (const auto* list = std::get_if<syntax::ListLiteral>(&expr.node)) return &list->elements;
  return nullptr;
}

}  // namespace

Typed ExprChecker::CheckIn(const syntax::Binary& binary, Span span) {
  if (const symbols::Symbol* symbol = ValueSymbol(binary.right); symbol && symbol->kind == SymbolKind::Table) {
    const auto& name = std::get<syntax::NameExpr>(SyntaxOf(binary.right).node).name.text;
    return CheckInTable(binary, session_.IndexOf(session_.module.Find(scope_.module, symbols::Space::Value, name)),
                        span);
  }
  Typed element, collection;
  if (NeedsHint(binary.left) && !NeedsHint(binary.right)) {
    collection = Value(binary.right);
    if (collection.error()) return {};
    element = Value(binary.left, types_.IsCollection(collection.type) ? HeldBy(collection.type) : TypeRef{});
  } else {
    element = Value(binary.left);
    if (element.error() && (NeedsHint(binary.right) || ElementsOf(SyntaxOf(binary.right)))) return {};
    // Whatever the literal on the right is, its elements are of the type on the left.
    TypeRef hint;
    if (!element.error() && types_.CanBeElement(element.type) && ElementsOf(SyntaxOf(binary.right)))
      hint = types_.SetOf({element.type.type, false}, session_.project.default_elements);
    collection = Value(binary.right, hint);
  }
  if (element.error() || collection.error()) return {};
  const Typed result = MakeMembership(collection, element, span);
  if (result.error()) return NotComparable(binary, element, collection);
  return binary.op == BinaryOp::NotIn ? Not(result, span) : result;
}

Typed ExprChecker::CheckContains(const syntax::Binary& binary, Span span) {
  const Typed collection = Value(binary.left);
  if (collection.error()) return {};
  const TypeRef hint = types_.IsCollection(collection.type) ? HeldBy(collection.type) : TypeRef{};
  const Typed element = Value(binary.right, hint);
  if (element.error()) return {};
  const Typed result = MakeMembership(collection, element, span);
  return result.error() ? NotComparable(binary, collection, element) : result;
}

// What `in` and `contains` ask for: an element, of a map a key.
TypeRef ExprChecker::HeldBy(TypeRef collection) const {
  const TypeRef element = types_.ElementOf(collection);
  return types_.IsMap(collection) ? TypeRef{session_.RecordOf(element).fields[schema::kMapKey].type, false} : element;
}

// The error type, without a message, where the one cannot hold the other.
Typed ExprChecker::MakeMembership(const Typed& collection, const Typed& element, Span span) {
  const std::uint64_t classes = ClassesOf(collection) | ClassesOf(element);
  if (types_.Is(collection.type, TypeKind::Cidr) && types_.Is(element.type, TypeKind::Ip)) {
    const Typed set = MakeCollection({collection}, {collection.type.type, false}, TypeKind::Set, span);
    return Make(checked::Contains{set.id, element.id}, Bool(), classes, span);
  }
  if (!types_.IsCollection(collection.type)) return {};
  const TypeRef held = HeldBy(collection.type);
  if (types_.IsMap(collection.type)) {
    if (!types_.Same(held, element.type)) return {};
    const Typed found = MakeMapAt(collection, element, span);
    return Make(checked::IsPresent{found.id}, Bool(), ClassesOf(found), span);
  }
  const bool prefixes = types_.Is(held, TypeKind::Cidr);
  const bool fits = prefixes ? types_.Is(element.type, TypeKind::Ip) : types_.Same(held, element.type);
  if (!fits || !types_.CanBeElement(element.type)) return {};
  return Make(checked::Contains{collection.id, element.id}, Bool(), classes, span);
}

Typed ExprChecker::CheckInTable(const syntax::Binary& binary, std::uint32_t table, Span span) {
  if (table == kNone) return {};
  const TypeRef type = session_.unit.tables[table].type;
  if (type.error()) return {};
  if (IsTree(session_, session_.unit.tables[table])) {
    session_.report.Add(Code::OperatorNotDefined, binary.operator_span,
                        Quote(session_.unit.tables[table].name) + " is a tree, which is not asked with `in`",
                        "ask `… within …`");
    return {};
  }
  const TypeRef held = types_.ElementOf(type);
  const Typed element = Value(binary.left, held);
  if (element.error()) return {};
  const bool prefixes = types_.Is(held, TypeKind::Cidr);
  if (!(prefixes ? types_.Is(element.type, TypeKind::Ip) : types_.Same(held, element.type)) ||
      !types_.CanBeElement(element.type)) {
    session_.report.Add(Code::NotComparable, binary.operator_span,
                        "`in` between " + Quote(types_.Name(element.type)) + " and " + Quote(types_.Name(type)));
    return {};
  }
  const Typed result = Make(checked::TableContains{table, element.id}, Bool(), ClassesOf(element), span);
  return binary.op == BinaryOp::NotIn ? Not(result, span) : result;
}

Typed ExprChecker::CheckSubset(const syntax::Binary& binary, Span span) {
  const Pair pair = CheckPair(binary.left, binary.right);
  if (pair.error()) return {};
  const auto& [inner, outer] = pair;
  if (!types_.Is(inner.type, TypeKind::Set) || !types_.Same(inner.type, outer.type))
    return NotComparable(binary, inner, outer);
  return Make(checked::SubsetOf{inner.id, outer.id}, Bool(), ClassesOf(inner) | ClassesOf(outer), span);
}

Typed ExprChecker::CheckTextEdge(const syntax::Binary& binary, Span span) {
  const Typed text = Value(binary.left);
  const Typed edge = Value(binary.right);
  if (text.error() || edge.error()) return {};
  if (!types_.Is(text.type, TypeKind::String) || !types_.Is(edge.type, TypeKind::String))
    return NotComparable(binary, text, edge);
  const Builtin builtin = binary.op == BinaryOp::StartsWith ? Builtin::StartsWith : Builtin::EndsWith;
  return MakeCall(builtin, {&text, &edge}, Bool(), span);
}

}  // namespace bpol::check
