#include "compiler/describe/redaction_live.h"

#include <algorithm>
#include <optional>
#include <span>

#include "compiler/describe/expr_children.h"

namespace bpol::describe {

using checked::ExprId;
using schema::Live;

namespace {

using Ids = std::vector<ExprId>;

// The fields from the object to what an expression names; nothing if it is not a path from the object.
std::optional<std::vector<std::uint32_t>> PathFromObject(const checked::Unit& unit, ExprId id) {
  const checked::Node& node = unit.At(id).node;
  if (std::holds_alternative<checked::Object>(node)) return std::vector<std::uint32_t>();
  if (const auto* unwrap = std::get_if<checked::Unwrap>(&node)) return PathFromObject(unit, unwrap->value);
  const auto* field = std::get_if<checked::Field>(&node);
  if (field == nullptr) return std::nullopt;
  std::optional<std::vector<std::uint32_t>> path = PathFromObject(unit, field->record);
  if (path) path->push_back(field->field);
  return path;
}

Live& Entry(std::vector<Live>& live, std::uint32_t field) {
  const auto found = std::ranges::find(live, field, &Live::field);
  if (found != live.end()) return *found;
  return live.emplace_back(Live{.field = field, .whole = false, .children = {}});
}

// `path` leads on from a record; what it ends at is live as a whole. A union is read by its tag.
void AddPath(const schema::Unit& unit, std::uint32_t record, std::span<const std::uint32_t> path,
             std::vector<Live>& live) {
  const schema::Record& declared = unit.records[record];
  if (declared.tag_field != schema::kNone) Entry(live, declared.tag_field).whole = true;
  Live& entry = Entry(live, path.front());
  if (entry.whole) return;
  if (path.size() == 1) {
    entry = {.field = path.front(), .whole = true, .children = {}};
    return;
  }
  AddPath(unit, unit.types[declared.fields[path.front()].type].declaration, path.subspan(1), entry.children);
}

// A test for the arm of a union reads its tag.
std::optional<std::vector<std::uint32_t>> PathToTag(const checked::Unit& unit, const checked::IsArm& test) {
  std::optional<std::vector<std::uint32_t>> path = PathFromObject(unit, test.operand);
  const checked::TypeRef type = unit.At(test.operand).type;
  if (path) path->push_back(unit.schema.records[unit.schema.types[type.type].declaration].tag_field);
  return path;
}

void AddReading(const checked::Unit& unit, ExprId id, ObjectReading& reading) {
  const checked::Expr& expr = unit.At(id);
  const auto* test = std::get_if<checked::IsArm>(&expr.node);
  const std::optional<std::vector<std::uint32_t>> path =
      test == nullptr ? PathFromObject(unit, id) : PathToTag(unit, *test);
  if (!path) {
    for (const ExprId child : SubExpressions(expr.node)) AddReading(unit, child, reading);
    return;
  }
  ExprId root = id;
  while (!std::holds_alternative<checked::Object>(unit.At(root).node))
    root = SubExpressions(unit.At(root).node).front();
  reading.type = unit.At(root).type;
  reading.record = unit.schema.types[reading.type.type].declaration;
  if (!path->empty()) return AddPath(unit.schema, reading.record, *path, reading.live);
  // The object as it is.
  for (std::uint32_t field = 0; field < unit.schema.records[reading.record].fields.size(); ++field)
    Entry(reading.live, field) = {.field = field, .whole = true, .children = {}};
}

}  // namespace

Ids SubExpressions(const checked::Node& node) {
  Ids ids;
  ForEachChild(node, [&ids](ExprId child) { ids.push_back(child); });
  return ids;
}

ObjectReading ReadingOf(const checked::Unit& unit, ExprId expr) {
  ObjectReading reading;
  AddReading(unit, expr, reading);
  return reading;
}

void MergeLive(std::vector<Live>& live, const std::vector<Live>& more) {
  for (const Live& from : more) {
    Live& entry = Entry(live, from.field);
    if (entry.whole) continue;
    if (from.whole) {
      entry = from;
    } else {
      MergeLive(entry.children, from.children);
    }
  }
}

}  // namespace bpol::describe
