// The checks of what decides: lines, sources, actions, routes.
#include <algorithm>

#include "runtime/schema/field_text.h"
#include "runtime/schema/verifier.h"

namespace bpol::schema {
namespace {

constexpr std::uint32_t kMostScratch = 1u << 24;  // bytes
constexpr std::size_t kMostArguments = 8;         // of an obligation: room in abi::Output

std::uint32_t EventsOf(const Unit& unit, std::span<const std::uint32_t> blocks) {
  std::size_t events = blocks.size();
  for (const std::uint32_t block : blocks) events += unit.blocks[block].lines.size();
  return static_cast<std::uint32_t>(events);
}

}  // namespace

void Verifier::Lines() {
  for (const schema::Line& line : unit_.lines) {
    Index(line.block, unit_.blocks.size(), "the block of a line");
    IndexOrNone(line.acr, unit_.acrs.size(), "the acr of a line");
    Fits(unit_.regions.size() == 64 || line.regions >> unit_.regions.size() == 0, "the regions of a line");
  }
  for (const schema::Block& block : unit_.blocks) {
    for (const std::uint32_t line : block.lines) Index(line, unit_.lines.size(), "the line of a block");
  }
  for (const schema::Obligation& obligation : unit_.obligations) {
    Fits(obligation.parameters.size() <= kMostArguments, "the parameters of an obligation");
    for (const std::uint32_t type : obligation.parameters) Index(type, unit_.types.size(), "the type of a parameter");
  }
  for (const schema::Score& score : unit_.scores) {
    Fits(!score.bands.empty(), "the bands of a score");
    IndexOrNone(score.champion, unit_.scores.size(), "the champion of a score");
  }
}

void Verifier::Sources() {
  for (const schema::Fact& fact : unit_.facts) Index(fact.type, unit_.types.size(), "the type of a fact");
  for (const schema::Signal& signal : unit_.signals) Index(signal.type, unit_.types.size(), "the type of a signal");
}

void Verifier::Actions() {
  for (const schema::Action& action : unit_.actions) {
    Action(action);
    if (!wrong_.empty()) return;
  }
}

void Verifier::Action(const schema::Action& action) {
  if (!Index(action.frame, unit_.records.size(), "the frame of an action")) return;
  const schema::Record& frame = unit_.records[action.frame];
  for (const std::uint32_t field :
       {action.subject, action.resource, action.context, action.body, action.now, action.approved})
    IndexOrNone(field, frame.fields.size(), "a field of a frame");
  for (const std::uint32_t field : action.keys) Index(field, frame.fields.size(), "a key of an action");
  if (!wrong_.empty()) return;
  const auto has = [&](std::uint32_t field, TypeKind kind) {
    return field == kNone || unit_.types[frame.fields[field].type].kind == kind;
  };
  Fits(has(action.now, TypeKind::Instant) && has(action.approved, TypeKind::List), "`now` or `approved` of a frame");
  LiveFields(frame, action.live);
  Uses(action);
  Obligations(action);
  Functions(action);
  IndexOrNone(action.response, unit_.types.size(), "the response of an action");
  IndexOrNone(action.redaction, unit_.redactions.size(), "the redaction of an action");
}

void Verifier::Functions(const schema::Action& action) {
  Index(action.decide_function, unit_.function_count, "the decide function");
  IndexOrNone(action.residency_function, unit_.function_count, "the residency function");
  IndexOrNone(action.redact_check_function, unit_.function_count, "the redaction's check function");
  for (const std::uint32_t block : action.blocks) Index(block, unit_.blocks.size(), "a block of an action");
  for (const std::uint32_t block : action.residencies) Index(block, unit_.blocks.size(), "a residency of an action");
  if (!wrong_.empty()) return;
  const std::uint32_t events = std::max(EventsOf(unit_, action.blocks), EventsOf(unit_, action.residencies));
  Fits(action.max_events >= events, "the room for events");
  Fits(action.scratch_size <= kMostScratch && action.scratch_size % 8 == 0, "the scratch memory");
  for (const ScoreCell& cell : action.scores) {
    if (!Index(cell.score, unit_.scores.size(), "the score of a cell")) return;
    IndexOrNone(cell.function, unit_.function_count, "the function of a challenger");
    const std::size_t words = 3 + unit_.scores[cell.score].factors.size();
    Fits(cell.offset % 8 == 0 && cell.offset <= action.scratch_size && words * 8 <= action.scratch_size - cell.offset,
         "the place of a score");
  }
}

void Verifier::Uses(const schema::Action& action) {
  const schema::Record& frame = unit_.records[action.frame];
  const auto is_source = [&](std::uint32_t field) {
    return field < frame.fields.size() && frame.fields[field].presence_bit != kNone &&
           frame.fields[field].unavailable_bit != kNone;
  };
  for (const FactUse& use : action.facts) {
    if (!Index(use.fact, unit_.facts.size(), "a fact of an action")) return;
    if (!Fits(is_source(use.field), "the field of a fact")) return;
    Fits(frame.fields[use.field].type == unit_.facts[use.fact].type, "the type of a fact's field");
    for (const std::vector<std::uint32_t>& key : use.keys) Path(action.frame, key, "the key of a fact");
  }
  for (const SignalUse& use : action.signals) {
    if (!Index(use.signal, unit_.signals.size(), "a signal of an action")) return;
    if (!Fits(is_source(use.field), "the field of a signal")) return;
    Fits(frame.fields[use.field].type == unit_.signals[use.signal].type, "the type of a signal's field");
  }
}

void Verifier::Obligations(const schema::Action& action) {
  for (const ObligationSite& site : action.obligations) {
    Index(site.index, site.owner == OwnerKind::Line ? unit_.lines.size() : unit_.blocks.size(),
          "an obligation's owner");
    Index(site.obligation, unit_.obligations.size(), "an obligation");
    Index(site.function, unit_.function_count, "the function of an obligation");
  }
}

void Verifier::LiveFields(const schema::Record& record, std::span<const Live> live) {
  for (const Live& each : live) {
    if (!Index(each.field, record.fields.size(), "a live field")) return;
    const schema::Record* below = RecordBelow(record.fields[each.field]);
    if (!Fits(below != nullptr || each.children.empty(), "live fields of no record")) return;
    if (below != nullptr) LiveFields(*below, each.children);
  }
}

// Goes through records in place; their fields are checked by then.
void Verifier::Path(std::uint32_t record, std::span<const std::uint32_t> path, std::string_view what) {
  if (!Fits(!path.empty(), what)) return;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (!Index(path[i], unit_.records[record].fields.size(), what)) return;
    const schema::Type& type = unit_.types[unit_.records[record].fields[path[i]].type];
    if (i + 1 == path.size()) return;
    if (!Fits(type.kind == TypeKind::Record, what)) return;
    record = type.declaration;
  }
}

void Verifier::Routes() {
  for (const schema::Route& route : unit_.routes) {
    Route(route);
    if (!wrong_.empty()) return;
  }
}

void Verifier::Route(const schema::Route& route) {
  if (!Index(route.action, unit_.actions.size(), "the action of a route")) return;
  const schema::Action& action = unit_.actions[route.action];
  for (const Binding& binding : route.bindings) Path(action.frame, binding.target, "the target of a binding");
  Fits(route.headers.size() <= kMostUpstreamHeaders, "the number of headers of a route");
  for (const UpstreamHeader& header : route.headers) {
    Fits(IsFieldName(header.name), "the name of a header");
    if (!header.path.empty()) Path(action.frame, header.path, "the value of a header");
    if (header.path.empty()) Fits(IsFieldValue(header.text), "the text of a header");
  }
  if (route.resource_fact == kNone) return;
  const auto use = std::ranges::find(action.facts, route.resource_fact, &FactUse::fact);
  if (!Fits(use != action.facts.end() && action.resource != kNone, "the fact that becomes the resource")) return;
  const schema::Record& frame = unit_.records[action.frame];
  Fits(frame.fields[use->field].type == frame.fields[action.resource].type, "the type of the resource's fact");
}

}  // namespace bpol::schema
