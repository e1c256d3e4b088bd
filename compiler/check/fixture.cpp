#include "compiler/check/fixture.h"

#include <algorithm>

#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"
#include "compiler/diagnostics/suggest.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::SymbolId;
using symbols::SymbolKind;

namespace {

schema::Field FieldOf(std::string name, std::uint32_t type, bool optional) {
  return {.name = std::move(name), .type = type, .presence_bit = optional ? 0 : kNone};
}

// What the first word of a path means in a request.
class RootFinder {
 public:
  RootFinder(const Session& session, ModuleId module, std::uint32_t action)
      : session_(session), module_(module), action_(session.unit.schema.actions[action]) {}

  std::optional<FixturePlace> Find(const std::string& name) const {
    for (const std::uint32_t part : {action_.now, action_.subject, action_.resource, action_.context, action_.body}) {
      if (part != kNone && Frame()[part].name == name) return FixturePlace{Json::json_pointer() / name, Frame()[part]};
    }
    if (const std::optional<FixturePlace> key = Key(name)) return key;
    return Outside(name);
  }

  std::optional<FixturePlace> Key(const std::string& name) const {
    for (const std::uint32_t key : action_.keys) {
      if (Frame()[key].name == name) return FixturePlace{Json::json_pointer("/keys") / name, Frame()[key]};
    }
    return std::nullopt;
  }

  // A fact or a signal.
  std::optional<FixturePlace> Outside(const std::string& name) const {
    const SymbolId symbol = session_.module.Find(module_, symbols::Space::Value, name);
    if (!symbol.valid() || session_.IndexOf(symbol) == kNone) return std::nullopt;
    const std::uint32_t index = session_.IndexOf(symbol);
    if (session_.module.symbol(symbol).kind == SymbolKind::Fact)
      return FixturePlace{Json::json_pointer("/facts") / name,
                          FieldOf(name, session_.unit.schema.facts[index].type, true), true};
    if (session_.module.symbol(symbol).kind == SymbolKind::Signal)
      return FixturePlace{Json::json_pointer("/signals") / name,
                          FieldOf(name, session_.unit.schema.signals[index].type, true), true};
    return std::nullopt;
  }

  std::vector<std::string_view> Names() const {
    std::vector<std::string_view> names = session_.module.NamesIn(module_, symbols::Space::Value);
    for (const schema::Field& field : Frame()) names.push_back(field.name);
    return names;
  }
  const schema::Action& action() const { return action_; }

 private:
  const std::vector<schema::Field>& Frame() const { return session_.unit.schema.records[action_.frame].fields; }

  const Session& session_;
  ModuleId module_;
  const schema::Action& action_;
};

// A constant; what is read after it in the scope leans on it.
bool SetNow(Session& session, Scope& scope, syntax::ExprId expr, Fixture& fixture) {
  if (!expr.valid()) return false;
  const TypeRef instant = session.Scalar(TypeKind::Instant);
  const Span span = scope.file->expr(expr).span;
  ExprChecker checker(session, scope);
  const std::optional<decision::Value> value = checker.Constant(checker.As(expr, instant), span);
  if (!value) return false;
  fixture.now = checker.MakeLiteral(*value, instant, span);
  scope.now = fixture.now;
  fixture.request["now"] = checked::ToJson(session.unit.schema, instant.type, *value);
  return true;
}

// The JSON of an expression that is a value of the place: constants, `now` and arithmetic on them.
std::optional<Json> ReadValue(Session& session, Scope& scope, const FixturePlace& place, const std::string& path,
                              syntax::ExprId value);

class FixtureReader {
 public:
  FixtureReader(Session& session, ModuleId module, const syntax::File& file, const syntax::FixtureDecl& node,
                std::uint32_t action)
      : session_(session), node_(node), roots_(session, module, action), scope_{.module = module, .file = &file} {
    fixture_.action = action;
  }

  std::optional<Fixture> Read() {
    // `now` first: other values may be before or after it.
    for (const syntax::FieldValue& field : node_.fields) {
      if (field.name.text == "now") failed_ = !SetNow(session_, scope_, field.value, fixture_) || failed_;
    }
    for (const syntax::FieldValue& field : node_.fields) {
      if (field.name.text != "now") Field(field);
    }
    CheckComplete();
    return failed_ ? std::nullopt : std::optional(std::move(fixture_));
  }

 private:
  void Field(const syntax::FieldValue& field) {
    if (field.name.missing()) return;
    const std::string& name = field.name.text;
    if (name == "keys" || name == "facts" || name == "signals") return Group(field);
    Place(roots_.Find(name), field);
  }

  // keys: { … }, facts: { … }, signals: { … }
  void Group(const syntax::FieldValue& group) {
    const auto* record = std::get_if<syntax::RecordLiteral>(&scope_.file->expr(group.value).node);
    if (record == nullptr) {
      const auto* empty = std::get_if<syntax::SetLiteral>(&scope_.file->expr(group.value).node);
      if (empty != nullptr && empty->elements.empty()) return;
      session_.report.Add(Code::TypeMismatch, scope_.file->expr(group.value).span,
                          Quote(group.name.text) + " are given by name: `{ name: value }`");
      failed_ = true;
      return;
    }
    for (const syntax::FieldValue& field : record->fields)
      Place(group.name.text == "keys" ? roots_.Key(field.name.text) : roots_.Outside(field.name.text), field);
  }

  void Place(const std::optional<FixturePlace>& place, const syntax::FieldValue& field) {
    if (!place) {
      session_.report.Add(Code::UnknownTestPath, field.name.span,
                          "action " + Quote(roots_.action().name) + " has no " + Quote(field.name.text),
                          diagnostics::DidYouMean(field.name.text, roots_.Names()));
      failed_ = true;
      return;
    }
    const std::optional<Json> value = ReadValue(session_, scope_, *place, field.name.text, field.value);
    failed_ = failed_ || !value;
    if (value) fixture_.request[place->pointer] = *value;
  }

  void CheckComplete() {
    const schema::Action& action = roots_.action();
    const std::vector<schema::Field>& frame = session_.unit.schema.records[action.frame].fields;
    std::vector<std::string> missing;
    std::string form;  // how the first of them is written
    const auto require = [&](std::uint32_t index, const Json::json_pointer& pointer, const std::string& written) {
      if (index == kNone || frame[index].presence_bit != kNone || fixture_.request.contains(pointer)) return;
      if (missing.empty()) form = written;
      missing.push_back(frame[index].name);
    };
    for (const std::uint32_t part : {action.now, action.subject, action.resource, action.context, action.body}) {
      if (part == kNone) continue;
      const std::string& name = frame[part].name;
      require(part, Json::json_pointer() / name, part == action.now ? "now: 2026-11-20T08:00:00Z" : name + ": { … }");
    }
    for (const std::uint32_t key : action.keys)
      require(key, Json::json_pointer("/keys") / frame[key].name, "keys: { " + frame[key].name + ": … }");
    if (missing.empty() || failed_) return;
    session_.report.Add(Code::FixtureIncomplete, node_.name.span, "nothing gives " + QuoteAll(missing),
                        "a fixture is a whole request: write " + Quote(form) + " between its braces");
    failed_ = true;
  }

  Session& session_;
  const syntax::FixtureDecl& node_;
  RootFinder roots_;
  Scope scope_;
  Fixture fixture_;
  bool failed_ = false;
};

}  // namespace

std::optional<Fixture> ReadFixture(Session& session, ModuleId module, const syntax::File& file,
                                   const syntax::FixtureDecl& node) {
  const SymbolId symbol = session.module.Find(module, symbols::Space::Action, node.action.text);
  if (!symbol.valid() || session.IndexOf(symbol) == kNone) return std::nullopt;
  return FixtureReader(session, module, file, node, session.IndexOf(symbol)).Read();
}

namespace {

const Json::json_pointer kApproved("/review/approved");

// `review.approved`: the ids of the lines that a person has approved for this request.
FixturePlace Approved(Session& session) {
  const TypeRef ids = session.types.SetOf(session.Scalar(TypeKind::String), 0);
  return {kApproved, FieldOf("approved", ids.type, true)};
}

// Nobody can have approved a line that holds nothing back.
bool CheckApproved(Session& session, const Json& ids, Span span) {
  std::vector<std::string_view> reviews;
  for (const schema::Line& line : session.unit.schema.lines) {
    if (line.effect == schema::Effect::Review) reviews.push_back(line.id);
  }
  bool good = true;
  for (const Json& id : ids) {
    const std::string& text = id.get_ref<const std::string&>();
    if (std::ranges::find(reviews, text) != reviews.end()) continue;
    session.report.Add(Code::UnknownName, span, "no `review` line has the id " + Quote(text),
                       reviews.empty() ? "no line of this project is a `review`" : NearestOrAll(text, reviews));
    good = false;
  }
  return good;
}

Advice HelpWithPath(const Session& session, ModuleId module, const RootFinder& roots, const std::string& name) {
  const std::string brought =
      diagnostics::BroughtBy(session.module.DeclaringModule(module, symbols::Space::Value, name));
  if (!brought.empty()) return brought;
  const std::string path = PathEndingIn(session, roots.action(), name);
  return path.empty() ? diagnostics::DidYouMean(name, roots.Names()) : "write " + Quote(path);
}

}  // namespace

std::optional<FixturePlace> FindPlace(Session& session, ModuleId module, std::uint32_t action,
                                      const syntax::Path& path) {
  if (path.parts.front().missing()) return std::nullopt;
  if (path.Dotted() == "review.approved") return Approved(session);
  const RootFinder roots(session, module, action);
  // `keys.consent_id` says the same as `consent_id`.
  const bool group = path.parts.size() > 1 &&
                     (path.parts[0].text == "keys" || path.parts[0].text == "signals" || path.parts[0].text == "facts");
  const std::size_t first = group ? 1 : 0;
  std::optional<FixturePlace> place = roots.Find(path.parts[first].text);
  if (!place) {
    session.report.Add(Code::UnknownTestPath, path.parts[first].span,
                       "action " + Quote(roots.action().name) + " has no " + Quote(path.parts[first].text),
                       HelpWithPath(session, module, roots, path.parts[first].text));
    return std::nullopt;
  }
  for (std::size_t i = first + 1; i < path.parts.size(); ++i) {
    const TypeRef type{place->field.type, false};
    const std::string& name = path.parts[i].text;
    if (session.types.Is(type, TypeKind::Record)) {
      const std::vector<schema::Field>& fields = session.RecordOf(type).fields;
      const auto found = std::ranges::find(fields, name, &schema::Field::name);
      if (found != fields.end()) {
        place->pointer /= name;
        place->field = *found;
        place->may_be_away = false;
        continue;
      }
    }
    if (session.report.MayBeLost(name)) return std::nullopt;
    std::vector<std::string_view> names;
    if (session.types.Is(type, TypeKind::Record))
      for (const schema::Field& known : session.RecordOf(type).fields) names.push_back(known.name);
    session.report.Add(Code::UnknownTestPath, path.span,
                       Quote(session.types.Name(type)) + " has no field " + Quote(name), NearestOrAll(name, names));
    return std::nullopt;
  }
  return place;
}

void TakeAway(const FixturePlace& place, Json& request) {
  const Json::json_pointer around = place.pointer.parent_pointer();
  if (request.contains(around)) request.at(around).erase(place.pointer.back());
}

namespace {

const Json::json_pointer kNow("/now");

bool IsAbsent(const syntax::File& file, syntax::ExprId value) {
  const auto* literal = value.valid() ? std::get_if<syntax::Literal>(&file.expr(value).node) : nullptr;
  return literal != nullptr && literal->kind == syntax::LiteralKind::Absent;
}

// Writes `value` there; false, with a message at `span`, when what stands around it is absent in the request.
bool Put(Session& session, const FixturePlace& place, Json value, Json& request, const std::string& path, Span span) {
  // Groups such as `facts` are made as needed; what a record would have to stand in is not.
  const Json::json_pointer around = place.pointer.parent_pointer();
  const bool top = around.empty() || around == Json::json_pointer("/keys") || around == Json::json_pointer("/facts") ||
                   around == Json::json_pointer("/signals") || place.pointer == kApproved;
  if (!top && (!request.contains(around) || !request.at(around).is_object())) {
    session.report.Add(Code::UnknownTestPath, span, "the fixture has nothing in which " + Quote(path) + " could stand");
    return false;
  }
  request[place.pointer] = std::move(value);
  return true;
}

std::optional<Json> ReadValue(Session& session, Scope& scope, const FixturePlace& place, const std::string& path,
                              syntax::ExprId value) {
  if (!value.valid()) return std::nullopt;
  const bool optional = place.field.presence_bit != kNone;
  const Span span = scope.file->expr(value).span;
  if (IsAbsent(*scope.file, value) && !optional) {
    session.report.Add(Code::NotOptional, span, Quote(path) + " is always present");
    return std::nullopt;
  }
  ExprChecker checker(session, scope);
  const Typed typed = checker.As(value, {place.field.type, optional});
  const std::optional<decision::Value> constant = checker.Constant(typed, span);
  if (!constant) return std::nullopt;
  Json json = checked::ToJson(session.unit.schema, place.field, *constant);
  if (place.pointer == kApproved && json.is_array() && !CheckApproved(session, json, span)) return std::nullopt;
  return json;
}

}  // namespace

bool Change(Session& session, Scope& scope, const FixturePlace& place, const std::string& path, syntax::ExprId value,
            Span span, Fixture& fixture) {
  if (place.pointer == kNow && !IsAbsent(*scope.file, value)) return SetNow(session, scope, value, fixture);
  std::optional<Json> json = ReadValue(session, scope, place, path, value);
  return json && Put(session, place, std::move(*json), fixture.request, path, span);
}

}  // namespace bpol::check
