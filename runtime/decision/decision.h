// Decision: the answer to a request, as indices into its unit's schema, and how the effects of lines combine into it.
// One combining for both engines: an engine reports which lines held (events), Combine says what follows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/base/arena_list.h"
#include "runtime/decision/value.h"
#include "runtime/schema/schema.h"
#include "runtime/values/fault.h"

namespace bpol::decision {

class Plan;  // plan.h

// What the deciding code appends, in order of declaration. A block event opens the events of its lines, and says that
// the block applies. A line event says that the line's `when` held: outcome 0, and all its requires with it; outcome k,
// its k-th require (from 1) failed. Native code writes these two words: change them and raise abi::kAbiVersion.
struct Event {
  static constexpr std::uint32_t kBlock = 0x8000'0000;  // set in `index`: the rest is the block
  std::uint32_t index = 0;
  std::uint32_t outcome = 0;
};

// A reached fault. `site` is an index in Unit::sites for faults of evaluation; `path` is set for faults of input.
struct FaultAt {
  values::Fault fault = values::Fault::None;
  std::uint32_t site = schema::kNone;
  std::string_view path = {};  // in the request's arena
};

struct Reason {
  enum class Kind : std::uint8_t {
    Line,            // index: the line
    Require,         // index: the line, require: which of its requires failed, from 0
    NoLineMatches,   // index: the block
    NoRulePermits,   // index: the block, or kNone for the whole
    NoLawfulRegion,  // residency.no_lawful_region: the sets intersect to nothing
    Fault,           // the decision's fault
    Binding,         // a binding's `else deny`; `code` of the decision
  };
  Kind kind = Kind::Line;
  std::uint32_t index = schema::kNone;
  std::uint32_t require = 0;
};

struct Challenge {
  std::uint32_t acr = schema::kNone;  // index in Unit::acrs
  std::int64_t max_age = -1;          // microseconds; -1: not named
};

struct ObligationInstance {
  std::uint32_t obligation = 0;
  std::span<const Value> arguments;  // in the request's arena
};

struct ScoreResult {
  std::uint32_t score = 0;
  std::int64_t value = 0;
  std::uint32_t band = 0;
  std::span<const std::int64_t> points;       // one a factor, in order of declaration; in the request's arena
  values::Fault fault = values::Fault::None;  // only of a challenger, which then has no value
};

// Lives in the arena of its request; whoever keeps a decision longer copies it out as text.
struct Decision {
  explicit Decision(Arena& arena) : reasons(arena), granted(arena), obligations(arena), scores(arena) {}

  schema::Effect effect = schema::Effect::Deny;
  FaultAt fault;
  ArenaList<Reason> reasons;
  std::optional<Challenge> challenge;
  std::optional<std::uint64_t> regions;  // on permit, where residency applies: bit i is Unit::regions[i]
  ArenaList<std::uint32_t> granted;      // the lines that granted them, in order of declaration
  ArenaList<ObligationInstance> obligations;
  ArenaList<ScoreResult> scores;  // champions first; challengers, computed beside them, last
  std::string_view binding_code;  // Reason::Kind::Binding
};

// Combines the events of the rules and decide blocks of an action into effect, reasons and challenge. Never faults.
void Combine(const Plan& plan, std::span<const Event> events, Decision& decision);

// Adds what residency says to a decision that does not deny: regions, the granting lines, or a deny.
void CombineResidency(const schema::Unit& unit, std::span<const Event> events, Decision& decision);

// Makes the decision the deny of a fault, and takes everything else out of it. `path` lives in the request's arena.
void Refuse(Decision& decision, values::Fault fault, std::uint32_t site, std::string_view path = {});
// The deny of a binding's `else deny "code"`; `code` lives in the unit.
void RefuseByBinding(Decision& decision, std::string_view code);

// Adds an instance and joins it with equal or strict ones (language.md section 2, obligations).
void AddObligation(const schema::Unit& unit, ObligationInstance instance, Decision& decision);

// A reason as people and records read it. Views into the unit and the decision.
struct ReasonView {
  std::string_view rule;  // `module.Block.line` or `module.Block`; empty for the whole and for faults of input
  std::string_view code;  // never empty
  std::span<const std::string> controls;
};
ReasonView Describe(const schema::Unit& unit, const Decision& decision, const Reason& reason);
// The code of the first reason: *the* reason.
std::string_view ReasonCode(const schema::Unit& unit, const Decision& decision);
// Where the input or a source is to blame: `body.amount`, `consent`. Empty without a fault, and for faults of a line.
std::string_view FaultPath(const schema::Unit& unit, const Decision& decision);

// `permit`, `challenge`, `review`, `deny`.
std::string_view EffectName(schema::Effect effect);

// The decision as the one line of JSON that `bpol eval` prints and the audit record embeds (without `unit`, if
// Without).
enum class UnitPart : std::uint8_t { With, Without };
std::string ToJson(const schema::Unit& unit, const Decision& decision, UnitPart part);

// The printed form of a value of `type` in obligations (language.md section 2); nothing for an absent one.
std::string Print(const schema::Unit& unit, const schema::Type& type, const Value& value);
// The same, behind what stands in `out`.
void Print(const schema::Unit& unit, const schema::Type& type, const Value& value, std::string& out);
// `name` or `name:argument,argument`.
std::string Print(const schema::Unit& unit, const ObligationInstance& instance);

}  // namespace bpol::decision
