// The checks of lifecycles: what reads a record's state and asks a transition's condition relies on them.
#include <algorithm>

#include "runtime/schema/verifier.h"

namespace bpol::schema {
namespace {

constexpr std::uint32_t kMostScratch = 1u << 24;  // bytes

}  // namespace

void Verifier::Lifecycles() {
  for (const schema::Lifecycle& lifecycle : unit_.lifecycles) {
    Lifecycle(lifecycle);
    if (!wrong_.empty()) return;
    const bool once = std::ranges::count(unit_.lifecycles, lifecycle.record, &Lifecycle::record) == 1;
    if (!Fits(once, "a record with two lifecycles")) return;
  }
}

void Verifier::Lifecycle(const schema::Lifecycle& lifecycle) {
  if (!Index(lifecycle.record, unit_.records.size(), "the record of a lifecycle")) return;
  if (!Index(lifecycle.frame, unit_.records.size(), "the frame of a lifecycle")) return;
  const std::vector<schema::Field>& frame = unit_.records[lifecycle.frame].fields;
  Fits(frame.size() == 1 && frame[0].presence_bit == kNone && unit_.types[frame[0].type].kind == TypeKind::Instant,
       "the frame of a lifecycle");
  const std::vector<schema::Field>& fields = unit_.records[lifecycle.record].fields;
  if (!Index(lifecycle.state, fields.size(), "the state of a lifecycle")) return;
  const schema::Field& state = fields[lifecycle.state];
  const schema::Type& type = unit_.types[state.type];
  const bool always = state.presence_bit == kNone && state.arm == kNone;
  if (!Fits(always && type.kind == TypeKind::Enum, "the state of a lifecycle")) return;
  const std::size_t states = unit_.enums[type.declaration].members.size();
  Index(lifecycle.start, states, "the start of a lifecycle");
  Fits(states == 64 || lifecycle.finals >> states == 0, "the final states of a lifecycle");
  Fits(lifecycle.scratch_size <= kMostScratch && lifecycle.scratch_size % 8 == 0, "the scratch memory of a lifecycle");
  for (const schema::Transition& transition : lifecycle.transitions) Transition(lifecycle, transition, states);
}

void Verifier::Transition(const schema::Lifecycle& lifecycle, const schema::Transition& transition,
                          std::size_t states) {
  if (!Index(transition.from, states, "a transition") || !Index(transition.to, states, "a transition")) return;
  Fits((lifecycle.finals >> transition.from & 1) == 0, "a transition that leaves a final state");
  Fits(!transition.event.empty(), "the event of a transition");
  IndexOrNone(transition.function, unit_.function_count, "the condition of a transition");
}

}  // namespace bpol::schema
