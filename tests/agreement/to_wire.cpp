// Requests as routes get them.
#include <algorithm>

#include "runtime/schema/field_text.h"
#include "tests/agreement/wire_case.h"

namespace bpol::agreement {
namespace {

using schema::Conversion;
using schema::Source;

constexpr int kPercentWrong = 12;

Datum* Find(Datum& object, const std::string& name) {
  const auto found = std::ranges::find(object.members, name, [](const auto& member) { return member.first; });
  return found == object.members.end() ? nullptr : &found->second;
}

bool IsThere(const Datum& datum) {
  return !datum.left_out && !(datum.kind == Datum::Kind::Text && datum.text == "null");
}

std::string Bare(const std::string& json) {
  return json.starts_with('"') ? json.substr(1, json.size() - 2) : json;
}

class WireWriter {
 public:
  WireWriter(Random& random, const schema::Unit& unit, std::uint32_t route)
      : random_(random), unit_(unit), route_(unit.routes[route]), action_(unit.actions[route_.action]) {
    made_.given.route = route;
  }

  OverTheWire Write(Datum request) {
    TakeHostsOwn(request);
    const std::vector<schema::Field>& frame = unit_.records[action_.frame].fields;
    for (const std::uint32_t part : {action_.subject, action_.context, action_.resource}) {
      if (part == schema::kNone || (part == action_.resource && route_.resource_fact != schema::kNone)) continue;
      if (Datum* value = Find(request, frame[part].name)) Attribute({part}, frame[part], *value);
    }
    Datum* keys = Find(request, "keys");
    for (const std::uint32_t key : action_.keys)
      if (Datum* value = keys == nullptr ? nullptr : Find(*keys, frame[key].name)) Attribute({key}, frame[key], *value);
    if (route_.resource_fact != schema::kNone) TakeResource(request);
    if (!HeadersFit(request)) same_ = false;
    if (random_.Chance(kPercentWrong)) Spoil();
    if (same_) made_.same = ToJson(request);
    return std::move(made_);
  }

 private:
  using Path = std::vector<std::uint32_t>;

  void TakeHostsOwn(Datum& request) {
    if (const Datum* now = Find(request, "now")) made_.given.now = Bare(now->text);
    if (const Datum* body = Find(request, "body"); body != nullptr && IsThere(*body)) made_.given.body = ToJson(*body);
    const auto answers = [&](const char* group, WireCase::Answers& into) {
      const Datum* from = Find(request, group);
      if (from == nullptr) return;
      for (const auto& [name, value] : from->members)
        into[name] = IsThere(value) ? std::optional(ToJson(value)) : std::nullopt;
    };
    answers("facts", made_.given.facts);
    answers("signals", made_.given.signals);
    const Datum* review = Find(request, "review");
    if (review == nullptr) return;
    for (const Datum& line : review->members[0].second.elements) made_.given.approved.push_back(Bare(line.text));
  }

  // As JSON the request has the resource itself; there is none to say that the binding refused.
  void TakeResource(Datum& request) {
    Datum* facts = Find(request, "facts");
    Datum* fact = facts == nullptr ? nullptr : Find(*facts, unit_.facts[route_.resource_fact].name);
    same_ = same_ && fact != nullptr && IsThere(*fact);
    if (!same_) return;
    const Datum copy = *fact;
    Datum* resource = Find(request, "resource");
    *resource = copy;
  }

  // Whether what the upstream is to be told can stand in headers: a request as JSON tells nobody.
  bool HeadersFit(Datum& request) const {
    const std::vector<schema::Field>& frame = unit_.records[action_.frame].fields;
    return std::ranges::all_of(route_.headers, [&](const schema::UpstreamHeader& header) {
      if (header.path.empty()) return true;
      const schema::Field& part = frame[header.path[0]];
      const bool key = std::ranges::find(action_.keys, header.path[0]) != action_.keys.end();
      Datum* from = key ? Find(request, "keys") : &request;
      Datum* value = from == nullptr ? nullptr : Find(*from, part.name);
      std::uint32_t type = part.type;
      for (std::size_t i = 1; i < header.path.size() && value != nullptr; ++i) {
        const schema::Field& field = unit_.records[unit_.types[type].declaration].fields[header.path[i]];
        value = Find(*value, field.name);
        type = field.type;
      }
      const std::string text = value == nullptr || !IsThere(*value) ? "" : Bare(value->text);
      return text.empty() || schema::IsFieldValue(text);
    });
  }

  const schema::Binding* BindingOf(const Path& path) const {
    const auto found = std::ranges::find(route_.bindings, path, &schema::Binding::target);
    return found == route_.bindings.end() ? nullptr : &*found;
  }

  // Puts a value where its binding looks for it; in `value` stays what the binding makes of it. True where something
  // came over the wire.
  bool Attribute(const Path& path, const schema::Field& field, Datum& value) {
    if (const schema::Binding* binding = BindingOf(path)) return Bound(*binding, value);
    const schema::Type& type = unit_.types[field.type];
    if (type.kind != schema::TypeKind::Record || !IsThere(value)) {
      value = {};  // nobody gives it: it is absent
      return false;
    }
    bool any = false;
    const std::vector<schema::Field>& fields = unit_.records[type.declaration].fields;
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
      Path below = path;
      below.push_back(i);
      if (Datum* member = Find(value, fields[i].name)) any |= Attribute(below, fields[i], *member);
    }
    // A record of which nothing came is one that did not come.
    if (!any && field.presence_bit != schema::kNone) value = {};
    return any;
  }

  bool Bound(const schema::Binding& binding, Datum& value) {
    if (binding.source == Source::Constant) {
      value = Datum::Of(binding.name, value.type);
      return false;
    }
    if (binding.conversion == Conversion::IsPresent) {
      if (value.text == "true") Put(binding, "1");
      if (!IsThere(value)) value = Datum::Of("false", value.type);
      return false;
    }
    if (!IsThere(value)) {
      if (binding.source == Source::Token && random_.Chance(50)) Put(binding, "null");
      return false;
    }
    const bool plain = binding.conversion == Conversion::Plain;
    if (plain && binding.source == Source::Token) {
      Put(binding, ToJson(value));
      return true;
    }
    const std::string text = value.kind == Datum::Kind::List ? Words(value) : Bare(value.text);
    Put(binding, binding.source == Source::Token ? '"' + text + '"' : text);
    // An empty header is no header; a number with an exponent is JSON's.
    const bool empty = text.empty() && binding.source != Source::Token;
    same_ = same_ && !empty && !(value.type.kind == TypeKind::Decimal && text.find('e') != std::string::npos);
    return !empty;
  }

  std::string Words(const Datum& list) {
    std::string words;
    for (const Datum& element : list.elements) {
      const std::string word = Bare(element.text);
      same_ = same_ && !word.empty() && word.find(' ') == std::string::npos && word.find("e33") == std::string::npos;
      words += (words.empty() ? "" : " ") + word;
    }
    return words;
  }

  void Put(const schema::Binding& binding, const std::string& text) {
    made_.given.items[binding.source][binding.name] = text;
  }

  // One item, or something the host has, that no request of this action should have.
  void Spoil() {
    std::vector<std::pair<Source, std::string>> all;
    for (const auto& [source, texts] : made_.given.items)
      for (const auto& [name, text] : texts) all.emplace_back(source, name);
    if (all.empty()) return;
    const auto [source, name] = random_.Pick(all);
    constexpr const char* kOdd[] = {"",  "null",  "[]", "{}", "1.0", "\"\"", "9223372036854775808", "nobody-says-so",
                                    "{", "true x"};
    same_ = false;
    const std::size_t draw = random_.Below(4);
    if (draw == 0) made_.given.repeated.push_back(name);
    if (draw == 1) made_.given.items[source].erase(name);
    if (draw > 1) made_.given.items[source][name] = random_.Pick(kOdd);
  }

  Random& random_;
  const schema::Unit& unit_;
  const schema::Route& route_;
  const schema::Action& action_;
  OverTheWire made_;
  bool same_ = true;
};

}  // namespace

OverTheWire ToWire(Random& random, const schema::Unit& unit, std::uint32_t route, const Datum& request) {
  return WireWriter(random, unit, route).Write(request);
}

}  // namespace bpol::agreement
