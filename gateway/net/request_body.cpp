#include "gateway/net/request_body.h"

#include "gateway/http/serialize.h"

namespace bpol::net {
namespace {

using http::BodyStep;
using http::Refusal;

// A client that is refused early has often sent its small body already; more than this is cheaper to cut.
constexpr std::uint64_t kMaxDiscarded = 64 * 1024;

Refusal RefusalOf(tls::IoStatus status) {
  return status == tls::IoStatus::TimedOut ? Refusal::BodyTimeout : Refusal::BodyCut;
}

}  // namespace

RequestBody::RequestBody(http::MessageReader& reader, tls::Stream& stream, const http::RequestHead& head,
                         std::uint64_t limit)
    : reader_(reader), stream_(stream), framing_(head.framing), expectation_(head.expectation), limit_(limit) {}

BodyStep RequestBody::Reset(Refusal why) {
  reset_ = why;
  return {.kind = BodyStep::Kind::Reset, .bytes = {}, .why = why};
}

BodyStep RequestBody::StepOf(const http::MessageReader::BodyOutcome& outcome) {
  using Kind = http::MessageReader::BodyOutcome::Kind;
  switch (outcome.kind) {
    case Kind::Piece:
      seen_ += outcome.piece.size();
      if (seen_ > limit_) return Reset(Refusal::BodyTooLarge);
      return {.kind = BodyStep::Kind::Piece, .bytes = outcome.piece};
    case Kind::End:
      return {};
    case Kind::Io:
      return Reset(RefusalOf(outcome.io));
    case Kind::Refused:
      return Reset(*outcome.refusal);
  }
  return Reset(Refusal::Internal);
}

Task<void> RequestBody::SendContinue() {
  expectation_ = http::Expectation::None;
  // A client that is gone is noticed by the read that follows.
  if (!reader_.has_buffered()) co_await stream_.Write(http::kContinue);
}

Task<BodyStep> RequestBody::Next() {
  if (reset_) co_return Reset(*reset_);
  const bool promised_too_much = framing_.kind == http::Framing::Kind::Length && framing_.length > limit_;
  if (promised_too_much) co_return Reset(Refusal::BodyTooLarge);
  if (awaits_continue()) co_await SendContinue();
  co_return StepOf(co_await reader_.ReadBody());
}

Task<void> RequestBody::Discard(tls::Duration patience) {
  if (awaits_continue() || reset_) co_return;
  reader_.SetPatience({.silence = patience, .grace = patience, .minimum_rate = kMaxDiscarded});
  limit_ = seen_ + kMaxDiscarded;
  while (!reader_.body_ended()) {
    const BodyStep step = co_await Next();
    if (step.kind != BodyStep::Kind::Piece) co_return;
  }
}

}  // namespace bpol::net
