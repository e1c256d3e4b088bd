#include "compiler/invariants/changes.h"

#include <algorithm>

#include "compiler/invariants/requests.h"
#include "compiler/trial/value_text.h"
#include "runtime/decision/decision.h"
#include "runtime/values/time.h"
#include "runtime/values/time_text.h"

namespace bpol::invariants {

using decision::Value;
using schema::TypeKind;

namespace {

const Json* Find(const Json& request, const Json::json_pointer& pointer) {
  return request.contains(pointer) ? &request.at(pointer) : nullptr;
}

class Differ {
 public:
  explicit Differ(const schema::Unit& schema) : schema_(schema) {}

  // Null pointers: not named.
  void Field(const schema::Field& field, const Json* before, const Json* after, Path& path) {
    const bool was = before != nullptr && !before->is_null();
    const bool is = after != nullptr && !after->is_null();
    if (was && is && Same(field, *before, *after)) return;
    if (!is) {
      if (was) changes_.push_back({path, Change::Kind::Absent, nullptr});
      return;
    }
    const schema::Type& type = schema_.types[field.type];
    if (was && type.kind == TypeKind::Record && SameArm(schema_.records[type.declaration], *before, *after))
      return Fields(schema_.records[type.declaration], *before, *after, path);
    changes_.push_back({path, Change::Kind::Value, *after});
  }

  void Add(Change change) { changes_.push_back(std::move(change)); }
  std::vector<Change> Take() { return std::move(changes_); }

 private:
  // The order of a set's elements says nothing.
  bool Same(const schema::Field& field, const Json& before, const Json& after) const {
    if (schema_.types[field.type].kind != TypeKind::Set || !before.is_array() || !after.is_array())
      return before == after;
    std::vector<Json> left(before.begin(), before.end()), right(after.begin(), after.end());
    std::ranges::sort(left);
    std::ranges::sort(right);
    return left == right;
  }

  // Two objects, of a union with the same tag: else one takes the place of the other as a whole.
  static bool SameArm(const schema::Record& record, const Json& before, const Json& after) {
    if (!before.is_object() || !after.is_object()) return false;
    if (record.tag_field == schema::kNone) return true;
    const Json::json_pointer tag = Json::json_pointer() / record.fields[record.tag_field].name;
    return before.contains(tag) && after.contains(tag) && before.at(tag) == after.at(tag);
  }

  void Fields(const schema::Record& record, const Json& before, const Json& after, Path& path) {
    for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
      if (IsOfOtherArm(schema_, record, record.fields[i], after)) continue;
      const Json::json_pointer name = Json::json_pointer() / record.fields[i].name;
      path.push_back(i);
      Field(record.fields[i], Find(before, name), Find(after, name), path);
      path.pop_back();
    }
  }

  const schema::Unit& schema_;
  std::vector<Change> changes_;
};

// Letters, digits, `_`, as members of a body are written.
bool IsName(const std::string& text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text[0]) &&
         std::ranges::all_of(text, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

// `now - 181d` where the distance has a short name, else the instant.
std::string InstantText(std::int64_t instant, std::int64_t now) {
  const std::int64_t away = instant > now ? instant - now : now - instant;
  std::string text;
  // `now - 180d - 1s`: whole days by themselves, where people see them.
  const std::int64_t rest = away % values::kDay;
  const bool near = away < 2 * values::kDay || (away < 4000 * values::kDay && rest <= values::kSecond);
  if (!near || away % values::kSecond != 0) {
    values::PrintInstant(instant, text);
    return text;
  }
  if (away == 0) return "now";
  const char* const way = instant > now ? " + " : " - ";
  text = "now";
  for (const std::int64_t part : {away - rest, rest}) {
    if (part == 0) continue;
    text += way;
    values::PrintDuration(part, text);
  }
  return text;
}

struct Place {
  std::string path;
  const schema::Field* field = nullptr;
  Value value;  // absent where something on the way is
};

Place PlaceAt(const Subject& subject, std::uint32_t action, const Path& path, const Value& frame) {
  const schema::Record* record = &subject.FrameOf(action);
  Place place{.path = PointerOf(subject, action, path.front()).back(), .field = nullptr, .value = frame};
  for (std::size_t i = 0; i < path.size(); ++i) {
    place.field = &record->fields[path[i]];
    if (i > 0) place.path += "." + place.field->name;
    place.value = place.value.kind == Value::Kind::Record ? place.value.elements[path[i]] : Value::Absent();
    const schema::Type& type = subject.TypeAt(place.field->type);
    if (type.kind == TypeKind::Record) record = &subject.schema.records[type.declaration];
  }
  return place;
}

}  // namespace

std::vector<Change> ChangesOf(const Subject& subject, std::uint32_t action, const Json& fixture, const Json& request) {
  const auto& fields = subject.FrameOf(action).fields;
  Differ differ(subject.schema);
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    const Json::json_pointer pointer = PointerOf(subject, action, i);
    const Json* before = Find(fixture, pointer);
    const Json* after = Find(request, pointer);
    Path path{i};
    if (!IsSource(subject.ActionAt(action), i)) {
      differ.Field(fields[i], before, after, path);
    } else if (after == nullptr) {
      if (before != nullptr) differ.Add({path, Change::Kind::Unavailable, nullptr});
    } else if (before == nullptr && after->is_null()) {
      differ.Add({path, Change::Kind::Absent, nullptr});
    } else {
      differ.Field(fields[i], before, after, path);
    }
  }
  return differ.Take();
}

Json::json_pointer PlaceOf(const Subject& subject, std::uint32_t action, const Path& path) {
  Json::json_pointer pointer = PointerOf(subject, action, path.front());
  const schema::Record* record = &subject.FrameOf(action);
  for (std::size_t i = 0; i < path.size(); ++i) {
    const schema::Field& field = record->fields[path[i]];
    if (i > 0) pointer /= field.name;
    const schema::Type& type = subject.TypeAt(field.type);
    if (type.kind == TypeKind::Record) record = &subject.schema.records[type.declaration];
  }
  return pointer;
}

void Apply(const Subject& subject, std::uint32_t action, const Change& change, Json& request) {
  const Json::json_pointer pointer = PlaceOf(subject, action, change.path);
  if (change.kind == Change::Kind::Unavailable) {
    if (request.contains(pointer)) request.at(pointer.parent_pointer()).erase(pointer.back());
  } else {
    request[pointer] = change.value;
  }
}

std::optional<std::string> GivenText(const Subject& subject, std::uint32_t action, const std::string& fixture,
                                     const std::vector<Change>& changes, const Value& frame, std::int64_t now) {
  std::string text = "given " + fixture;
  for (const Change& change : changes) {
    if (change.path.front() == subject.ActionAt(action).approved) return std::nullopt;
    text += &change == changes.data() ? " with " : ", ";
    const Place place = PlaceAt(subject, action, change.path, frame);
    text += place.path;
    if (change.kind == Change::Kind::Unavailable) {
      text += " unavailable";
    } else if (change.kind == Change::Kind::Absent) {
      text += " absent";
    } else if (!place.value.present()) {
      return std::nullopt;
    } else if (subject.TypeAt(place.field->type).kind == TypeKind::Instant &&
               change.path.front() != subject.ActionAt(action).now) {
      text += " = " + InstantText(place.value.integer, now);
    } else {
      text += " = " + trial::TextOf(subject.schema, place.field->type, place.value);
    }
  }
  return text;
}

std::optional<std::string> BodyText(const Json& body) {
  if (body.is_null()) return "absent";
  if (body.is_primitive()) return body.dump();
  std::string text;
  for (const auto& [name, value] : body.items()) {
    const std::optional<std::string> below = BodyText(value);
    if (!below || (body.is_object() && !IsName(name))) return std::nullopt;
    text += (text.empty() ? "" : ", ") + (body.is_object() ? name + ": " : "") + *below;
  }
  if (body.is_array()) return "[" + text + "]";
  return text.empty() ? "{}" : "{ " + text + " }";
}

}  // namespace bpol::invariants
