#include "compiler/analyse/response_fields.h"

#include <algorithm>
#include <span>

#include "runtime/schema/layout.h"

namespace bpol::analyse {

using checked::kNone;
using schema::TypeKind;

namespace {

class FieldFinder {
 public:
  explicit FieldFinder(const checked::Unit& unit) : unit_(unit) {}

  void Type(std::uint32_t type, ResponseField so_far) {
    const schema::Type& at = unit_.schema.types[type];
    if (at.kind == TypeKind::Record) return Record(at.declaration, so_far);
    if (schema::IsMap(at)) return Map(at, std::move(so_far));
    if (at.kind == TypeKind::List && HoldsRecord(at.element)) {
      so_far.path.push_back({.name = {}, .arm = {}, .record = RecordIn(at.element)});
      return Type(at.element, std::move(so_far));
    }
    fields.push_back(std::move(so_far));
  }

  std::vector<ResponseField> fields;

 private:
  // Keys are data of the map's field; its values are fields of their own.
  void Map(const schema::Type& map, ResponseField so_far) {
    const std::uint32_t value = unit_.schema.records[map.declaration].fields[schema::kMapValue].type;
    fields.push_back(so_far);
    so_far.path.push_back({.name = {}, .arm = {}, .entry = true, .record = RecordIn(value)});
    Type(value, std::move(so_far));
  }

  bool HoldsRecord(std::uint32_t type) const {
    const schema::Type& at = unit_.schema.types[type];
    return at.kind == TypeKind::Record || (at.element != kNone && HoldsRecord(at.element));
  }
  std::uint32_t RecordIn(std::uint32_t type) const {
    const schema::Type& at = unit_.schema.types[type];
    return at.kind == TypeKind::Record ? at.declaration : kNone;
  }

  void Record(std::uint32_t index, const ResponseField& so_far) {
    const schema::Record& record = unit_.schema.records[index];
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      const schema::Field& field = record.fields[i];
      ResponseField below = so_far;
      below.path.push_back({.name = field.name,
                            .arm = field.arm == kNone ? std::string() : record.arms[field.arm],
                            .in_union = record.tag_field != kNone,
                            .record = index});
      const std::uint32_t data_class = unit_.field_classes[index][i];
      below.own_class = data_class == kNone ? 0 : std::uint64_t{1} << data_class;
      below.classes |= below.own_class;
      Type(field.type, std::move(below));
    }
  }

  const checked::Unit& unit_;
};

// Whether `path` names the field at the end of `steps`, or a record or list around it.
bool Names(std::span<const std::string> path, std::span<const PathStep> steps) {
  if (path.empty()) return true;
  if (steps.empty()) return false;
  const PathStep& step = steps.front();
  if (step.name.empty()) return (path[0] == "[]" || path[0] == "[*]") && Names(path.subspan(1), steps.subspan(1));
  if (step.in_union && (path[0] == "all" || (!step.arm.empty() && path[0] == step.arm))) {
    if (path.size() == 1) return true;
    if (path[1] == step.name && Names(path.subspan(2), steps.subspan(1))) return true;
  }
  return path[0] == step.name && Names(path.subspan(1), steps.subspan(1));
}

// Where the record of a block begins within a path: behind how many steps. The nearest one to the field is meant.
std::size_t BlockStart(const ResponseField& field, std::uint32_t record) {
  for (std::size_t i = field.path.size(); i > 0; --i) {
    if (!field.path[i - 1].name.empty() && field.path[i - 1].record == record) return i - 1;
  }
  return field.path.size() + 1;
}

}  // namespace

std::vector<ResponseField> FieldsOf(const checked::Unit& unit, std::uint32_t response) {
  FieldFinder finder(unit);
  finder.Type(response, {});
  return std::move(finder.fields);
}

Reach ReachOf(const checked::Unit& unit, const checked::RedactBlock& block, const checked::RedactLine& line,
              const ResponseField& field) {
  std::size_t start = BlockStart(field, unit.schema.types[block.type].declaration);
  if (line.drop || start > field.path.size()) return {};
  if (line.data_class != kNone) return {.reaches = (unit.class_covers[line.data_class] & field.classes) != 0};
  if (!line.path.empty() && line.path[0] == "[]" && start > 0 && field.path[start - 1].name.empty()) --start;
  const bool named = Names(line.path, std::span(field.path).subspan(start));
  return {.reaches = named, .by_path = true, .length = line.path.size()};
}

std::string Spell(const ResponseField& field) {
  std::string text;
  for (std::size_t i = 0; i < field.path.size(); ++i) {
    const PathStep& step = field.path[i];
    if (step.name.empty()) {
      if (i > 0) text += step.entry ? "[*]" : "[]";
      continue;
    }
    if (!text.empty()) text += '.';
    if (!step.arm.empty()) text += step.arm + '.';
    text += step.name;
  }
  return text;
}

}  // namespace bpol::analyse
