// Client: one core's connections to one upstream group, kept alive and reused; picks a server, sends, reads the answer.
// Retries only what cannot have happened twice: a request of which no byte left (connect failed), or an idempotent one
// that met a pooled connection which the upstream had just closed (RFC 9112 section 9.3.1).
// Thread safety: belongs to one core. Must outlive the responses it gave.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/http/body.h"
#include "gateway/http/message.h"
#include "gateway/upstream/failure.h"
#include "gateway/upstream/group.h"

namespace bpol::upstream {

struct Request {
  std::string_view method{};
  std::string_view target{};  // origin form, exactly what was decided on
  // Sent as given, without hop-by-hop fields, Host and Expect, which are written anew.
  const http::FieldList& fields;
  // Either all in memory, or a stream with its framing (Length or Chunked); a streamed request is never sent twice.
  std::string_view body{};
  http::BodyReader* stream = nullptr;
  http::Framing stream_framing{};
  AllowedRegions regions = AllowedRegions::Any();
};

// The body of a response. Reset means that the upstream did not keep its word; `failure` then says how.
class ResponseBody : public http::BodyReader {
 public:
  virtual std::optional<Failure> failure() const = 0;
};

struct Response {
  http::ResponseHead head{};  // as the upstream sent it: what may be passed on is the caller's list
  // Never null. Destroying it before its end closes the connection; read to its end, the connection is reused.
  std::unique_ptr<ResponseBody> body{};
  const Server* server = nullptr;  // of the group; says url and region
  unsigned resend_count = 0;
};

class Client {
 public:
  virtual ~Client() = default;
  // `request` and what it refers to must live until this returns; a streamed body has then been read as far as the
  // upstream wanted it.
  virtual Task<std::variant<Response, Failure>> Send(const Request& request) = 0;
  // Connections that wait in the pool.
  virtual std::size_t idle_connections() const = 0;
  // Closes the pool and makes what is under way fail soon with ShutDown, and later requests at once.
  virtual void Shutdown() = 0;
};

std::unique_ptr<Client> MakeClient(boost::asio::io_context& core, tls::Deadlines& deadlines,
                                   std::shared_ptr<const UpstreamGroup> group);

}  // namespace bpol::upstream
