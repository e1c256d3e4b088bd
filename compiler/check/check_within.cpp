// `b within "north"`: the node `b` of a tree stands below the other, or is it (tree.h).
#include <algorithm>

#include "compiler/check/expr_checker.h"
#include "compiler/check/tree.h"
#include "compiler/diagnostics/suggest.h"
#include "runtime/decision/decision.h"

namespace bpol::check {

using symbols::SymbolKind;

// The tree that `within` asks, and which operand names the node above.
struct ExprChecker::Tree {
  std::uint32_t table = kNone;
  syntax::ExprId above;
};

Typed ExprChecker::CheckWithin(const syntax::Binary& binary, Span span) {
  const std::optional<Tree> named = NamedTree(binary);
  if (named && named->table == kNone) return {};
  const Typed below = Value(binary.left, named ? NodeOf(session_, session_.unit.tables[named->table]) : TypeRef{});
  if (below.error()) return {};
  const std::uint32_t table = named ? named->table : TreeFor(below.type, binary.operator_span);
  if (table == kNone) return {};
  const checked::Table& tree = session_.unit.tables[table];
  const TypeRef node = NodeOf(session_, tree);
  if (!types_.Same(below.type, node)) return Mismatch(below, node, SpanOf(binary.left));
  const Typed above = As(named ? named->above : binary.right, node);
  if (above.error() || !IsNode(tree, above)) return {};
  return MakeWithin(table, below, above, span);
}

// `branches["north"]` on the right says which tree.
std::optional<ExprChecker::Tree> ExprChecker::NamedTree(const syntax::Binary& binary) {
  const auto* index = std::get_if<syntax::Index>(&SyntaxOf(binary.right).node);
  if (index == nullptr) return std::nullopt;
  const symbols::Symbol* symbol = ValueSymbol(index->object);
  if (symbol == nullptr || symbol->kind != SymbolKind::Table) return std::nullopt;
  const auto& name = std::get<syntax::NameExpr>(SyntaxOf(index->object).node).name.text;
  const std::uint32_t table = session_.IndexOf(session_.module.Find(scope_.module, symbols::Space::Value, name));
  if (table == kNone || session_.unit.tables[table].type.error()) return Tree{};
  if (!IsTree(session_, session_.unit.tables[table])) return std::nullopt;
  return Tree{table, index->index};
}

// The one tree in sight whose nodes are of this type; kNone, with a message, where there is none or another.
std::uint32_t ExprChecker::TreeFor(TypeRef node, Span span) {
  std::vector<std::string> found;
  std::uint32_t tree = kNone;
  for (const std::string_view name : session_.module.NamesIn(scope_.module, symbols::Space::Value)) {
    const symbols::SymbolId id = session_.module.Find(scope_.module, symbols::Space::Value, name);
    if (session_.module.symbol(id).kind != SymbolKind::Table || session_.IndexOf(id) == kNone) continue;
    const checked::Table& table = session_.unit.tables[session_.IndexOf(id)];
    if (table.type.error() || !IsTree(session_, table) || !types_.Same(NodeOf(session_, table), node)) continue;
    found.emplace_back(name);
    tree = session_.IndexOf(id);
  }
  if (found.size() == 1) return tree;
  if (found.empty()) {
    session_.report.Add(Code::OperatorNotDefined, span, "no tree has a " + Quote(types_.Name(node)) + " for its nodes",
                        "declare one: `table branches: Tree<" + types_.Name(node) + "> from \"data/branches.csv\"`");
  } else {
    session_.report.Add(Code::OperatorNotDefined, span, "several trees have such nodes: " + QuoteAll(found),
                        "say which: `within " + found[0] + "[…]`");
  }
  return kNone;
}

// A node that is written out is one of the tree's.
bool ExprChecker::IsNode(const checked::Table& tree, const Typed& above) {
  const auto* literal = std::get_if<checked::Literal>(&session_.At(above.id).node);
  if (literal == nullptr) return true;
  const auto is_it = [&](const decision::Value& row) {
    return decision::Compare(row.AsSpan()[kTreeNode], literal->value) == 0;
  };
  if (std::ranges::any_of(tree.value.AsSpan(), is_it)) return true;
  const schema::Type& type = types_.At(NodeOf(session_, tree));
  std::vector<std::string> names;
  for (const decision::Value& row : tree.value.AsSpan())
    names.push_back(decision::Print(session_.unit.schema, type, row.AsSpan()[kTreeNode]));
  const std::string name = decision::Print(session_.unit.schema, type, literal->value);
  session_.report.Add(Code::LiteralOutOfRange, session_.At(above.id).span,
                      Quote(name) + " is no node of " + Quote(tree.name),
                      diagnostics::DidYouMean(name, std::vector<std::string_view>(names.begin(), names.end())));
  return false;
}

// Each row is looked up once; who is in no row stands below nothing.
Typed ExprChecker::MakeWithin(std::uint32_t table, const Typed& below, const Typed& above, Span span) {
  const std::uint64_t classes = ClassesOf(below) | ClassesOf(above);
  const TypeRef row{types_.ElementOf(session_.unit.tables[table].type).type, true};
  const TypeRef int_type = session_.Scalar(TypeKind::Int);
  const std::uint32_t inner = NewVariable(), outer = NewVariable();
  const auto found = [&](const Typed& key) { return Make(checked::TableLookup{table, {key.id}}, row, classes, span); };
  const auto present = [&](std::uint32_t variable) {
    return Make(checked::IsPresent{Variable(variable, row, classes, span).id}, Bool(), classes, span);
  };
  const auto number = [&](std::uint32_t variable, std::uint32_t field) {
    const Typed there =
        Make(checked::Unwrap{Variable(variable, row, classes, span).id}, {row.type, false}, classes, span);
    const Typed read = Make(checked::Field{there.id, field}, {int_type.type, true}, classes, span);
    return Make(checked::Unwrap{read.id}, int_type, classes, span);
  };
  const auto both = [&](const Typed& left, const Typed& right) {
    return MakeBinary(checked::BinaryOp::And, left, right, Bool(), span);
  };
  const auto in_order = [&](const Typed& left, const Typed& right) {
    return MakeBinary(checked::BinaryOp::Le, left, right, Bool(), span);
  };
  const Typed from = in_order(number(outer, kTreeFirst), number(inner, kTreeFirst));
  const Typed to = in_order(number(inner, kTreeFirst), number(outer, kTreeLast));
  const Typed holds = both(both(both(present(inner), present(outer)), from), to);
  const Typed with_outer = Make(checked::Let{outer, found(above).id, holds.id}, Bool(), classes, span);
  return Make(checked::Let{inner, found(below).id, with_outer.id}, Bool(), classes, span);
}

}  // namespace bpol::check
