// Names for values, at the module, in a block, at a line.
#include "tests/agreement/generate/block_writer.h"

namespace bpol::agreement {

std::string BlockWriter::Lets(Scope& scope, const std::string& indent, int percent) {
  std::string text;
  while (random_.Chance(percent)) text += Let(scope, indent);
  return text;
}

std::string BlockWriter::Let(Scope& scope, const std::string& indent) {
  const std::string name = NewName("let");
  ExprWriter writer(random_, vocabulary_, scope);
  const std::size_t draw = random_.Below(10);
  if (draw < 3) {
    const std::string row = RowLet(scope, name);
    if (!row.empty()) return indent + row;
  }
  if (draw < 5) {
    const Condition condition = writer.Cond(2);
    scope.paths.push_back({.text = name, .type = {.kind = TypeKind::Bool}, .classified = condition.classified});
    return indent + "let " + name + " = " + condition.text + "\n";
  }
  GivenType type = writer.ScalarType();
  if (draw == 5) type = {.kind = TypeKind::Set, .declaration = 0, .element = TypeKind::Enum, .bound = 8};
  if (draw == 6) type = {.kind = TypeKind::List, .element = TypeKind::String, .bound = 8};
  const std::optional<Expr> value = writer.Value(type, 2);
  if (!value) return "";
  // A declared type is also the range of what the name stands for.
  const bool typed = value->bare || (type.kind == TypeKind::Int && random_.Chance(20));
  GivenType declared = value->type;
  if (typed) declared.bound = type.bound;
  if (typed && type.kind == TypeKind::Int) declared = {.kind = TypeKind::Int};
  Path path{.text = name, .type = value->type, .classified = value->classified};
  path.fixed = value->fixed;
  path.rough = value->rough;
  path.typical = value->typical;
  scope.paths.push_back(std::move(path));
  return indent + "let " + name + (typed ? ": " + TypeText(vocabulary_, declared) : "") + " = " + value->text + "\n";
}

// The row of a table, which may be absent.
std::string BlockWriter::RowLet(Scope& scope, const std::string& name) {
  if (vocabulary_.tables.empty()) return "";
  const GivenTable& table = random_.Pick(vocabulary_.tables);
  if (table.keys.empty()) return "";
  ExprWriter writer(random_, vocabulary_, scope);
  std::string keys;
  bool classified = false;
  for (const std::uint32_t key : table.keys) {
    // A row that is the same for every request is no row to ask.
    const std::optional<Expr> value = writer.Dynamic(vocabulary_.records[table.type.declaration].members[key].type, 0);
    if (!value || value->fixed) return "";
    keys += (keys.empty() ? "" : ", ") + value->text;
    classified = classified || value->classified;
  }
  Path row{.text = name, .type = {.kind = TypeKind::Record, .declaration = table.type.declaration}};
  row.optional = !table.total;
  row.classified = classified;
  row.row = true;
  const std::size_t first = scope.paths.size();
  AddBelow(vocabulary_, row, scope.paths);
  for (std::size_t i = first; i < scope.paths.size(); ++i) scope.paths[i].row = true;
  return "let " + name + " = " + table.name + "(" + keys + ")\n";
}

}  // namespace bpol::agreement
