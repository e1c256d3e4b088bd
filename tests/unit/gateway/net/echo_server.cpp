#include "tests/unit/gateway/net/echo_server.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

#include "gateway/http/interaction_id.h"
#include "runtime/base/bytes.h"

namespace bpol::net {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

http::ResponseHead Ok() {
  http::ResponseHead head;
  head.status = 200;
  return head;
}

http::ResponseHead OkOfLength(std::uint64_t length) {
  http::ResponseHead head = Ok();
  head.framing = {.kind = http::Framing::Kind::Length, .length = length};
  return head;
}

Task<void> RefuseBody(Exchange& exchange, http::Refusal why) {
  co_await exchange.Refuse(http::ProblemOf(why, http::NewInteractionId()));
}

}  // namespace

Task<void> EchoHandler::Handle(Exchange& exchange) {
  ++handled;
  const std::string_view path = exchange.request().path();
  if (path == "/echo") co_return co_await Echo(exchange);
  if (path == "/whole" || path == "/") co_return co_await Whole(exchange);
  if (path == "/peer") co_return co_await Peer(exchange);
  if (path == "/slow") co_return co_await Slow(exchange);
  if (path == "/big" || path == "/huge") co_return co_await Big(exchange);
  co_await Misbehave(exchange);
}

Task<void> EchoHandler::Echo(Exchange& exchange) {
  exchange.SendHead(Ok());
  for (;;) {
    const http::BodyStep step = co_await exchange.body().Next();
    switch (step.kind) {
      case http::BodyStep::Kind::Piece:
        co_await exchange.SendPiece(step.bytes);
        break;
      case http::BodyStep::Kind::End:
        co_await exchange.Finish({});
        co_return;
      case http::BodyStep::Kind::Reset:
        exchange.Abort();
        co_return;
    }
  }
}

Task<void> EchoHandler::Whole(Exchange& exchange) {
  const auto body = co_await http::Collect(exchange.body(), 1 << 20);
  if (body.kind == http::BodyStep::Kind::Reset) co_return co_await RefuseBody(exchange, body.why);
  const http::RequestHead& head = exchange.request();
  co_await exchange.Respond(Ok(), head.method + " " + head.target + " " + body.bytes);
}

Task<void> EchoHandler::Peer(Exchange& exchange) {
  const ConnectionInfo& info = exchange.connection();
  std::string text = info.peer_address + " " + info.tls_version + " ";
  text += info.client_certificate ? ToHex(info.client_certificate->sha256) : "none";
  co_await exchange.Respond(Ok(), text);
}

Task<void> EchoHandler::Slow(Exchange& exchange) {
  asio::steady_timer timer(core_, 400ms);
  co_await timer.async_wait(asio::use_awaitable_t<Executor>{});
  co_await exchange.Respond(Ok(), "slow");
}

Task<void> EchoHandler::Big(Exchange& exchange) {
  const std::string piece(16 * 1024, 'b');
  exchange.SendHead(Ok());
  const int pieces = exchange.request().path() == "/huge" ? 32'000 : 320;  // no socket buffer holds the former
  for (int i = 0; i < pieces; ++i) {
    const auto outcome = co_await exchange.SendPiece(piece);
    if (outcome == http::BodyWriter::Outcome::Gone) co_return;
  }
  co_await exchange.Finish("end");
}

Task<void> EchoHandler::Misbehave(Exchange& exchange) {
  const std::string_view path = exchange.request().path();
  if (path == "/refuse") co_return co_await RefuseBody(exchange, http::Refusal::TransferCoding);
  if (path == "/no-content") {
    http::ResponseHead head;
    head.status = 204;
    co_await exchange.Respond(head, "");
    co_return;
  }
  if (path == "/nothing") co_return;
  if (path == "/throws") throw std::runtime_error("as asked");
  if (path == "/short") {
    exchange.SendHead(OkOfLength(10));
    co_await exchange.Finish("five!");
    co_return;
  }
  if (path == "/long") {
    exchange.SendHead(OkOfLength(5));
    co_await exchange.SendPiece("more than five");
    co_return;
  }
  exchange.SendHead(Ok());
  co_await exchange.SendPiece("half");
  if (path == "/throws-late") throw std::runtime_error("as asked");
  if (path == "/abort") exchange.Abort();
}

void Observed::OnRefusal(const ConnectionInfo&, http::Refusal refusal, std::string_view) {
  Add(std::string(http::CodeOf(refusal)));
}

void Observed::OnHandshakeFailure(const ConnectionInfo&, std::string_view why) {
  Add("handshake: " + std::string(why));
}

void Observed::Add(std::string what) {
  const std::lock_guard lock(mutex_);
  seen_.push_back(std::move(what));
  added_.notify_all();
}

std::vector<std::string> Observed::all(std::size_t at_least) {
  std::unique_lock lock(mutex_);
  added_.wait_for(lock, 10s, [&] { return seen_.size() >= at_least; });
  return seen_;
}

Limits QuickLimits() {
  Limits limits;
  limits.handshake = limits.head = limits.idle = 300ms;
  limits.write = 500ms;
  limits.linger = 200ms;
  limits.body = {.silence = 300ms, .grace = 200ms, .minimum_rate = 1000};
  return limits;
}

EchoServer::EchoServer(Limits limits, std::shared_ptr<const tls::ServerContext> tls, std::size_t cores)
    : runtime_(CoreRuntime::Start(cores).value()) {
  for (std::size_t i = 0; i < cores; ++i) handlers_.push_back(std::make_unique<EchoHandler>(runtime_->core(i)));
  const auto handler = [this](std::size_t core) -> RequestHandler& { return *handlers_[core]; };
  server_ =
      Server::Start(*runtime_, {.address = "127.0.0.1", .tls = std::move(tls), .limits = limits}, handler, &observed_)
          .value();
}

EchoServer::~EchoServer() {
  server_.reset();
}

int EchoServer::handled() const {
  int sum = 0;
  for (const auto& handler : handlers_) sum += handler->handled;
  return sum;
}

}  // namespace bpol::net
