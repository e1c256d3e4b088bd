#include "compiler/invariants/requests.h"

#include <algorithm>

#include "runtime/schema/layout.h"

namespace bpol::invariants {

using schema::TypeKind;

namespace {

constexpr int kAbsent = 15;              // percent of the changes of what may be absent
constexpr int kAround = 20;              // percent of the changes that take what stands around the place
constexpr int kUnavailable = 25;         // percent of those of a whole fact or signal
constexpr std::size_t kMostValues = 48;  // of one place, where all are taken

}  // namespace

bool IsSource(const schema::Action& action, std::uint32_t field) {
  return std::ranges::find(action.facts, field, &schema::FactUse::field) != action.facts.end() ||
         std::ranges::find(action.signals, field, &schema::SignalUse::field) != action.signals.end();
}

Json::json_pointer PointerOf(const Subject& subject, std::uint32_t action, std::uint32_t field) {
  const schema::Action& declared = subject.ActionAt(action);
  const std::string& name = subject.FrameOf(action).fields[field].name;
  if (field == declared.approved) return Json::json_pointer("/review/approved");
  if (std::ranges::count(declared.keys, field) > 0) return Json::json_pointer("/keys") / name;
  const auto fact = std::ranges::find(declared.facts, field, &schema::FactUse::field);
  if (fact != declared.facts.end()) return Json::json_pointer("/facts") / subject.schema.facts[fact->fact].name;
  const auto signal = std::ranges::find(declared.signals, field, &schema::SignalUse::field);
  if (signal != declared.signals.end())
    return Json::json_pointer("/signals") / subject.schema.signals[signal->signal].name;
  return Json::json_pointer() / name;
}

Json& Requests::Slot(Json& request, std::uint32_t field) {
  return request[PointerOf(subject_, action_, field)];
}

Json Requests::FromSchema() {
  const schema::Action& action = subject_.ActionAt(action_);
  const auto& fields = subject_.FrameOf(action_).fields;
  Json request = Json::object();
  for (std::uint32_t field = 0; field < fields.size(); ++field) {
    if (field != action.approved) Slot(request, field) = samples_.OfField(fields[field]);
  }
  return request;
}

// An element of a collection, drawn.
Json* Requests::Inside(Json* value) {
  if (value->empty() || !value->is_structured()) return nullptr;
  auto element = value->begin();
  std::advance(element, static_cast<std::ptrdiff_t>(random_.Below(value->size())));
  return &*element;
}

Json* Requests::Reach(Json& request, const Path& path, const schema::Field** found) {
  const schema::Field* field = &subject_.FrameOf(action_).fields[path.front()];
  Json* value = &Slot(request, path.front());
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (value->is_null()) *value = samples_.OfField(*field);
    const schema::Type* type = &subject_.TypeAt(field->type);
    bool map = false;
    while (value != nullptr && type->element != schema::kNone) {
      map = schema::IsMap(*type);
      value = Inside(value);
      type = &subject_.TypeAt(type->element);
    }
    if (value == nullptr) return nullptr;
    const schema::Record& record = subject_.schema.records[type->declaration];
    field = &record.fields[path[i]];
    if (value->is_object() && IsOfOtherArm(subject_.schema, record, *field, *value)) return nullptr;
    if (map && path[i] == schema::kMapKey) return nullptr;
    if (!map) {
      if (!value->is_object()) return nullptr;
      value = &(*value)[field->name];
    }
  }
  *found = field;
  return value;
}

// A fact or signal as a whole.
bool Requests::ChangeSource(Json& request, const Path& path) {
  const Json::json_pointer pointer = PointerOf(subject_, action_, path.front());
  if (random_.Chance(kUnavailable)) {
    if (request.contains(pointer)) request.at(pointer.parent_pointer()).erase(pointer.back());
  } else if (request.contains(pointer) && !request.at(pointer).is_null()) {
    request[pointer] = nullptr;
  } else {
    request[pointer] = samples_.OfField(subject_.FrameOf(action_).fields[path.front()]);
  }
  return true;
}

void Requests::Approve(Json& request) {
  Json approved = Json::array();
  std::vector<std::string> reviews;
  for (const std::uint32_t block : subject_.ActionAt(action_).blocks) {
    for (const std::uint32_t line : subject_.schema.blocks[block].lines)
      if (subject_.schema.lines[line].effect == schema::Effect::Review)
        reviews.push_back(subject_.schema.lines[line].id);
  }
  if (!reviews.empty() && random_.Chance(80)) approved.push_back(random_.Pick(reviews));
  request["review"]["approved"] = approved;
}

std::vector<Json> Requests::Each(const Json& request, const Condition& condition, const decision::Value* frame) {
  std::vector<Json> requests;
  for (const Path& path : condition.reads) {
    if (path.front() == subject_.ActionAt(action_).approved) continue;
    Json changed = request;
    const schema::Field* field = nullptr;
    Json* value = Reach(changed, path, &field);
    if (value == nullptr) continue;
    std::vector<Json> values = Nearby(subject_, action_, condition, frame, samples_).For(*field, *value);
    while (values.size() > kMostValues)
      values.erase(values.begin() + static_cast<std::ptrdiff_t>(random_.Below(values.size())));
    const bool source = path.size() == 1 && IsSource(subject_.ActionAt(action_), path.front());
    if (source || field->presence_bit != schema::kNone) values.emplace_back(nullptr);
    for (const Json& each : values) {
      *value = each;
      requests.push_back(changed);
    }
  }
  return requests;
}

bool Requests::Change(Json& request, const Condition& condition, const decision::Value* frame) {
  Path path = random_.Pick(condition.reads);
  const schema::Action& action = subject_.ActionAt(action_);
  if (path.front() == action.approved) {
    Approve(request);
    return true;
  }
  if (random_.Chance(kAround)) path.resize(1 + random_.Below(path.size()));
  const bool source = IsSource(action, path.front());
  const bool scalar = subject_.TypeAt(subject_.FrameOf(action_).fields[path.front()].type).kind != TypeKind::Record;
  if (path.size() == 1 && source && (!scalar || random_.Chance(kAround))) return ChangeSource(request, path);
  const schema::Field* field = nullptr;
  Json* value = Reach(request, path, &field);
  if (value == nullptr) return false;
  if (field->presence_bit != schema::kNone && !value->is_null() && random_.Chance(kAbsent)) {
    *value = nullptr;
    return true;
  }
  const std::vector<Json> values = Nearby(subject_, action_, condition, frame, samples_).For(*field, *value);
  if (values.empty()) return false;
  *value = random_.Pick(values);
  return !value->is_null() || field->presence_bit != schema::kNone;
}

}  // namespace bpol::invariants
