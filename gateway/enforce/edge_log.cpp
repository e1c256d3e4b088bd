#include "gateway/enforce/edge_log.h"

namespace bpol::enforce {

void EdgeLog::OnRefusal(const net::ConnectionInfo& connection, http::Refusal refusal, std::string_view interaction_id) {
  Submit(connection, interaction_id, {.status = http::StatusOf(refusal), .reason = http::CodeOf(refusal)});
}

void EdgeLog::OnHandshakeFailure(const net::ConnectionInfo& connection, std::string_view why) {
  Submit(connection, {}, {.reason = "tls.handshake", .detail = why});
}

void EdgeLog::Submit(const net::ConnectionInfo& connection, std::string_view interaction_id, const Outcome& outcome) {
  Recorded recorded;
  recorded.interaction_id = interaction_id;
  recorded.peer = connection.peer_address;
  log_.Submit(static_cast<unsigned>(connection.core), AccessLine(recorded, outcome, "deny", {}));
}

}  // namespace bpol::enforce
