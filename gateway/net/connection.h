// Connection: one client's connection from accept to close, requests one after the other.
// INVARIANT: each step has a deadline, and only requests that passed the strict reading reach the handler.
// Thread safety: belongs to one core.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>

#include "gateway/http/message_reader.h"
#include "gateway/net/connection_exchange.h"
#include "gateway/net/server_core.h"

namespace bpol::net {

class Connection {
 public:
  // Registers with the core, and leaves it when destroyed.
  Connection(ServerCore& core, tls::Socket socket, const boost::asio::ip::tcp::endpoint& peer);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Task<void> Serve();
  const boost::asio::ip::address& address() const { return address_; }

  // The core no longer accepts: an idle connection ends now.
  void OnDrain();
  void CutOff();

 private:
  enum class Next { Request, Close };

  Task<Next> Handshake();
  Task<Next> ServeRequest();
  Task<Next> AwaitFirstByte();
  Task<Next> ReadHead();
  Task<Next> Answer();
  Task<void> CallHandler(ConnectionExchange& exchange);
  Task<Next> Settle(ConnectionExchange& exchange);
  Task<Next> Refuse(http::Refusal refusal);

  ServerCore& core_;
  const ServerSettings& settings_;
  boost::asio::ip::address address_;
  tls::Stream stream_;
  http::MessageReader reader_;
  ConnectionInfo info_;
  http::RequestHead head_;
  std::string out_;
  bool idle_ = false;  // waiting for the first byte of a request
};

}  // namespace bpol::net
