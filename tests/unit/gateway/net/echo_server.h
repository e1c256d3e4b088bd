// A server with a handler that echoes and misbehaves on request, for the tests of net/.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "gateway/net/server.h"
#include "tests/support/wire/certificates.h"
#include "tests/support/wire/wire_client.h"

namespace bpol::net {

// What the path asks for: /echo streams the body back, /whole answers `METHOD target body`, /peer says what is known of
// the client; see the source for those that break their word.
class EchoHandler final : public RequestHandler {
 public:
  explicit EchoHandler(boost::asio::io_context& core) : core_(core) {}
  Task<void> Handle(Exchange& exchange) override;
  std::atomic<int> handled = 0;

 private:
  Task<void> Echo(Exchange& exchange);
  Task<void> Whole(Exchange& exchange);
  Task<void> Peer(Exchange& exchange);
  Task<void> Slow(Exchange& exchange);
  Task<void> Big(Exchange& exchange);
  Task<void> Misbehave(Exchange& exchange);

  boost::asio::io_context& core_;
};

class Observed final : public ServerObserver {
 public:
  void OnRefusal(const ConnectionInfo& connection, http::Refusal refusal, std::string_view interaction_id) override;
  void OnHandshakeFailure(const ConnectionInfo& connection, std::string_view why) override;
  // All that was seen, as soon as it is `at_least` so many: a client may see a connection end before the server says
  // why. After ten seconds, what there is.
  std::vector<std::string> all(std::size_t at_least);

 private:
  void Add(std::string what);

  std::mutex mutex_;
  std::condition_variable added_;
  std::vector<std::string> seen_;
};

class EchoServer {
 public:
  explicit EchoServer(Limits limits = {}, std::shared_ptr<const tls::ServerContext> tls = nullptr,
                      std::size_t cores = 1);
  ~EchoServer();

  std::uint16_t port() const { return server_->port(); }
  Server& server() { return *server_; }
  Observed& observed() { return observed_; }
  int handled() const;
  wire::WireClient Connect() const { return wire::WireClient::Plain(port()); }

 private:
  std::unique_ptr<CoreRuntime> runtime_;
  std::vector<std::unique_ptr<EchoHandler>> handlers_;
  Observed observed_;
  std::unique_ptr<Server> server_;
};

// Short enough for a test, long enough for a loaded machine.
Limits QuickLimits();

}  // namespace bpol::net
