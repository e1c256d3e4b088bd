#include "gateway/admin/record_keeper.h"

#include <optional>

#include "gateway/http/problem.h"
#include "runtime/bind/object_decoder.h"
#include "runtime/bind/replace_member.h"
#include "runtime/facts/fact_store.h"
#include "runtime/unit/native_transitions.h"

namespace bpol::admin {
namespace {

// A stored text as its record.
class Reading {
 public:
  Reading(const schema::Unit& unit, const schema::Lifecycle& lifecycle, std::string_view json)
      : parser_(facts::kMaxJson), record_(bind::DecodeWholeObject(unit, lifecycle.record, json, arena_, parser_)) {
    if (record_ != nullptr) state_ = decision::StateOf(unit, lifecycle, record_);
  }

  bool fits() const { return record_ != nullptr; }
  std::uint32_t state() const { return state_; }
  const std::byte* record() const { return record_; }
  Arena& arena() { return arena_; }

 private:
  Arena arena_;
  bind::JsonParser parser_;
  const std::byte* const record_;
  std::uint32_t state_ = schema::kNone;
};

}  // namespace

const schema::Enum& RecordKeeper::states() const {
  const schema::Unit& unit = unit_.schema();
  return unit.enums[unit.types[type().fields[lifecycle_.state].type].declaration];
}

Kept RecordKeeper::Keep(std::string json, std::uint32_t state) const {
  return {std::move(json), states().members[state].wire, (lifecycle_.finals >> state & 1) != 0};
}

Judgement RecordKeeper::Write(const std::string* before, std::string_view json) const {
  const Reading written(unit_.schema(), lifecycle_, json);
  if (!written.fits()) return Refused{422, "fact.misfit", "what is sent does not fit the record " + Named()};
  std::uint32_t state = lifecycle_.start;
  if (before != nullptr) {
    const Reading stored(unit_.schema(), lifecycle_, *before);
    if (!stored.fits())
      return Refused{409, "fact.misfit",
                     "what is stored does not fit the record " + Named() + " of this unit; remove it first"};
    state = stored.state();
  }
  // What an unknown name stands for is no state that anything could be known to stay in.
  if (written.state() == state && state != states().otherwise) return Keep(std::string(json), state);
  if (before == nullptr)
    return Refused{409, "lifecycle.not_the_start",
                   "a new " + Named() + " is in the state `" + states().members[state].wire +
                       "`; what happens to it after that is sent by POST"};
  return Refused{409, "lifecycle.wants_an_event",
                 "writing a " + Named() + " anew does not change its state; what happened to it is sent by POST"};
}

Judgement RecordKeeper::Happen(const std::string* before, const decision::Cause& cause, values::Instant now) const {
  if (before == nullptr) return Refused{404, "fact.none", "nothing is stored under this key"};
  Reading stored(unit_.schema(), lifecycle_, *before);
  if (!stored.fits())
    return Refused{409, "fact.misfit", "what is stored does not fit the record " + Named() + " of this unit"};
  unit::NativeTransitions conditions(unit_.policy(), lifecycle_, stored.record(), now, stored.arena(), &unit_.keys());
  const decision::Move move = decision::Advance(lifecycle_, stored.state(), cause, conditions);
  if (!move.moves())
    return Refused{409, std::string(decision::ReasonOf(move)),
                   "the " + Named() + " stays in the state `" + states().members[move.state].wire + "`"};
  std::string literal;
  http::AppendJsonString(literal, states().members[move.state].wire);
  const std::string& member = type().fields[lifecycle_.state].name;
  std::optional<std::string> moved = bind::ReplaceMember(*before, member, literal);
  BPOL_CHECK(moved.has_value(), "a record that fits has its state once, as a text");
  return Keep(std::move(*moved), move.state);
}

}  // namespace bpol::admin
