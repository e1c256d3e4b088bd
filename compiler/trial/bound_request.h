// BoundRequest: one JSON request, bound for the plain evaluator, so that its values can be read and expressions asked
// about it, beside any decision.
// Thread safety: one thread.
#pragma once

#include <optional>
#include <string>

#include "compiler/evaluate/evaluator.h"
#include "runtime/bind/request_json.h"

namespace bpol::trial {

class BoundRequest {
 public:
  // `unit` has the same indices as `schema`, which is complete. `parser`, like them, outlives this.
  BoundRequest(const checked::Unit& unit, const schema::Unit& schema, std::uint32_t action, std::string_view request,
               bind::JsonParser& parser);

  // Empty: the request fits. Else nothing below may be asked.
  const std::string& misfit() const { return misfit_; }
  // The action's frame, as a Record.
  const decision::Value& frame() const { return frame_; }
  evaluate::Evaluator& evaluator() { return *evaluator_; }
  Arena& arena() { return arena_; }

 private:
  Arena arena_;
  std::string misfit_;
  decision::Value frame_;
  std::optional<evaluate::Evaluator> evaluator_;
};

}  // namespace bpol::trial
