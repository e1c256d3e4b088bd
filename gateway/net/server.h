// Server: listens on one address with one socket a core (SO_REUSEPORT), and serves HTTP on what it accepts.
// Drain lets requests in flight finish: no more accepts, idle connections are closed, answers carry `Connection:
// close`. Stop drains and cuts off what is left at the deadline. Thread safety: Start, Stop and the destructor may be
// called from any thread that is not a core.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/http/head_scan.h"
#include "gateway/http/message_reader.h"
#include "gateway/http/refusal.h"
#include "gateway/net/core_runtime.h"
#include "gateway/net/exchange.h"
#include "gateway/tls/context.h"

namespace bpol::net {

struct Limits {
  tls::Duration handshake = std::chrono::seconds(10);
  tls::Duration head = std::chrono::seconds(10);   // from its first byte to its last
  tls::Duration idle = std::chrono::seconds(60);   // between requests, and before the first
  tls::Duration write = std::chrono::seconds(30);  // for one piece to be taken by a slow reader
  tls::Duration linger = std::chrono::seconds(2);  // reading on after a refusal, so that the client gets our answer
  http::BodyPatience body{};
  http::HeadLimits head_sizes{};
  std::uint64_t body_bytes = 1 << 20;         // unless the handler sets another
  std::size_t connections_per_core = 8192;    // about 20 kB each at rest
  std::size_t connections_per_address = 512;  // on all cores together, approximately: each core allows its share
};

struct ServerSettings {
  std::string address{};                            // textual IP address
  std::uint16_t port = 0;                           // 0: a free one, see Server::port
  std::shared_ptr<const tls::ServerContext> tls{};  // null: plain HTTP
  Limits limits{};
};

// Told, on the core concerned, of what never reaches a handler. Must be quick and must not throw.
class ServerObserver {
 public:
  virtual ~ServerObserver() = default;
  // `interaction_id` is what the client was told; empty where it was told nothing.
  virtual void OnRefusal(const ConnectionInfo& connection, http::Refusal refusal, std::string_view interaction_id) = 0;
  // `why` is the library's reason and holds nothing that the client sent.
  virtual void OnHandshakeFailure(const ConnectionInfo& connection, std::string_view why) = 0;
};

class ServerCore;
struct CoreShared;

class Server {
 public:
  // `handler(core)` gives the handler of a core; it must outlive the server. `observer` may be null; else likewise.
  static Result<std::unique_ptr<Server>> Start(CoreRuntime& runtime, ServerSettings settings,
                                               const std::function<RequestHandler&(std::size_t)>& handler,
                                               ServerObserver* observer);
  ~Server();

  std::uint16_t port() const { return port_; }
  std::size_t connections();

  enum class Drained { Yes, No };
  // Returns when no connection is left, or after `patience`; nothing is cut off. May be followed by another, or by
  // Stop.
  Drained Drain(tls::Duration patience);
  // Returns when no connection is left: as soon as all are done, or after `patience` by cutting them off. A handler
  // that then waits for something else than its client (an upstream) is waited for: Drain, and shut the upstream
  // clients down first. Gives the number that was cut off. Calling it again does nothing.
  std::size_t Stop(tls::Duration patience);

 private:
  explicit Server(CoreRuntime& runtime);
  Status StartCore(const boost::asio::ip::address& address, const CoreShared& shared);

  CoreRuntime& runtime_;
  ServerSettings settings_;
  std::vector<std::unique_ptr<ServerCore>> cores_;
  std::uint16_t port_ = 0;
  std::vector<std::future<void>> drained_;  // one a core, from the first Drain on
  bool stopped_ = false;
};

}  // namespace bpol::net
