#include "compiler/invariants/responses.h"

#include <algorithm>
#include <array>

#include "compiler/checked/children.h"
#include "compiler/invariants/conditions.h"
#include "runtime/schema/layout.h"

namespace bpol::invariants {

using schema::TypeKind;

namespace {

constexpr int kOwn = 30;     // percent of the responses that begin as one of a test
constexpr int kVaried = 60;  // percent of the values that a condition reads become something known

class Watcher {
 public:
  Watcher(const schema::Unit& schema, const checked::NeverReveal& claim) : schema_(schema), claim_(claim) {}

  void Look(const Json& value, std::uint32_t index) {
    const schema::Type& type = schema_.types[index];
    if (type.element != schema::kNone) {
      if (value.is_structured())
        for (const Json& element : value) Look(element, ElementOf(type));
      return;
    }
    if (type.kind != TypeKind::Record || !value.is_object()) return;
    if (type.declaration == claim_.record) Follow(value, index, claim_.fields);
    const schema::Record& record = schema_.records[type.declaration];
    for (const schema::Field& field : record.fields)
      if (value.contains(field.name) && !IsOfOtherArm(schema_, record, field, value))
        Look(value.at(field.name), field.type);
  }

  std::vector<Json> Take() { return std::move(found_); }

 private:
  // Entries of a map stand in JSON under their keys.
  std::uint32_t ElementOf(const schema::Type& type) const {
    if (!schema::IsMap(type)) return type.element;
    return schema_.records[schema_.types[type.element].declaration].fields[schema::kMapValue].type;
  }

  void Follow(const Json& value, std::uint32_t index, std::span<const std::uint32_t> path) {
    const schema::Type& type = schema_.types[index];
    if (path.empty()) {
      if (!value.is_null()) found_.push_back(value);
    } else if (type.element != schema::kNone) {
      if (value.is_structured())
        for (const Json& element : value) Follow(element, ElementOf(type), path);
    } else if (value.is_object()) {
      // The field of that name in the arm that is there: of another type, it is only looked at itself.
      const schema::Record& record = schema_.records[type.declaration];
      const schema::Field& claimed = record.fields[path.front()];
      for (const schema::Field& field : record.fields) {
        if (field.name != claimed.name || !value.contains(field.name) || IsOfOtherArm(schema_, record, field, value))
          continue;
        if (field.type == claimed.type || path.size() == 1) Follow(value.at(field.name), field.type, path.subspan(1));
      }
    }
  }

  const schema::Unit& schema_;
  const checked::NeverReveal& claim_;
  std::vector<Json> found_;
};

}  // namespace

std::vector<Json> Watched(const schema::Unit& schema, std::uint32_t response, const checked::NeverReveal& claim,
                          const Json& body) {
  Watcher watcher(schema, claim);
  watcher.Look(body, response);
  return watcher.Take();
}

std::string FieldText(const schema::Unit& schema, const checked::NeverReveal& claim) {
  const schema::Record* record = &schema.records[claim.record];
  std::string text = record->name;
  for (const std::uint32_t index : claim.fields) {
    const schema::Field& field = record->fields[index];
    text += "." + field.name;
    const schema::Type* type = &schema.types[field.type];
    while (type->element != schema::kNone) type = &schema.types[type->element];
    if (type->kind == TypeKind::Record) record = &schema.records[type->declaration];
  }
  return text;
}

bool Reveals(const schema::Unit& schema, std::uint32_t response, const checked::NeverReveal& claim, const Json& body,
             const Json& reply) {
  const std::vector<Json> left = Watched(schema, response, claim, reply);
  if (claim.disclosure == checked::Disclosure::Any) return !left.empty();
  const std::vector<Json> before = Watched(schema, response, claim, body);
  return std::ranges::any_of(left, [&](const Json& each) { return std::ranges::find(before, each) != before.end(); });
}

Responses::Responses(const Subject& subject, std::uint32_t action, Samples& samples, Random& random)
    : subject_(subject), type_(subject.ActionAt(action).response), samples_(samples), random_(random) {
  for (const checked::Test& test : subject.unit.tests)
    if (test.action == action && !test.response.empty()) own_.push_back(Json::parse(test.response));
  for (const checked::RedactBlock& block : subject.unit.actions[action].redacts) {
    for (const checked::RedactLine& line : block.lines) {
      LearnReads(line.when);
      LearnReads(line.unless);
      for (const Constant& each : ConstantsOf(subject, action, std::array{line.when, line.unless}))
        known_.emplace_back(subject.TypeAt(each.type), checked::ToJson(subject.schema, each.type, each.value));
    }
  }
}

void Responses::Collect(const Json& value) {
  if (value.is_structured())
    for (const Json& each : value) Collect(each);
  else if (value.is_string())
    said_.push_back(value);
}

void Responses::LearnReads(checked::ExprId id) {
  if (!id.valid()) return;
  const checked::Node& node = subject_.unit.At(id).node;
  if (const auto* field = std::get_if<checked::Field>(&node)) {
    const schema::Type& holder = subject_.TypeAt(subject_.unit.At(field->record).type.type);
    if (holder.kind == TypeKind::Record) read_.emplace(holder.declaration, field->field);
  }
  for (const checked::ExprId child : checked::Children(node)) LearnReads(child);
}

// Where no condition looks, values stay what they are: a person will read them.
void Responses::Vary(Json& value, std::uint32_t index) {
  const schema::Type& type = subject_.TypeAt(index);
  if (type.kind == TypeKind::List && !schema::IsMap(type) && value.is_array())
    for (Json& element : value) Vary(element, type.element);
  if (type.kind != TypeKind::Record || !value.is_object()) return;
  const schema::Record& record = subject_.schema.records[type.declaration];
  for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
    const schema::Field& field = record.fields[i];
    if (i == record.tag_field || !value.contains(field.name) || IsOfOtherArm(subject_.schema, record, field, value))
      continue;
    Json& below = value.at(field.name);
    if (below.is_structured()) {
      Vary(below, field.type);
    } else if (read_.contains({type.declaration, i}) && random_.Chance(kVaried)) {
      VaryScalar(below, field.type);
    }
  }
}

void Responses::VaryScalar(Json& value, std::uint32_t index) {
  const schema::Type& type = subject_.TypeAt(index);
  std::vector<Json> fitting;
  for (const auto& [other, constant] : known_)
    if (other.kind == type.kind && other.declaration == type.declaration) fitting.push_back(constant);
  if (type.kind == TypeKind::String) fitting.insert(fitting.end(), said_.begin(), said_.end());
  fitting.push_back(samples_.Of(index));
  value = random_.Pick(fitting);
}

Json Responses::Next(const Json& request) {
  said_.clear();
  Collect(request);
  Json body = !own_.empty() && random_.Chance(kOwn) ? random_.Pick(own_) : samples_.Of(type_);
  Vary(body, type_);
  return body;
}

}  // namespace bpol::invariants
