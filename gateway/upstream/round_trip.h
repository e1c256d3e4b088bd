// One request sent on one connection, up to the head of the answer.
#pragma once

#include <optional>

#include "gateway/upstream/client.h"
#include "gateway/upstream/pool.h"

namespace bpol::upstream {

struct RoundTrip {
  std::optional<Failure> failure{};
  http::ResponseHead head{};  // when there is no failure
  // The request left whole, so that the connection may serve another afterwards.
  bool sent_whole = false;
  // The connection ended before a byte of an answer: on a reused one, the server had closed it before our request came.
  bool no_answer_at_all = false;
};

Task<RoundTrip> SendOn(Connection& connection, const UpstreamGroup& group, const Request& request);

}  // namespace bpol::upstream
