// ServerCore: one core's part of a server: its listening socket, its connections, its counts.
// Thread safety: everything runs on that core's thread.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <future>
#include <unordered_set>

#include "gateway/net/address_counts.h"
#include "gateway/net/server.h"

namespace bpol::net {

class Connection;

// What all connections of the core share and none changes.
struct CoreShared {
  boost::asio::io_context& context;
  tls::Deadlines& deadlines;
  const ServerSettings& settings;
  RequestHandler& handler;
  ServerObserver* observer;  // may be null
  std::size_t index;
  std::size_t connections_per_address;  // this core's share
};

class ServerCore {
 public:
  using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;

  explicit ServerCore(const CoreShared& shared);
  ~ServerCore();

  // Binds and begins to accept; gives the port.
  Result<std::uint16_t> Listen(const boost::asio::ip::tcp::endpoint& endpoint);
  // No more accepts; idle connections are closed, the others after their answer.
  void Drain();
  // Ends every connection as it stands.
  void CutOff();
  // Ready when, after Drain, the last connection is gone.
  std::future<void> drained() { return drained_.get_future(); }

  const CoreShared& shared() const { return shared_; }
  bool draining() const { return draining_; }
  std::size_t connections() const { return connections_.size(); }

 private:
  friend class Connection;
  void Enter(Connection& connection);
  void Leave(Connection& connection);
  Task<void> AcceptLoop();
  void Take(tls::Socket socket);

  CoreShared shared_;
  Acceptor acceptor_;
  boost::asio::basic_waitable_timer<tls::Clock, boost::asio::wait_traits<tls::Clock>, Executor> accept_pause_;
  AddressCounts addresses_;
  std::unordered_set<Connection*> connections_;
  std::promise<void> drained_;
  bool draining_ = false;
};

}  // namespace bpol::net
