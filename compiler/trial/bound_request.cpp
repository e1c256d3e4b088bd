#include "compiler/trial/bound_request.h"

#include "runtime/bind/frame_reader.h"
#include "runtime/values/fault.h"

namespace bpol::trial {

BoundRequest::BoundRequest(const checked::Unit& unit, const schema::Unit& schema, std::uint32_t action,
                           std::string_view request, bind::JsonParser& parser) {
  const schema::Action& declared = schema.actions[action];
  const bind::BoundRequest bound = bind::DecodeRequest(schema, declared, request, arena_, parser);
  if (bound.misfit) {
    misfit_ = std::string(values::FaultCode(bound.misfit->fault)) + " at " + std::string(bound.misfit->path);
    return;
  }
  frame_ = bind::ReadRecord(schema, schema.records[declared.frame], bound.frame, arena_);
  evaluator_.emplace(unit, unit.actions[action], frame_, arena_);
}

}  // namespace bpol::trial
