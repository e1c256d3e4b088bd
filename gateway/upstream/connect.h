// From a server of a group to a connected stream: names, addresses in turn, TLS, all within one time limit.
#pragma once

#include <memory>
#include <variant>

#include "gateway/tls/stream.h"
#include "gateway/upstream/failure.h"
#include "gateway/upstream/group.h"

namespace bpol::upstream {

// On a failure nothing of a request has left.
Task<std::variant<std::unique_ptr<tls::Stream>, Failure>> Connect(boost::asio::io_context& core,
                                                                  tls::Deadlines& deadlines, const UpstreamGroup& group,
                                                                  const Server& server);

}  // namespace bpol::upstream
