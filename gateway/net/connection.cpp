#include "gateway/net/connection.h"

#include "gateway/http/interaction_id.h"
#include "gateway/http/parse.h"
#include "gateway/http/serialize.h"

namespace bpol::net {
namespace {

using tls::IoStatus;

// Holds nearly every request head whole, and a piece of body is worth a system call.
constexpr std::size_t kBufferSize = 16 * 1024;

// A connection that was still new when the server began to drain may ask once, if it does so soon.
constexpr tls::Duration kLastChance = std::chrono::seconds(1);

}  // namespace

Connection::Connection(ServerCore& core, tls::Socket socket, const boost::asio::ip::tcp::endpoint& peer)
    : core_(core),
      settings_(core.shared().settings),
      address_(Unmapped(peer.address())),
      stream_(std::move(socket), core.shared().deadlines),
      reader_(stream_, http::MessageKind::Request, settings_.limits.head_sizes, kBufferSize),
      info_{.peer_address = address_.to_string(), .peer_port = peer.port(), .core = core.shared().index} {
  core_.Enter(*this);
}

Connection::~Connection() {
  core_.Leave(*this);
}

void Connection::OnDrain() {
  if (idle_) stream_.Cancel();
}

void Connection::CutOff() {
  stream_.Cancel();
  stream_.CutOff();
}

Task<void> Connection::Serve() {
  Next next = Next::Request;
  if (settings_.tls != nullptr) next = co_await Handshake();
  while (next == Next::Request) next = co_await ServeRequest();
  stream_.Close();
}

Task<Connection::Next> Connection::Handshake() {
  stream_.SetDeadline(settings_.limits.handshake);
  const IoStatus status = co_await stream_.HandshakeAsServer(*settings_.tls);
  if (status == IoStatus::Ok) {
    info_.tls_version = stream_.tls_version();
    info_.client_certificate = stream_.peer_certificate();
    co_return Next::Request;
  }
  ServerObserver* observer = core_.shared().observer;
  if (observer != nullptr) {
    const bool timed_out = status == IoStatus::TimedOut;
    const std::string_view why = timed_out ? "time-out" : std::string_view(stream_.failure());
    observer->OnHandshakeFailure(info_, why.empty() ? "the client went away" : why);
  }
  stream_.Close();
  co_return Next::Close;
}

Task<Connection::Next> Connection::ServeRequest() {
  Next next = co_await AwaitFirstByte();
  if (next == Next::Request) next = co_await ReadHead();
  if (next == Next::Request) next = co_await Answer();
  co_return next;
}

Task<Connection::Next> Connection::AwaitFirstByte() {
  if (reader_.has_buffered()) co_return Next::Request;
  stream_.SetDeadline(core_.draining() ? kLastChance : settings_.limits.idle);
  idle_ = true;
  const IoStatus status = co_await stream_.WaitReadable();
  idle_ = false;
  if (status == IoStatus::Ok) co_return Next::Request;
  co_await stream_.CloseGracefully(tls::Duration::zero());
  co_return Next::Close;
}

Task<Connection::Next> Connection::ReadHead() {
  using Kind = http::MessageReader::HeadOutcome::Kind;
  stream_.SetDeadline(settings_.limits.head);
  const auto outcome = co_await reader_.ReadHead();
  stream_.ClearDeadline();
  switch (outcome.kind) {
    case Kind::Refused:
      co_return co_await Refuse(*outcome.refusal);
    case Kind::Io:
      if (outcome.io == IoStatus::TimedOut) co_return co_await Refuse(http::Refusal::HeadTimeout);
      if (outcome.io == IoStatus::Closed) co_await stream_.CloseGracefully(tls::Duration::zero());
      co_return Next::Close;
    case Kind::Head:
      break;
  }
  const auto wrong = http::ParseRequestHead(reader_.head(), reader_.field_count(), head_);
  if (wrong) co_return co_await Refuse(*wrong);
  reader_.StartBody(head_.framing, settings_.limits.body);
  co_return Next::Request;
}

Task<Connection::Next> Connection::Answer() {
  // HTTP/1.0 clients get their answer and a close: its keep-alive cannot be told apart from a proxy's that ignores it.
  const bool keep = head_.persistence == http::Persistence::KeepAlive && head_.version == http::Version::Http11;
  ConnectionExchange exchange({.stream = stream_,
                               .reader = reader_,
                               .head = head_,
                               .info = info_,
                               .out = out_,
                               .write_patience = settings_.limits.write,
                               .body_limit = settings_.limits.body_bytes,
                               .persistence = keep ? http::Persistence::KeepAlive : http::Persistence::Close,
                               .core = core_});
  co_await CallHandler(exchange);
  co_return co_await Settle(exchange);
}

// The edge of net/: what a handler throws becomes a missing answer, which Settle turns into 500 or a cut.
Task<void> Connection::CallHandler(ConnectionExchange& exchange) {
  try {
    co_await core_.shared().handler.Handle(exchange);
  } catch (...) {
    if (exchange.state() == ConnectionExchange::State::InBody) exchange.Abort();
  }
}

Task<Connection::Next> Connection::Settle(ConnectionExchange& exchange) {
  using State = ConnectionExchange::State;
  switch (exchange.state()) {
    case State::NoHead:
      co_return co_await Refuse(http::Refusal::Internal);
    case State::InBody:
      exchange.Abort();
      co_return Next::Close;
    case State::Broken:
      co_return Next::Close;
    case State::Finished:
      break;
  }
  RequestBody& body = exchange.request_body();
  co_await body.Discard(settings_.limits.linger);
  const bool keep = exchange.announced() == http::Persistence::KeepAlive && body.IsWhole();
  if (keep && !core_.draining()) co_return Next::Request;
  // Closing on unread bytes would reset the connection, and the client could lose our answer.
  const bool all_read = body.IsWhole() && !reader_.has_buffered();
  co_await stream_.CloseGracefully(all_read ? tls::Duration::zero() : settings_.limits.linger);
  co_return Next::Close;
}

Task<Connection::Next> Connection::Refuse(http::Refusal refusal) {
  const http::ProblemDocument problem = http::ProblemOf(refusal, http::NewInteractionId());
  if (core_.shared().observer != nullptr) core_.shared().observer->OnRefusal(info_, refusal, problem.interaction_id);
  const std::string body = http::ToJson(problem);
  out_.clear();
  http::AppendResponseHead(out_, http::HeadOf(problem), {.kind = http::Framing::Kind::Length, .length = body.size()},
                           http::Persistence::Close);
  out_ += body;
  stream_.SetDeadline(settings_.limits.write);
  const tls::IoResult written = co_await stream_.Write(out_);
  if (written.ok()) co_await stream_.CloseGracefully(settings_.limits.linger);
  co_return Next::Close;
}

}  // namespace bpol::net
