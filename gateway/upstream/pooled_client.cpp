#include "gateway/upstream/pooled_client.h"

#include <algorithm>
#include <array>

#include "gateway/upstream/connect.h"

namespace bpol::upstream {
namespace {

// One resend to a server that had closed, beside one try of each server that could not be reached.
constexpr unsigned kMaxResends = 1;

// RFC 9110 section 9.2.2.
bool IsIdempotent(std::string_view method) {
  constexpr std::array<std::string_view, 6> kMethods = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
  return std::ranges::find(kMethods, method) != kMethods.end();
}

bool MayResend(const Connection& connection, const RoundTrip& trip, const Request& request) {
  return trip.no_answer_at_all && connection.reused() && request.stream == nullptr && IsIdempotent(request.method);
}

bool IsServersFault(Failure failure) {
  return failure != Failure::RequestBodyReset && failure != Failure::PoolExhausted &&
         failure != Failure::NoLawfulServer && failure != Failure::BodyTooLarge && failure != Failure::ShutDown;
}

}  // namespace

PooledClient::PooledClient(boost::asio::io_context& core, tls::Deadlines& deadlines,
                           std::shared_ptr<const UpstreamGroup> group)
    : core_(core), deadlines_(deadlines), group_(std::move(group)), picker_(*group_), pool_(*group_, deadlines) {}

void PooledClient::Note(std::size_t server, const std::optional<Failure>& failure) {
  if (!failure) {
    picker_.Succeeded(server);
  } else if (IsServersFault(*failure)) {
    picker_.Failed(server, tls::Clock::now());
  }
}

Task<std::variant<std::unique_ptr<Connection>, Failure>> PooledClient::Acquire(std::size_t server, Source source) {
  if (pool_.is_shut_down()) co_return Failure::ShutDown;
  if (source == Source::PoolFirst) {
    if (auto connection = pool_.Take(server)) co_return connection;
  }
  if (!pool_.HasRoom(server)) co_return Failure::PoolExhausted;
  auto connected = co_await Connect(core_, deadlines_, *group_, group_->servers()[server]);
  if (const Failure* failure = std::get_if<Failure>(&connected)) co_return *failure;
  if (pool_.is_shut_down()) co_return Failure::ShutDown;
  auto& stream = std::get<std::unique_ptr<tls::Stream>>(connected);
  co_return std::make_unique<Connection>(pool_, server, std::move(stream));
}

Task<PooledClient::Attempt> PooledClient::Try(std::size_t server, Source source, const Request& request) {
  Attempt attempt;
  auto acquired = co_await Acquire(server, source);
  if (const Failure* failure = std::get_if<Failure>(&acquired)) {
    attempt.trip.failure = *failure;
    attempt.advice = Attempt::Advice::OtherServer;  // no byte has left
    Note(server, *failure);
    co_return attempt;
  }
  attempt.connection = std::move(std::get<std::unique_ptr<Connection>>(acquired));
  attempt.trip = co_await SendOn(*attempt.connection, *group_, request);
  if (attempt.trip.failure && pool_.is_shut_down()) attempt.trip.failure = Failure::ShutDown;
  if (attempt.trip.failure && MayResend(*attempt.connection, attempt.trip, request)) {
    attempt.advice = Attempt::Advice::SameServerFresh;
    co_return attempt;
  }
  Note(server, attempt.trip.failure);
  co_return attempt;
}

Response PooledClient::MakeResponse(Attempt attempt) {
  Response response;
  response.server = &group_->servers()[attempt.connection->server()];
  response.head = std::move(attempt.trip.head);
  response.body =
      std::make_unique<PooledBody>(*this, std::move(attempt.connection), response.head, attempt.trip.sent_whole);
  return response;
}

Task<std::variant<Response, Failure>> PooledClient::Send(const Request& request) {
  std::vector<bool> tried(group_->servers().size());
  Failure last = Failure::NoLawfulServer;
  unsigned resends = 0;
  for (;;) {
    const auto server = picker_.Pick(request.regions, tried, tls::Clock::now());
    if (!server) co_return last;
    Attempt attempt = co_await Try(*server, Source::PoolFirst, request);
    if (attempt.advice == Attempt::Advice::SameServerFresh && resends < kMaxResends) {
      ++resends;
      attempt.connection.reset();
      attempt = co_await Try(*server, Source::Fresh, request);
    }
    if (!attempt.trip.failure) {
      Response response = MakeResponse(std::move(attempt));
      response.resend_count = resends;
      co_return response;
    }
    last = *attempt.trip.failure;
    if (attempt.advice != Attempt::Advice::OtherServer) co_return last;
    tried[*server] = true;
  }
}

std::unique_ptr<Client> MakeClient(boost::asio::io_context& core, tls::Deadlines& deadlines,
                                   std::shared_ptr<const UpstreamGroup> group) {
  return std::make_unique<PooledClient>(core, deadlines, std::move(group));
}

}  // namespace bpol::upstream
