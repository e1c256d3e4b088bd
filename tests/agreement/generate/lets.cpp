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

// `def`, with parameters like what requests have; it sees nothing else of them.
std::string BlockWriter::Definition() {
  DefName made{.name = NewName("holds"), .parameters = {}};
  std::vector<Path> like;
  for (const Path& path : ScopeOf(AllActions()).paths) {
    const TypeKind kind = path.type.kind;
    const bool scalar = kind != TypeKind::Record && kind != TypeKind::List && kind != TypeKind::Set;
    if (scalar && !path.fixed && path.needs.empty() && path.text != "now") like.push_back(path);
  }
  std::string heading;
  Scope inside;
  for (std::size_t i = 0; i < 2; ++i) {
    const Path& chosen = random_.Pick(like);
    Path given{.text = "given" + std::to_string(i), .type = chosen.type, .optional = chosen.optional};
    if (chosen.type.kind == TypeKind::Int) given.typical = chosen.typical.value_or(TypicalOf(chosen.type));
    given.type.minimum = INT64_MIN;
    given.type.maximum = INT64_MAX;
    given.type.bound = 0;
    heading +=
        (i == 0 ? "" : ", ") + given.text + ": " + TypeText(vocabulary_, given.type) + (given.optional ? "?" : "");
    made.parameters.push_back(given);
    inside.paths.push_back(given);
  }
  inside.times_allowed = false;
  ExprWriter writer(random_, vocabulary_, inside);
  for (int i = 0; i < 8; ++i) {
    const Condition body = writer.Cond(2);
    if (!Mentions(body.text, "given0") || !Mentions(body.text, "given1") || Mentions(body.text, "now")) continue;
    const std::string name = made.name;
    shared_.defs.push_back(std::move(made));
    return "def " + name + "(" + heading + "): Bool = " + body.text + "\n";
  }
  return "";
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
