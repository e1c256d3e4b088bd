#include "gateway/net/server.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

#include "gateway/net/server_core.h"
#include "runtime/base/check.h"

namespace bpol::net {

namespace asio = boost::asio;

Server::Server(CoreRuntime& runtime) : runtime_(runtime) {}

Result<std::unique_ptr<Server>> Server::Start(CoreRuntime& runtime, ServerSettings settings,
                                              const std::function<RequestHandler&(std::size_t)>& handler,
                                              ServerObserver* observer) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(settings.address, error);
  if (error) return Error{"`" + settings.address + "` is not an IP address"};
  std::unique_ptr<Server> server(new Server(runtime));
  server->settings_ = std::move(settings);
  server->port_ = server->settings_.port;
  const std::size_t per_address =
      (server->settings_.limits.connections_per_address + runtime.size() - 1) / runtime.size();
  for (std::size_t i = 0; i < runtime.size(); ++i) {
    BPOL_TRY_STATUS(server->StartCore(address, {.context = runtime.core(i),
                                                .deadlines = runtime.deadlines(i),
                                                .settings = server->settings_,
                                                .handler = handler(i),
                                                .observer = observer,
                                                .index = i,
                                                .connections_per_address = per_address}));
  }
  return server;
}

// One after the other: the first one's port may be chosen by the system, and the others join it.
Status Server::StartCore(const asio::ip::address& address, const CoreShared& shared) {
  ServerCore& core = *cores_.emplace_back(std::make_unique<ServerCore>(shared));
  std::promise<Result<std::uint16_t>> listening;
  runtime_.Post(shared.index, [&] { listening.set_value(core.Listen({address, port_})); });
  BPOL_TRY(port_, listening.get_future().get());
  return {};
}

Server::~Server() {
  Stop(tls::Duration::zero());
}

std::size_t Server::connections() {
  std::atomic<std::size_t> sum = 0;
  if (!stopped_) runtime_.RunOnAll([&](std::size_t i) { sum += cores_[i]->connections(); });
  return sum;
}

Server::Drained Server::Drain(tls::Duration patience) {
  if (stopped_) return Drained::Yes;
  if (drained_.empty()) {
    for (auto& core : cores_) drained_.push_back(core->drained());
    for (std::size_t i = 0; i < cores_.size(); ++i) runtime_.Post(i, [&core = *cores_[i]] { core.Drain(); });
  }
  const auto deadline = tls::Clock::now() + patience;
  const auto is_done = [&](auto& core) { return core.wait_until(deadline) == std::future_status::ready; };
  return std::ranges::all_of(drained_, is_done) ? Drained::Yes : Drained::No;
}

std::size_t Server::Stop(tls::Duration patience) {
  Drain(patience);
  if (std::exchange(stopped_, true)) return 0;
  std::atomic<std::size_t> cut = 0;
  for (std::size_t i = 0; i < cores_.size(); ++i) {
    runtime_.Post(i, [&core = *cores_[i], &cut] {
      cut += core.connections();
      core.CutOff();
    });
  }
  for (auto& core : drained_) core.wait();
  // The last connection's coroutine may still be returning; what is posted now runs after it.
  runtime_.RunOnAll([](std::size_t) {});
  return cut;
}

}  // namespace bpol::net
