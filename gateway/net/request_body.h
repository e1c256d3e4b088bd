// The body of the request that a connection is reading, as the handler sees it.
#pragma once

#include <cstdint>
#include <optional>

#include "gateway/http/body.h"
#include "gateway/http/message_reader.h"

namespace bpol::net {

class RequestBody final : public http::BodyReader {
 public:
  RequestBody(http::MessageReader& reader, tls::Stream& stream, const http::RequestHead& head, std::uint64_t limit);

  Task<http::BodyStep> Next() override;
  void SetLimit(std::uint64_t bytes) override { limit_ = bytes; }

  // The client still waits for `100 Continue` and has perhaps not sent its body.
  bool awaits_continue() const { return expectation_ == http::Expectation::Continue; }
  bool is_reset() const { return reset_.has_value(); }
  // Nothing of the body is left on the connection, so that another request may follow.
  bool IsWhole() const { return reader_.body_ended() && !reset_; }

  // Reads and drops what is left when that is little and arrives at once; then IsWhole says whether it was.
  Task<void> Discard(tls::Duration patience);

 private:
  http::BodyStep Reset(http::Refusal why);
  http::BodyStep StepOf(const http::MessageReader::BodyOutcome& outcome);
  Task<void> SendContinue();

  http::MessageReader& reader_;
  tls::Stream& stream_;
  http::Framing framing_;
  http::Expectation expectation_;
  std::uint64_t limit_;
  std::uint64_t seen_ = 0;
  std::optional<http::Refusal> reset_;
};

}  // namespace bpol::net
