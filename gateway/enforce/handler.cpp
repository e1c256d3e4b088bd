#include "gateway/enforce/handler.h"

#include "gateway/enforce/request_flow.h"

namespace bpol::enforce {

Task<void> PolicyHandler::Handle(net::Exchange& exchange) {
  RequestFlow flow(core_, exchange);
  co_await flow.Run();
}

}  // namespace bpol::enforce
