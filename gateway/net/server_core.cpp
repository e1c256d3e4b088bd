#include "gateway/net/server_core.h"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/net/connection.h"
#include "runtime/base/check.h"

namespace bpol::net {
namespace {

namespace asio = boost::asio;
constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable_t<Executor>{});

// Out of descriptors: the next one is free when somebody leaves, and asking at once again would only burn the core.
constexpr auto kAcceptPause = std::chrono::milliseconds(20);

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

Task<void> ServeConnection(std::unique_ptr<Connection> connection) {
  co_await connection->Serve();
}

}  // namespace

ServerCore::ServerCore(const CoreShared& shared)
    : shared_(shared),
      acceptor_(shared.context),
      accept_pause_(shared.context),
      addresses_(shared.connections_per_address) {}

ServerCore::~ServerCore() {
  BPOL_CHECK(connections_.empty(), "a server is stopped before it is destroyed");
}

Result<std::uint16_t> ServerCore::Listen(const asio::ip::tcp::endpoint& endpoint) {
  boost::system::error_code error;
  const auto step = [&error](auto&& action) {
    if (!error) action();
  };
  acceptor_.open(endpoint.protocol(), error);
  step([&] { acceptor_.set_option(asio::socket_base::reuse_address(true), error); });
  step([&] { acceptor_.set_option(ReusePort(true), error); });
  step([&] { acceptor_.bind(endpoint, error); });
  step([&] { acceptor_.listen(asio::socket_base::max_listen_connections, error); });
  step([&] { acceptor_.non_blocking(true, error); });
  if (error) return Error{"cannot listen on " + endpoint.address().to_string() + ": " + error.message()};
  asio::co_spawn(shared_.context, AcceptLoop(), asio::detached);
  return acceptor_.local_endpoint().port();
}

Task<void> ServerCore::AcceptLoop() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(kNoThrow);
    if (!error) {
      Take(std::move(socket));
      continue;
    }
    if (error == asio::error::operation_aborted) co_return;
    accept_pause_.expires_after(kAcceptPause);
    co_await accept_pause_.async_wait(kNoThrow);
  }
}

void ServerCore::Take(tls::Socket socket) {
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;  // gone already
  const bool full = connections_.size() >= shared_.settings.limits.connections_per_core;
  if (full || addresses_.Enter(Unmapped(peer.address())) == AddressCounts::Verdict::TooMany) {
    if (shared_.observer != nullptr) {
      const ConnectionInfo info{
          .peer_address = Unmapped(peer.address()).to_string(), .peer_port = peer.port(), .core = shared_.index};
      shared_.observer->OnRefusal(info, http::Refusal::TooManyConnections, {});
    }
    socket.close(error);
    return;
  }
  // Made here, not in the coroutine, so that it is counted from now on.
  auto connection = std::make_unique<Connection>(*this, std::move(socket), peer);
  asio::co_spawn(shared_.context, ServeConnection(std::move(connection)), asio::detached);
}

void ServerCore::Enter(Connection& connection) {
  connections_.insert(&connection);
}

void ServerCore::Leave(Connection& connection) {
  connections_.erase(&connection);
  addresses_.Leave(connection.address());
  if (draining_ && connections_.empty()) drained_.set_value();
}

void ServerCore::Drain() {
  if (draining_) return;
  // Whoever is in the queue of the socket would be reset by closing it; they are served like the others.
  boost::system::error_code error;
  while (acceptor_.is_open()) {
    tls::Socket socket = acceptor_.accept(error);
    if (error) break;
    Take(std::move(socket));
  }
  acceptor_.close(error);
  accept_pause_.cancel();
  draining_ = true;
  if (connections_.empty()) {
    drained_.set_value();
    return;
  }
  for (Connection* connection : connections_) connection->OnDrain();
}

void ServerCore::CutOff() {
  for (Connection* connection : connections_) connection->CutOff();
}

}  // namespace bpol::net
