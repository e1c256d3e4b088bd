// The Exchange of one request on a connection: writes the answer in as few writes as its pieces allow.
#pragma once

#include <string>

#include "gateway/net/exchange.h"
#include "gateway/net/request_body.h"
#include "gateway/net/server_core.h"

namespace bpol::net {

class ConnectionExchange final : public Exchange {
 public:
  // What the connection lends for the time of one request.
  struct Parts {
    tls::Stream& stream;
    http::MessageReader& reader;
    const http::RequestHead& head;
    const ConnectionInfo& info;
    std::string& out;  // empty; its memory is reused from request to request
    tls::Duration write_patience;
    std::uint64_t body_limit;
    http::Persistence persistence;  // Close: this is to be the connection's last answer
    const ServerCore& core;         // asked, when the head goes out, whether the server stops
  };
  explicit ConnectionExchange(const Parts& parts);

  const http::RequestHead& request() const override { return parts_.head; }
  const ConnectionInfo& connection() const override { return parts_.info; }
  http::BodyReader& body() override { return body_; }
  RequestBody& request_body() { return body_; }

  void SendHead(const http::ResponseHead& head) override;
  Task<Outcome> SendPiece(std::string_view bytes) override;
  Task<Outcome> Finish(std::string_view last_piece) override;
  void Abort() override;

  enum class State { NoHead, InBody, Finished, Broken };
  State state() const { return state_; }
  // What the answer told the client about the connection.
  http::Persistence announced() const { return announced_; }

 private:
  http::Framing FramingFor(const http::ResponseHead& head) const;
  bool MustClose(const http::ResponseHead& head) const;
  bool Append(std::string_view bytes);
  Task<Outcome> Flush();

  Parts parts_;
  RequestBody body_;
  State state_ = State::NoHead;
  http::Persistence announced_ = http::Persistence::Close;
  http::Framing framing_;
  std::uint64_t remaining_ = 0;  // of a promised length
  bool sends_body_ = true;
};

}  // namespace bpol::net
