#include "gateway/upstream/pooled_client.h"

namespace bpol::upstream {
namespace {

using http::BodyStep;

http::Refusal RefusalOf(Failure failure) {
  if (failure == Failure::BodyTooLarge) return http::Refusal::BodyTooLarge;
  return failure == Failure::BodyTimeout ? http::Refusal::BodyTimeout : http::Refusal::BodyCut;
}

}  // namespace

PooledBody::PooledBody(PooledClient& client, std::unique_ptr<Connection> connection, const http::ResponseHead& head,
                       bool sent_whole)
    : client_(client),
      connection_(std::move(connection)),
      may_keep_(sent_whole && head.persistence == http::Persistence::KeepAlive &&
                head.framing.kind != http::Framing::Kind::UntilClose),
      limit_(client.group_->settings().body_bytes) {
  if (connection_->reader().body_ended()) Release();
}

// A server that sent more than it announced has lost our trust: what follows would be taken for the next answer.
void PooledBody::Release() {
  if (may_keep_ && !connection_->reader().has_buffered()) {
    client_.pool_.GiveBack(std::move(connection_));
  }
  connection_.reset();
}

BodyStep PooledBody::Reset(Failure failure) {
  if (client_.pool_.is_shut_down()) failure = Failure::ShutDown;
  failure_ = failure;
  if (connection_ != nullptr) {
    client_.Note(connection_->server(), failure);
    connection_.reset();
  }
  return {.kind = BodyStep::Kind::Reset, .bytes = {}, .why = RefusalOf(failure)};
}

BodyStep PooledBody::StepOf(const http::MessageReader::BodyOutcome& outcome) {
  using Kind = http::MessageReader::BodyOutcome::Kind;
  switch (outcome.kind) {
    case Kind::Piece:
      seen_ += outcome.piece.size();
      if (seen_ > limit_) return Reset(Failure::BodyTooLarge);
      return {.kind = BodyStep::Kind::Piece, .bytes = outcome.piece};
    case Kind::End:
      Release();
      return {};
    case Kind::Io:
      return Reset(outcome.io == tls::IoStatus::TimedOut ? Failure::BodyTimeout : Failure::BodyCut);
    case Kind::Refused:
      return Reset(Failure::BodyIllFormed);
  }
  return Reset(Failure::BodyIllFormed);
}

Task<BodyStep> PooledBody::Next() {
  if (failure_) co_return Reset(*failure_);
  if (connection_ == nullptr) co_return BodyStep{};
  const auto outcome = co_await connection_->reader().ReadBody();
  co_return StepOf(outcome);
}

}  // namespace bpol::upstream
