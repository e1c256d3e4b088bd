#include "gateway/upstream/connect.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <vector>

namespace bpol::upstream {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable_t<Executor>{});

// A socket on its way, under one deadline for looking up the name and all its addresses.
class Attempt final : private tls::DeadlineEntry {
 public:
  Attempt(asio::io_context& core, tls::Deadlines& deadlines, tls::Duration patience)
      : DeadlineEntry(deadlines), resolver_(core), socket_(core) {
    Arm(patience);
  }

  Task<std::optional<Failure>> Run(const Server& server) {
    const std::vector<tcp::endpoint> endpoints = co_await Lookup(server);
    for (const tcp::endpoint& endpoint : endpoints) {
      boost::system::error_code ignored;
      socket_.close(ignored);
      if (expired_) break;
      const auto [error] = co_await socket_.async_connect(endpoint, kNoThrow);
      if (!error && !expired_) co_return std::nullopt;
    }
    co_return expired_ ? Failure::ConnectTimeout : Failure::ConnectFailed;
  }

  tls::Socket TakeSocket() { return std::move(socket_); }

 private:
  void Expire() override {
    expired_ = true;
    resolver_.cancel();
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

  Task<std::vector<tcp::endpoint>> Lookup(const Server& server) {
    boost::system::error_code not_an_address;
    const auto address = asio::ip::make_address(server.host, not_an_address);
    std::vector<tcp::endpoint> endpoints;
    if (!not_an_address) {
      endpoints.emplace_back(address, server.port);
      co_return endpoints;
    }
    const auto [error, found] = co_await resolver_.async_resolve(server.host, std::to_string(server.port), kNoThrow);
    if (error) co_return endpoints;
    for (const auto& entry : found) endpoints.push_back(entry.endpoint());
    co_return endpoints;
  }

  asio::ip::basic_resolver<tcp, Executor> resolver_;
  tls::Socket socket_;
  bool expired_ = false;
};

}  // namespace

Task<std::variant<std::unique_ptr<tls::Stream>, Failure>> Connect(asio::io_context& core, tls::Deadlines& deadlines,
                                                                  const UpstreamGroup& group, const Server& server) {
  const tls::Duration patience = group.settings().connect;
  Attempt attempt(core, deadlines, patience);
  const std::optional<Failure> failure = co_await attempt.Run(server);
  if (failure) co_return *failure;
  auto stream = std::make_unique<tls::Stream>(attempt.TakeSocket(), deadlines);
  if (server.scheme == Server::Scheme::Http) co_return stream;
  stream->SetDeadline(patience);
  const tls::IoStatus status = co_await stream->HandshakeAsClient(*group.settings().tls, server.host);
  stream->ClearDeadline();
  if (status == tls::IoStatus::Ok) co_return stream;
  co_return status == tls::IoStatus::TimedOut ? Failure::ConnectTimeout : Failure::TlsFailed;
}

}  // namespace bpol::upstream
