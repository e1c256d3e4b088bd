#include "compiler/check/declare.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/table_rows.h"
#include "compiler/check/tree.h"
#include "compiler/check/type_reader.h"

namespace bpol::check {

using symbols::ModuleId;

namespace {

// What the nodes of a tree may be: what has a short name.
bool CanBeNode(const Session& session, TypeRef type) {
  const TypeKind kind = session.types.KindOf(type);
  return !type.optional && (kind == TypeKind::String || kind == TypeKind::Int || kind == TypeKind::Enum ||
                            kind == TypeKind::Country || kind == TypeKind::Bic || kind == TypeKind::Lei);
}

TypeRef ReadTreeType(Session& session, ModuleId module, const syntax::File& file, const syntax::TypeExpr& type) {
  if (type.arguments.size() != 1) {
    session.report.Add(Code::UnknownType, type.span, "`Tree` does not say what it holds", "write `Tree<String>`");
    return {};
  }
  const TypeRef node = ReadType(session, module, file, type.arguments[0]);
  if (node.error()) return {};
  if (CanBeNode(session, node) && !type.optional && !type.max) return TreeOf(session, node);
  session.report.Add(Code::CollectionShape, type.span, "a tree of " + Quote(session.types.Name(node)),
                     "its nodes are texts, whole numbers, members of an enum, countries, BICs or LEIs: `Tree<String>`");
  return {};
}

checked::Table ReadTable(Session& session, ModuleId module, const syntax::File& file, const syntax::TableDecl& node) {
  const bool tree = node.type.valid() && file.type(node.type).name.text == "Tree";
  checked::Table table{.name = node.name.text,
                       .type = tree ? ReadTreeType(session, module, file, file.type(node.type))
                                    : ReadType(session, module, file, node.type),
                       .keys = {},
                       .value = {}};
  if (table.type.error()) return table;
  const bool rows = session.types.Is(table.type, TypeKind::List) &&
                    session.types.Is(session.types.ElementOf(table.type), TypeKind::Record);
  const bool set = session.types.Is(table.type, TypeKind::Set);
  if (table.type.optional || !(rows || set)) {
    session.report.Add(Code::CollectionShape, file.type(node.type).span,
                       "a table of type " + Quote(session.types.Name(table.type)),
                       "a table is a `Set<…>` or a `List<…>` of records");
    table.type = {};
    return table;
  }
  std::optional<decision::Value> value;
  if (node.file) {
    value = ReadDataFile(session, table, *node.file);
  } else if (node.rows) {
    value = ReadRows(session, module, file, table, *node.rows, node.name.span);
  } else if (tree && node.value.valid()) {
    session.report.Add(Code::TableRow, file.expr(node.value).span, "a tree is written in rows",
                       "`[ | child | parent | … ]`, or `from` a data file");
  } else if (node.value.valid()) {
    Scope scope{.module = module, .file = &file};
    ExprChecker checker(session, scope);
    value = checker.Constant(checker.As(node.value, table.type), file.expr(node.value).span);
  }
  if (!value) {
    table.type = {};
    return table;
  }
  table.value = *value;
  // The bound of a constant is what it holds.
  schema::Type type = session.types.At(table.type);
  type.bound = value->count;
  table.type.type = session.types.Intern(type);
  return table;
}

}  // namespace

void DeclareTables(Session& session) {
  session.ForEach<syntax::TableDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::TableDecl& node, const syntax::Declaration&) {
        const symbols::SymbolId symbol = session.SymbolOf(module, symbols::Space::Value, node.name);
        checked::Table table = ReadTable(session, module, file, node);
        if (!symbol.valid()) return;
        session.index[symbol.index] = static_cast<std::uint32_t>(session.unit.tables.size());
        session.unit.tables.push_back(std::move(table));
      });
}

}  // namespace bpol::check
