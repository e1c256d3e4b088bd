#include "compiler/check/advice.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "compiler/check/reporter.h"
#include "compiler/diagnostics/suggest.h"

namespace bpol::check {
namespace {

using schema::TypeKind;

constexpr std::pair<TypeKind, std::string_view> kForms[] = {
    {TypeKind::Bool, "ask something here, such as `… == …` or `… is present`"},
    {TypeKind::Int, "a whole number stands without quotes: `3`"},
    {TypeKind::Money, "an amount has its currency: `EUR 30.00`"},
    {TypeKind::Duration, "a duration has a unit: `3d`"},
    {TypeKind::Instant, "an instant has date, time and zone: `2026-11-20T08:00:00Z`"},
    {TypeKind::Date, "a date is written `2026-11-20`"},
    {TypeKind::String, "a text stands in quotes: `\"…\"`"},
    {TypeKind::Country, "a country is its two letters: `DE`"},
    {TypeKind::Ip, "an address is written `192.0.2.1`"},
    {TypeKind::Cidr, "a network is written `10.0.0.0/8`"},
};

struct Turn {
  TypeKind from;
  TypeKind to;
  std::string_view help;
};
constexpr Turn kTurns[] = {
    {TypeKind::Instant, TypeKind::Date, "`date(…, \"Europe/Berlin\")` is the day of an instant, in a zone"},
    {TypeKind::Instant, TypeKind::TimeOfDay, "`time(…, \"Europe/Berlin\")` is what the clock shows then, in a zone"},
    {TypeKind::Date, TypeKind::Instant, "`start_of_day(…, \"Europe/Berlin\")` is when a day begins, in a zone"},
};

// What people say for it, and what it is here.
constexpr std::pair<std::string_view, std::string_view> kEveryday[] = {
    {"today", "the day is `date(now, \"Europe/Berlin\")`, in the zone that counts"},
    {"null", "what is not there is asked for by `… is absent`"},
    {"none", "what is not there is asked for by `… is absent`"},
    {"user", "who asks is the `subject`"},
    {"principal", "who asks is the `subject`"},
    {"request", "a request has the parts `subject`, `resource`, `context`, `body`, and `now`"},
};

// What a reader takes in at a glance.
constexpr std::size_t kFew = 12;

}  // namespace

std::string HowToWrite(const Session& session, types::TypeRef wanted) {
  if (wanted.error()) return "";
  const TypeKind kind = session.types.KindOf(wanted);
  if (kind == TypeKind::Enum) {
    std::vector<std::string> members;
    for (const schema::EnumMember& member : session.EnumOf(wanted).members) members.push_back(member.name);
    return members.size() > kFew ? "" : "its words are " + QuoteAll(members);
  }
  const auto* form = std::ranges::find(kForms, kind, &std::pair<TypeKind, std::string_view>::first);
  return form == std::end(kForms) ? "" : std::string(form->second);
}

std::string HowToTurn(const Session& session, types::TypeRef seen, types::TypeRef wanted) {
  if (seen.error() || wanted.error()) return "";
  const TypeKind from = session.types.KindOf(seen), to = session.types.KindOf(wanted);
  const auto* turn = std::ranges::find_if(kTurns, [&](const Turn& each) { return each.from == from && each.to == to; });
  return turn == std::end(kTurns) ? "" : std::string(turn->help);
}

std::string WithArticle(std::string_view type) {
  const bool vowel = std::string_view("AEIO").find(type.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + Quote(type);
}

std::string PathEndingIn(const Session& session, const schema::Action& action, std::string_view name) {
  for (const schema::Field& part : session.unit.schema.records[action.frame].fields) {
    const types::TypeRef type{part.type, false};
    if (!session.types.Is(type, TypeKind::Record)) continue;
    for (const schema::Field& field : session.RecordOf(type).fields) {
      if (field.name == name) return part.name + "." + field.name;
    }
  }
  return "";
}

std::string MeantElsewhere(const Session& session, symbols::ModuleId module, const schema::Action* action,
                           std::string_view name) {
  const std::string path = action == nullptr ? "" : PathEndingIn(session, *action, name);
  if (!path.empty()) return "write " + Quote(path);
  const std::string brought =
      diagnostics::BroughtBy(session.module.DeclaringModule(module, symbols::Space::Value, name));
  if (!brought.empty()) return brought;
  for (const std::string_view type : session.module.NamesIn(module, symbols::Space::Type)) {
    const symbols::SymbolId symbol = session.module.Find(module, symbols::Space::Type, type);
    if (session.module.symbol(symbol).kind != symbols::SymbolKind::Enum || session.IndexOf(symbol) == kNone) continue;
    const schema::Enum& declaration = session.unit.schema.enums[session.IndexOf(symbol)];
    if (std::ranges::find(declaration.members, name, &schema::EnumMember::name) != declaration.members.end())
      return Quote(name) + " is a member of " + Quote(type) + "; ask what is that: `… == " + std::string(name) + "`";
  }
  const auto* word = std::ranges::find(kEveryday, name, &std::pair<std::string_view, std::string_view>::first);
  return word == std::end(kEveryday) ? "" : std::string(word->second);
}

Advice NearestOrAll(std::string_view name, std::span<const std::string_view> known) {
  const Advice nearest = diagnostics::DidYouMean(name, known);
  if (!nearest.empty() || known.empty() || known.size() > kFew) return nearest;
  return (known.size() == 1 ? "there is " : "there are ") + QuoteAll({known.begin(), known.end()});
}

}  // namespace bpol::check
