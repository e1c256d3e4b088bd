// EdgeLog: the access-log line of what never becomes a request: handshakes that fail, heads that are refused,
// connections that are too many. No policy was asked, so there is no decision and no record; this line is all there is.
// Thread safety: each core calls for its own connections.
#pragma once

#include "gateway/enforce/records.h"
#include "gateway/net/server.h"
#include "gateway/observe/access_log.h"

namespace bpol::enforce {

class EdgeLog final : public net::ServerObserver {
 public:
  // Outlives the server that is observed.
  explicit EdgeLog(observe::AccessLog& log) : log_(log) {}

  void OnRefusal(const net::ConnectionInfo& connection, http::Refusal refusal,
                 std::string_view interaction_id) override;
  // Reason `tls.handshake`, without a status: no HTTP was spoken.
  void OnHandshakeFailure(const net::ConnectionInfo& connection, std::string_view why) override;

 private:
  void Submit(const net::ConnectionInfo& connection, std::string_view interaction_id, const Outcome& outcome);

  observe::AccessLog& log_;
};

}  // namespace bpol::enforce
