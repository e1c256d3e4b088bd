#include "tests/agreement/wire_case.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "runtime/bind/route_binder.h"
#include "runtime/bind/upstream_headers.h"
#include "runtime/values/time_text.h"

namespace bpol::agreement {
namespace {

using Json = nlohmann::ordered_json;
using schema::Source;

constexpr std::array<const char*, 8> kSources = {"token", "certificate", "connection", "header",
                                                 "path",  "query",       "constant",   "cookie"};

Json AnswersJson(const WireCase::Answers& answers) {
  Json json = Json::object();
  for (const auto& [name, text] : answers) json[name] = text ? Json(*text) : Json(nullptr);
  return json;
}

WireCase::Answers ReadAnswers(const Json& json) {
  WireCase::Answers answers;
  for (const auto& [name, text] : json.items())
    answers[name] = text.is_string() ? std::optional(text.get<std::string>()) : std::nullopt;
  return answers;
}

class Items final : public bind::WireSource {
 public:
  explicit Items(const WireCase& given) : given_(given) {}

  bind::WireItem Find(Source source, std::string_view name) const override {
    using Form = bind::WireItem::Form;
    if (std::ranges::find(given_.repeated, name) != given_.repeated.end()) return {Form::Repeated};
    const auto texts = given_.items.find(source);
    if (texts == given_.items.end()) return {};
    const auto text = texts->second.find(name);
    if (text == texts->second.end()) return {};
    return {source == Source::Token ? Form::Json : Form::Text, text->second};
  }

 private:
  const WireCase& given_;
};

bind::Looked LookedUp(const WireCase::Answers& answers, const std::string& name) {
  using State = bind::Looked::State;
  const auto found = answers.find(name);
  if (found == answers.end()) return {};
  return found->second ? bind::Looked{State::Found, *found->second} : bind::Looked{State::Absent};
}

// What the gateway does with `resource = fact else deny "code"`.
trial::Framed WithResource(const schema::Unit& unit, const schema::Action& action, const schema::Route& route,
                           bind::FrameWriter& writer) {
  using State = bind::Looked::State;
  for (const schema::FactUse& use : action.facts) {
    if (route.resource_fact == schema::kNone || use.fact != route.resource_fact) continue;
    const State state = writer.SetResourceFromFact(use);
    if (state == State::Absent) return {.refusal = route.resource_reason};
    if (state == State::Unavailable) {
      const auto site = std::ranges::find(unit.sites, unit.facts[use.fact].name);
      return {.request = {nullptr, bind::MisfitAt{values::Fault::FactUnavailable,
                                                  static_cast<std::uint32_t>(site - unit.sites.begin()),
                                                  {}}}};
    }
  }
  return {.request = {writer.frame(), std::nullopt}};
}

}  // namespace

std::string ToJson(const WireCase& given) {
  Json json = {{"route", given.route}};
  for (const auto& [source, texts] : given.items) json[kSources[static_cast<std::size_t>(source)]] = texts;
  json["repeated"] = given.repeated;
  json["now"] = given.now;
  json["body"] = given.body;
  json["facts"] = AnswersJson(given.facts);
  json["signals"] = AnswersJson(given.signals);
  json["approved"] = given.approved;
  return json.dump();
}

std::optional<WireCase> ReadWireCase(const schema::Unit& unit, const std::string& text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || json.value("route", unit.routes.size()) >= unit.routes.size()) return std::nullopt;
  WireCase read{.route = json["route"]};
  for (std::size_t i = 0; i < kSources.size(); ++i)
    if (json.contains(kSources[i])) read.items[static_cast<Source>(i)] = json[kSources[i]].get<WireCase::Texts>();
  const Json none = Json::object(), nobody = Json::array();
  read.repeated = json.value("repeated", nobody).get<std::vector<std::string>>();
  read.now = json.value("now", "");
  read.body = json.value("body", "");
  read.facts = ReadAnswers(json.value("facts", none));
  read.signals = ReadAnswers(json.value("signals", none));
  read.approved = json.value("approved", nobody).get<std::vector<std::string>>();
  return read;
}

trial::Framed WireHost::Bind(const schema::Unit& unit, const schema::Action& action, Arena& arena,
                             bind::JsonParser& parser) const {
  const schema::Route& route = unit.routes[given_.route];
  bind::FrameWriter writer(unit, action, arena, parser);
  values::Instant now = 0;
  static_cast<void>(values::ParseInstant(given_.now, &now));
  writer.SetNow(now);
  std::vector<std::uint32_t> approved;
  for (std::uint32_t i = 0; i < unit.lines.size(); ++i)
    if (std::ranges::find(given_.approved, unit.lines[i].id) != given_.approved.end()) approved.push_back(i);
  writer.SetApproved(approved);
  bind::Misfit misfit = bind::RouteBinder(unit, route).Bind(Items(given_), writer);
  if (!misfit && !given_.body.empty()) misfit = writer.SetBody(given_.body);
  std::string printing;
  ArenaList<bind::HeaderText> headers(arena);
  if (!misfit) misfit = bind::TakeUpstreamHeaders(unit, route, writer, arena, printing, headers);
  if (misfit) return {.request = {nullptr, std::move(misfit)}};
  for (const schema::FactUse& use : action.facts)
    writer.SetFact(use, LookedUp(given_.facts, unit.facts[use.fact].name));
  for (const schema::SignalUse& use : action.signals)
    writer.SetSignal(use, LookedUp(given_.signals, unit.signals[use.signal].name));
  return WithResource(unit, action, route, writer);
}

}  // namespace bpol::agreement
