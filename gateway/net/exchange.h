// Exchange: one request and the answer to it, as the policy side of the gateway sees them. RequestHandler is where net/
// ends and enforce/ begins.
// Thread safety: belongs to one core, and to the handler until Handle returns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/body.h"
#include "gateway/http/message.h"
#include "gateway/http/problem.h"
#include "gateway/tls/stream.h"

namespace bpol::net {

// What is known of the client before it says anything; the same for all requests of a connection.
struct ConnectionInfo {
  std::string peer_address{};  // textual IPv4 or IPv6; an IPv4 address mapped into IPv6 is shown as IPv4
  std::uint16_t peer_port = 0;
  std::string tls_version{};  // "TLSv1.3", "TLSv1.2"; empty on a plain connection
  // Verified against the configured roots when present.
  std::optional<tls::PeerCertificate> client_certificate{};
  std::size_t core = 0;
};

class Exchange : public http::BodyWriter {
 public:
  virtual const http::RequestHead& request() const = 0;
  virtual const ConnectionInfo& connection() const = 0;
  // The request's body. Sends `100 Continue` when the client waits for it and the first piece is asked for.
  virtual http::BodyReader& body() = 0;

  // Begins the answer. Nothing leaves before the first piece or Finish, which go out in the same write as the head.
  // Framing Length promises so many bytes; None and Chunked mean that the length is not known yet. HEAD, 204 and 304
  // send no body whatever is pushed. Called once.
  virtual void SendHead(const http::ResponseHead& head) = 0;
  bool head_sent() const { return head_sent_; }

  // Head and whole body in one write.
  Task<Outcome> Respond(http::ResponseHead head, std::string_view body);
  // The problem document, with `more` beside its own fields.
  Task<Outcome> Refuse(const http::ProblemDocument& problem, const http::FieldList& more = {});

 protected:
  bool head_sent_ = false;
};

// One per core; called for every request of that core's connections, many at a time (each a coroutine of its own).
// The answer must be finished or aborted when Handle returns: without a head the client gets 500, with half a body the
// stream is cut. An exception is taken for the same and never leaves net/.
class RequestHandler {
 public:
  virtual ~RequestHandler() = default;
  virtual Task<void> Handle(Exchange& exchange) = 0;
};

}  // namespace bpol::net
