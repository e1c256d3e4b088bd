#include "compiler/check/trial.h"

namespace bpol::check {

std::vector<Diagnostic> TryOn(Session& session, std::uint32_t action, const std::function<void(ActionState&)>& check) {
  schema::Unit& schema = session.unit.schema;
  const std::uint32_t frame = schema.actions[action].frame;
  const std::size_t exprs = session.unit.exprs.size();
  schema::Action declared = schema.actions[action];
  checked::Action checked = session.unit.actions[action];
  schema::Record record = schema.records[frame];
  session.report.BeginTrial();
  ActionState state{.action = action};
  check(state);
  std::vector<Diagnostic> said = session.report.EndTrial();
  schema.actions[action] = std::move(declared);
  session.unit.actions[action] = std::move(checked);
  schema.records[frame] = std::move(record);
  session.unit.exprs.resize(exprs);
  return said;
}

}  // namespace bpol::check
