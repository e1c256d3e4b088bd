#include "compiler/describe/redaction_places.h"

#include "runtime/schema/layout.h"

namespace bpol::describe {
namespace {

using schema::kNone;

class PlaceFinder {
 public:
  explicit PlaceFinder(const checked::Unit& unit) : unit_(unit) {}

  std::uint32_t Add(std::uint32_t type, std::uint32_t parent, std::vector<Step> steps, std::uint32_t data_class) {
    const auto index = static_cast<std::uint32_t>(found.places.size());
    const std::uint64_t around = parent == kNone ? 0 : found.places[parent].classes;
    found.places.push_back({.node = index, .parent = parent, .steps = std::move(steps), .classes = around});
    if (data_class != kNone) found.places[index].classes |= std::uint64_t{1} << data_class;
    found.places[index].data_class = Counted(parent, data_class);
    found.redaction.nodes.emplace_back();
    found.redaction.nodes[index].type = type;
    switch (unit_.schema.types[type].kind) {
      case schema::TypeKind::Record:
        AddMembers(index, unit_.schema.types[type].declaration);
        break;
      case schema::TypeKind::Set:
      case schema::TypeKind::List:
        AddElement(index, HeldBy(unit_.schema.types[type]));
        break;
      case schema::TypeKind::Bool:
      case schema::TypeKind::Int:
      case schema::TypeKind::String:
      case schema::TypeKind::Money:
      case schema::TypeKind::Decimal:
      case schema::TypeKind::Instant:
      case schema::TypeKind::Date:
      case schema::TypeKind::Duration:
      case schema::TypeKind::Country:
      case schema::TypeKind::Currency:
      case schema::TypeKind::TimeOfDay:
      case schema::TypeKind::Region:
      case schema::TypeKind::Iban:
      case schema::TypeKind::Pan:
      case schema::TypeKind::Bic:
      case schema::TypeKind::Lei:
      case schema::TypeKind::Email:
      case schema::TypeKind::Phone:
      case schema::TypeKind::Ip:
      case schema::TypeKind::Cidr:
      case schema::TypeKind::Enum:
        break;
    }
    return index;
  }

  Places found;

 private:
  // A field of a weaker class inside one of a stronger is counted as the stronger.
  std::uint32_t Counted(std::uint32_t parent, std::uint32_t own) const {
    const std::uint32_t around = parent == kNone ? kNone : found.places[parent].data_class;
    if (own == kNone) return around == kNone ? 0 : around;
    const bool weaker = around != kNone && (unit_.class_covers[own] >> around & 1) != 0;
    return weaker ? around : own;
  }

  // Of a map the values: keys are data of the map itself.
  std::uint32_t HeldBy(const schema::Type& type) const {
    if (!schema::IsMap(type)) return type.element;
    return unit_.schema.records[type.declaration].fields[schema::kMapValue].type;
  }

  void AddElement(std::uint32_t index, std::uint32_t type) {
    found.redaction.nodes[index].kind = schema::RedactNode::Kind::List;
    std::vector<Step> steps = found.places[index].steps;
    const bool entry = schema::IsMap(unit_.schema.types[found.redaction.nodes[index].type]);
    steps.push_back({.element = true, .entry = entry, .name = {}, .in_union = false, .arm = {}});
    const std::uint32_t element = Add(type, index, std::move(steps), kNone);
    found.redaction.nodes[index].element = element;
  }

  void AddMembers(std::uint32_t index, std::uint32_t declaration) {
    found.redaction.nodes[index].kind = schema::RedactNode::Kind::Record;
    const schema::Record& record = unit_.schema.records[declaration];
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      const schema::Field& field = record.fields[i];
      std::vector<Step> steps = found.places[index].steps;
      steps.push_back({.element = false,
                       .entry = false,
                       .name = field.name,
                       .in_union = record.tag_field != kNone,
                       .arm = field.arm == kNone ? std::string() : record.arms[field.arm]});
      const std::uint32_t node = Add(field.type, index, std::move(steps), unit_.field_classes[declaration][i]);
      found.redaction.nodes[index].members.push_back(
          {.name = field.name, .node = node, .arm = field.arm, .data_class = found.places[node].data_class});
    }
  }

  const checked::Unit& unit_;
};

// A path read step by step against the steps to a place.
class Matcher {
 public:
  Matcher(std::span<const std::string> path, std::span<const Step> steps) : path_(path), steps_(steps) {}

  PathMatch Match(std::size_t token, std::size_t step, PathMatch so_far) const {
    if (token == path_.size()) {
      so_far.reach = Reach::Covers;
      return so_far;
    }
    if (step == steps_.size()) {
      so_far.reach = Reach::Beneath;
      return so_far;
    }
    ++so_far.length;
    const Step& next = steps_[step];
    if (next.element) {
      const bool fits = path_[token] == "[]" || path_[token] == "[*]";
      return fits ? Match(token + 1, step + 1, so_far) : PathMatch{};
    }
    if (!next.in_union) return path_[token] == next.name ? Match(token + 1, step + 1, so_far) : PathMatch{};
    return InUnion(token, step, so_far);
  }

 private:
  // `iban.Name`, `all.Name`, or `Name`, which is short for the second; `iban` alone is for all fields of the arm.
  PathMatch InUnion(std::size_t token, std::size_t step, PathMatch so_far) const {
    const Step& next = steps_[step];
    const bool named = !next.arm.empty() && path_[token] == next.arm;
    if (named || path_[token] == "all") {
      PathMatch through = so_far;
      through.arms += named;
      through = Behind(token + 1, step, through);
      if (through.reach != Reach::No) return through;
    }
    return path_[token] == next.name ? Match(token + 1, step + 1, WithArm(so_far)) : PathMatch{};
  }
  PathMatch Behind(std::size_t token, std::size_t step, PathMatch so_far) const {
    if (token == path_.size()) return Match(token, step, so_far);
    return path_[token] == steps_[step].name ? Match(token + 1, step + 1, WithArm(so_far)) : PathMatch{};
  }
  static PathMatch WithArm(PathMatch match) {
    ++match.length;
    return match;
  }

  std::span<const std::string> path_;
  std::span<const Step> steps_;
};

}  // namespace

Places FindPlaces(const checked::Unit& unit, std::uint32_t response) {
  PlaceFinder finder(unit);
  finder.found.redaction.root = finder.Add(response, kNone, {}, kNone);
  return std::move(finder.found);
}

PathMatch MatchPath(std::span<const std::string> path, std::span<const Step> steps) {
  return Matcher(path, steps).Match(0, 0, {});
}

std::string PathText(std::span<const Step> steps) {
  std::string text;
  for (const Step& step : steps) {
    if (step.element) {
      text += step.entry ? "[*]" : "[]";
      continue;
    }
    if (!text.empty()) text += '.';
    if (!step.arm.empty()) text += step.arm + '.';
    text += step.name;
  }
  return text;
}

}  // namespace bpol::describe
