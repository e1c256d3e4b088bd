#include "compiler/check/test_move.h"

#include <algorithm>
#include <set>

#include "compiler/check/advice.h"
#include "runtime/base/check.h"
#include "runtime/decision/lifecycle.h"
#include "runtime/values/time_text.h"

namespace bpol::check {

using symbols::SymbolId;

namespace {

class MoveReader {
 public:
  MoveReader(Session& session, symbols::ModuleId module, const syntax::Happening& happening,
             const syntax::MoveExpectation& expected, const Fixture& fixture)
      : session_(session), module_(module), happening_(happening), expected_(expected), fixture_(fixture) {}

  std::optional<checked::TestMove> Read() {
    if (!FindLifecycle()) return std::nullopt;
    const bool good = TakeRecord() && TakeEvent() && TakeActor() && TakeEnd();
    return good ? std::optional(std::move(move_)) : std::nullopt;
  }

 private:
  bool Refuse(Span span, std::string message, Advice help = {}) {
    session_.report.Add(Code::TestOfLifecycle, span, std::move(message), std::move(help));
    return false;
  }

  // By the fact whose record it is about.
  bool FindLifecycle() {
    const SymbolId symbol = session_.module.Find(module_, symbols::Space::Value, expected_.fact.text);
    if (!symbol.valid() || session_.module.symbol(symbol).kind != symbols::SymbolKind::Fact) return false;
    const std::uint32_t fact = session_.IndexOf(symbol);
    if (fact == kNone) return false;
    const schema::Unit& schema = session_.unit.schema;
    const schema::Type& type = schema.types[schema.facts[fact].type];
    const bool is_record = type.kind == TypeKind::Record;
    const auto found = std::ranges::find(schema.lifecycles, type.declaration, &schema::Lifecycle::record);
    if (!is_record || found == schema.lifecycles.end()) {
      return Refuse(expected_.fact.span, Quote(expected_.fact.text) + " has no lifecycle",
                    is_record ? "a lifecycle is declared `for " + schema.records[type.declaration].name + "`"
                              : "only a record has one");
    }
    lifecycle_ = &*found;
    move_.lifecycle = static_cast<std::uint32_t>(found - schema.lifecycles.begin());
    move_.subject = expected_.fact.text;
    return true;
  }

  bool TakeRecord() {
    const Json::json_pointer place = Json::json_pointer("/facts") / expected_.fact.text;
    const Json& request = fixture_.request;
    if (!request.contains(place) || request.at(place).is_null()) {
      return Refuse(expected_.fact.span, "there is no " + Quote(expected_.fact.text) + " here that could change",
                    "give one in the fixture, or behind `with`");
    }
    move_.record = request.at(place).dump();
    const std::string now = request.at("now").get<std::string>();
    BPOL_CHECK(values::ParseInstant(now, &move_.now), "the `now` of a fixture is an instant");
    return true;
  }

  bool TakeEvent() {
    if (happening_.event.missing()) return false;
    move_.event = happening_.event.text;
    std::set<std::string_view> known;
    for (const schema::Transition& transition : lifecycle_->transitions) known.insert(transition.event);
    if (known.contains(move_.event)) return true;
    return Refuse(happening_.event.span,
                  "the lifecycle of " + Quote(RecordName()) + " knows no event " + Quote(move_.event),
                  Nearest(move_.event, known));
  }

  bool TakeActor() {
    const bool clock = move_.event == decision::kClock;
    if (clock && happening_.actor) return Refuse(happening_.actor->span, "the clock is nobody's", "leave `by …` out");
    if (clock) return true;
    if (!happening_.actor)
      return Refuse(happening_.event.span, "somebody causes " + Quote(move_.event), "say who: `by …`");
    if (happening_.actor->missing()) return false;
    move_.actor = happening_.actor->text;
    std::set<std::string_view> known;
    for (const schema::Transition& transition : lifecycle_->transitions)
      known.insert(transition.actors.begin(), transition.actors.end());
    if (known.contains(move_.actor)) return true;
    return Refuse(happening_.actor->span,
                  "nothing in the lifecycle of " + Quote(RecordName()) + " is done by " + Quote(move_.actor),
                  Nearest(move_.actor, known));
  }

  bool TakeEnd() {
    if (!expected_.becomes) return !expected_.reason || TakeReason(*expected_.reason);
    if (expected_.becomes->missing()) return false;
    const schema::Field& state = session_.unit.schema.records[lifecycle_->record].fields[lifecycle_->state];
    const schema::Enum& states = session_.EnumOf({state.type, false});
    std::set<std::string_view> names;
    for (std::uint32_t i = 0; i < states.members.size(); ++i) {
      if (states.members[i].name == expected_.becomes->text) move_.becomes = i;
      names.insert(states.members[i].name);
    }
    if (move_.becomes != kNone) return true;
    session_.report.Add(Code::UnknownMember, expected_.becomes->span,
                        Quote(states.name) + " has no member " + Quote(expected_.becomes->text),
                        Nearest(expected_.becomes->text, names));
    return false;
  }

  bool TakeReason(const syntax::Text& reason) {
    move_.reason = reason.value;
    std::set<std::string_view> known;
    for (const decision::Verdict verdict :
         {decision::Verdict::NoTransition, decision::Verdict::NotByActor, decision::Verdict::ConditionFails})
      known.insert(decision::ReasonOf({.verdict = verdict, .fault = {}}));
    const std::string help =
        "it is " + QuoteAll(std::vector<std::string>(known.begin(), known.end())) + ", or the code of a fault";
    for (std::uint32_t fault = 1; fault < values::kFaultCount; ++fault)
      known.insert(values::FaultCode(static_cast<values::Fault>(fault)));
    if (known.contains(reason.value)) return true;
    session_.report.Add(Code::ReasonNeverGiven, reason.span,
                        "a record never stays as it is with the reason " + Quote(reason.value), help);
    return false;
  }

  static Advice Nearest(std::string_view name, const std::set<std::string_view>& known) {
    return NearestOrAll(name, std::vector<std::string_view>(known.begin(), known.end()));
  }
  const std::string& RecordName() const { return session_.unit.schema.records[lifecycle_->record].name; }

  Session& session_;
  symbols::ModuleId module_;
  const syntax::Happening& happening_;
  const syntax::MoveExpectation& expected_;
  const Fixture& fixture_;
  const schema::Lifecycle* lifecycle_ = nullptr;
  checked::TestMove move_;
};

}  // namespace

std::optional<checked::TestMove> ReadMove(Session& session, symbols::ModuleId module,
                                          const syntax::Happening& happening, const syntax::MoveExpectation& expected,
                                          const Fixture& fixture) {
  return MoveReader(session, module, happening, expected, fixture).Read();
}

}  // namespace bpol::check
