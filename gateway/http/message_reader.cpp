#include "gateway/http/message_reader.h"

#include <algorithm>
#include <cstring>

namespace bpol::http {

MessageReader::MessageReader(tls::Stream& stream, MessageKind kind, HeadLimits limits, std::size_t buffer_size)
    : stream_(stream), kind_(kind), limits_(limits), scan_(kind, limits), buffer_size_(buffer_size) {}

// Room for at least one more byte after what is unread. A head may need more than the usual buffer; the scan's limits
// bound it.
void MessageReader::MakeRoom() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (buffer_.empty()) buffer_.resize(buffer_size_);
  if (end_ < buffer_.size()) return;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    return;
  }
  buffer_.resize(buffer_.size() * 2);
}

Task<tls::IoResult> MessageReader::Fill() {
  MakeRoom();
  const tls::IoResult result = co_await stream_.Read(std::span(buffer_.data() + end_, buffer_.size() - end_));
  end_ += result.bytes;
  co_return result;
}

// One empty line before a request is dropped: old clients end a body with an extra CRLF (RFC 9112 section 2.2).
void MessageReader::SkipEmptyLine() {
  if (kind_ != MessageKind::Request || skipped_empty_line_ || !unread().starts_with("\r\n")) return;
  begin_ += 2;
  skipped_empty_line_ = true;
}

Task<MessageReader::HeadOutcome> MessageReader::ReadHead() {
  using Kind = HeadOutcome::Kind;
  scan_ = HeadScan(kind_, limits_);
  skipped_empty_line_ = false;
  for (;;) {
    SkipEmptyLine();
    switch (unread() == "\r" ? HeadScan::State::NeedMore : scan_.Step(unread())) {
      case HeadScan::State::Complete:
        co_return HeadOutcome{.kind = Kind::Head, .any_bytes = true};
      case HeadScan::State::Refused:
        co_return HeadOutcome{.kind = Kind::Refused, .any_bytes = true, .refusal = scan_.refusal()};
      case HeadScan::State::NeedMore:
        break;
    }
    const tls::IoResult result = co_await Fill();
    if (!result.ok()) {
      co_return HeadOutcome{.kind = Kind::Io, .io = result.status, .any_bytes = begin_ != end_};
    }
  }
}

void MessageReader::StartBody(Framing framing, BodyPatience patience) {
  begin_ += scan_.head_size();
  body_ = BodyDecoder(framing);
  patience_ = patience;
  waited_ = {};
  body_bytes_ = 0;
}

// Answers from what is at hand, or nothing when the decoder needs more bytes.
std::optional<MessageReader::BodyOutcome> MessageReader::Decode() {
  using Kind = BodyOutcome::Kind;
  const BodyDecoder::Step step = body_.Next(unread());
  begin_ += step.consumed;
  switch (step.state) {
    case BodyDecoder::State::NeedMore:
      return std::nullopt;
    case BodyDecoder::State::Piece:
      return BodyOutcome{.kind = Kind::Piece, .piece = step.piece};
    case BodyDecoder::State::End:
      return BodyOutcome{.kind = Kind::End};
    case BodyDecoder::State::Refused:
      return BodyOutcome{.kind = Kind::Refused, .refusal = step.refusal};
  }
  return std::nullopt;
}

bool MessageReader::TooSlow() const {
  if (waited_ < patience_.grace) return false;
  const double seconds = std::chrono::duration<double>(waited_).count();
  return static_cast<double>(body_bytes_) < seconds * static_cast<double>(patience_.minimum_rate);
}

// Bytes that are there already cost no clock and no deadline.
Task<tls::IoResult> MessageReader::FillPatiently() {
  MakeRoom();
  tls::IoResult result = stream_.TryRead(std::span(buffer_.data() + end_, buffer_.size() - end_));
  end_ += result.bytes;
  if (result.status == tls::IoStatus::WouldBlock) {
    const tls::Clock::time_point before = tls::Clock::now();
    stream_.SetDeadline(patience_.silence);
    result = co_await Fill();
    stream_.ClearDeadline();
    waited_ += tls::Clock::now() - before;
  }
  body_bytes_ += result.bytes;
  if (result.ok() && TooSlow()) result.status = tls::IoStatus::TimedOut;
  co_return result;
}

Task<MessageReader::BodyOutcome> MessageReader::ReadBody() {
  using Kind = BodyOutcome::Kind;
  for (;;) {
    if (auto outcome = Decode()) co_return *std::move(outcome);
    const tls::IoResult result = co_await FillPatiently();
    if (result.ok()) continue;
    if (result.status == tls::IoStatus::Closed && body_.EndsWithConnection()) co_return BodyOutcome{.kind = Kind::End};
    co_return BodyOutcome{.kind = Kind::Io, .io = result.status};
  }
}

}  // namespace bpol::http
