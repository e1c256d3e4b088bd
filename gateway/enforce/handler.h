// PolicyHandler: where requests enter the policy side of the gateway. One per core.
#pragma once

#include "gateway/enforce/core_state.h"
#include "gateway/net/exchange.h"

namespace bpol::enforce {

class PolicyHandler final : public net::RequestHandler {
 public:
  explicit PolicyHandler(CoreState& core) : core_(core) {}
  Task<void> Handle(net::Exchange& exchange) override;

 private:
  CoreState& core_;
};

}  // namespace bpol::enforce
