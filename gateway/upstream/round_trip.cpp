#include "gateway/upstream/round_trip.h"

#include "gateway/http/parse.h"
#include "gateway/http/serialize.h"

namespace bpol::upstream {
namespace {

using http::BodyStep;
using http::Framing;
using tls::IoStatus;

// More 1xx answers than this are a way to keep us waiting.
constexpr int kMaxInterim = 8;

// A body up to this size is copied behind its head to leave in one write; a larger one is worth a second write.
constexpr std::size_t kMaxCopied = 64 * 1024;

// Servers may insist on a length where the method has a meaning for a body (RFC 9110 section 8.6).
bool ExpectsBody(std::string_view method) {
  return method == "POST" || method == "PUT" || method == "PATCH";
}

Framing FramingOf(const Request& request) {
  if (request.stream != nullptr) return request.stream_framing;
  if (request.body.empty() && !ExpectsBody(request.method)) return {};
  return {.kind = Framing::Kind::Length, .length = request.body.size()};
}

Failure SendFailure(IoStatus status) {
  return status == IoStatus::TimedOut ? Failure::SendTimeout : Failure::SendFailed;
}

Failure HeadFailure(http::Refusal refusal) {
  const bool too_large = refusal == http::Refusal::HeadTooLarge || refusal == http::Refusal::TooManyFields ||
                         refusal == http::Refusal::RequestLineTooLong;
  return too_large ? Failure::HeadTooLarge : Failure::BadHead;
}

class Trip {
 public:
  Trip(Connection& connection, const UpstreamGroup& group, const Request& request)
      : connection_(connection), settings_(group.settings()), request_(request), framing_(FramingOf(request)) {
    const Server& server = group.servers()[connection.server()];
    http::AppendRequestHead(out_, {.method = request.method,
                                   .target = request.target,
                                   .host = server.authority,
                                   .fields = request.fields,
                                   .framing = framing_});
  }

  Task<RoundTrip> Run() {
    const std::optional<Failure> failure = co_await Send();
    // A server that refuses early may stop reading, and its answer is the better explanation.
    const bool may_have_answered = failure == Failure::SendFailed;
    if (failure && !may_have_answered) co_return RoundTrip{.failure = failure};
    RoundTrip trip = co_await Receive();
    trip.sent_whole = sent_whole_;
    if (trip.failure && failure) trip.failure = failure;
    co_return trip;
  }

 private:
  Task<std::optional<Failure>> Send() {
    if (request_.stream != nullptr) co_return co_await SendStream();
    if (request_.body.size() <= kMaxCopied) out_ += request_.body;
    std::optional<Failure> failure = co_await Flush();
    if (!failure && request_.body.size() > kMaxCopied) failure = co_await Write(request_.body);
    sent_whole_ = !failure;
    co_return failure;
  }

  Task<std::optional<Failure>> SendStream() {
    std::uint64_t left = framing_.length;
    for (;;) {
      const BodyStep step = co_await request_.stream->Next();
      if (step.kind == BodyStep::Kind::Reset) co_return Failure::RequestBodyReset;
      if (step.kind == BodyStep::Kind::End) break;
      // The stream's maker promised a length; sending more would begin another request.
      if (framing_.kind == Framing::Kind::Length && step.bytes.size() > left) co_return Failure::RequestBodyReset;
      left -= framing_.kind == Framing::Kind::Length ? step.bytes.size() : 0;
      AppendPiece(step.bytes);
      const std::optional<Failure> failure = co_await Flush();
      if (failure) co_return failure;
      if (!connection_.stream().IsQuiet()) co_return std::nullopt;  // answered already: the rest is not wanted
    }
    if (left != 0) co_return Failure::RequestBodyReset;
    if (framing_.kind == Framing::Kind::Chunked) out_ += http::kLastChunk;
    const std::optional<Failure> failure = co_await Flush();
    sent_whole_ = !failure;
    co_return failure;
  }

  void AppendPiece(std::string_view bytes) {
    if (framing_.kind == Framing::Kind::Chunked) {
      http::AppendChunk(out_, bytes);
    } else {
      out_ += bytes;
    }
  }

  Task<std::optional<Failure>> Flush() {
    const std::optional<Failure> failure = co_await Write(out_);
    out_.clear();
    co_return failure;
  }

  Task<std::optional<Failure>> Write(std::string_view bytes) {
    tls::Stream& stream = connection_.stream();
    const tls::IoResult first = stream.TryWrite(bytes);
    if (first.ok() && first.bytes == bytes.size()) co_return std::nullopt;
    stream.SetDeadline(settings_.write);
    const tls::IoResult rest = co_await stream.Write(bytes.substr(first.bytes));
    stream.ClearDeadline();
    if (rest.ok()) co_return std::nullopt;
    co_return SendFailure(rest.status);
  }

  // Passes over interim answers to the final one.
  Task<RoundTrip> Receive() {
    RoundTrip trip;
    connection_.stream().SetDeadline(settings_.response);
    // The answer is never there yet: trying to read at once would only cost a system call.
    co_await connection_.stream().WaitReadable();
    for (int interim = 0; interim <= kMaxInterim; ++interim) {
      trip = co_await ReceiveHead();
      if (trip.failure || trip.head.status >= 200) break;
      connection_.reader().StartBody({}, {});
      if (trip.head.status == 101 || interim == kMaxInterim) trip.failure = Failure::BadHead;
      if (trip.failure) break;
    }
    connection_.stream().ClearDeadline();
    if (!trip.failure) connection_.reader().StartBody(trip.head.framing, settings_.body);
    co_return trip;
  }

  Task<RoundTrip> ReceiveHead() {
    using Kind = http::MessageReader::HeadOutcome::Kind;
    http::MessageReader& reader = connection_.reader();
    RoundTrip trip;
    const auto outcome = co_await reader.ReadHead();
    switch (outcome.kind) {
      case Kind::Head:
        if (const auto wrong =
                http::ParseResponseHead(reader.head(), reader.field_count(), request_.method, trip.head)) {
          trip.failure = HeadFailure(*wrong);
        }
        break;
      case Kind::Refused:
        trip.failure = HeadFailure(*outcome.refusal);
        break;
      case Kind::Io:
        trip.failure = outcome.io == IoStatus::TimedOut ? Failure::ResponseTimeout : Failure::ClosedBeforeHead;
        trip.no_answer_at_all = outcome.io != IoStatus::TimedOut && !outcome.any_bytes;
        break;
    }
    co_return trip;
  }

  Connection& connection_;
  const GroupSettings& settings_;
  const Request& request_;
  Framing framing_;
  std::string out_;
  bool sent_whole_ = false;
};

}  // namespace

Task<RoundTrip> SendOn(Connection& connection, const UpstreamGroup& group, const Request& request) {
  Trip trip(connection, group, request);
  co_return co_await trip.Run();
}

}  // namespace bpol::upstream
