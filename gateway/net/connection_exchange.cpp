#include "gateway/net/connection_exchange.h"

#include "gateway/http/serialize.h"
#include "runtime/base/check.h"

namespace bpol::net {
namespace {

using http::Framing;
using http::Persistence;

bool StatusHasBody(int status) {
  return status >= 200 && status != 204 && status != 304;
}

}  // namespace

ConnectionExchange::ConnectionExchange(const Parts& parts)
    : parts_(parts), body_(parts.reader, parts.stream, parts.head, parts.body_limit) {}

Framing ConnectionExchange::FramingFor(const http::ResponseHead& head) const {
  if (!StatusHasBody(head.status)) return {};
  if (head.framing.kind == Framing::Kind::Length) return head.framing;
  const bool can_chunk = parts_.head.version == http::Version::Http11;
  return {.kind = can_chunk ? Framing::Kind::Chunked : Framing::Kind::UntilClose};
}

bool ConnectionExchange::MustClose(const http::ResponseHead& head) const {
  if (head.persistence == Persistence::Close || parts_.persistence == Persistence::Close) return true;
  if (parts_.core.draining() || framing_.kind == Framing::Kind::UntilClose) return true;
  // A client that still waits for `100 Continue` may or may not send its body: the next request could not be found.
  return body_.awaits_continue() || body_.is_reset();
}

void ConnectionExchange::SendHead(const http::ResponseHead& head) {
  BPOL_CHECK(state_ == State::NoHead && head.status >= 200, "a request has one final answer");
  framing_ = FramingFor(head);
  remaining_ = framing_.length;
  sends_body_ = StatusHasBody(head.status) && parts_.head.method != "HEAD";
  announced_ = MustClose(head) ? Persistence::Close : Persistence::KeepAlive;
  http::AppendResponseHead(parts_.out, head, framing_, announced_);
  state_ = State::InBody;
  head_sent_ = true;
}

// Adds a piece to what is to be written; false when it breaks the promised length.
bool ConnectionExchange::Append(std::string_view bytes) {
  if (!sends_body_ || bytes.empty()) return true;
  if (framing_.kind == Framing::Kind::Chunked) {
    http::AppendChunk(parts_.out, bytes);
    return true;
  }
  if (framing_.kind == Framing::Kind::Length) {
    if (bytes.size() > remaining_) return false;
    remaining_ -= bytes.size();
  }
  parts_.out += bytes;
  return true;
}

Task<http::BodyWriter::Outcome> ConnectionExchange::SendPiece(std::string_view bytes) {
  if (state_ != State::InBody) co_return Outcome::Gone;
  if (!Append(bytes)) {
    Abort();
    co_return Outcome::Gone;
  }
  co_return co_await Flush();
}

Task<http::BodyWriter::Outcome> ConnectionExchange::Finish(std::string_view last_piece) {
  if (state_ != State::InBody) co_return Outcome::Gone;
  const bool kept_promise = Append(last_piece) && (remaining_ == 0 || !sends_body_);
  if (!kept_promise) {
    Abort();
    co_return Outcome::Gone;
  }
  if (sends_body_ && framing_.kind == Framing::Kind::Chunked) parts_.out += http::kLastChunk;
  const Outcome outcome = co_await Flush();
  if (outcome == Outcome::Sent) state_ = State::Finished;
  co_return outcome;
}

void ConnectionExchange::Abort() {
  state_ = State::Broken;
  parts_.out.clear();
  parts_.stream.CutOff();
}

// Most answers fit the socket's buffer: then no deadline is armed.
Task<http::BodyWriter::Outcome> ConnectionExchange::Flush() {
  const tls::IoResult first = parts_.stream.TryWrite(parts_.out);
  if (first.ok() && first.bytes == parts_.out.size()) {
    parts_.out.clear();
    co_return Outcome::Sent;
  }
  parts_.stream.SetDeadline(parts_.write_patience);
  const tls::IoResult rest = co_await parts_.stream.Write(std::string_view(parts_.out).substr(first.bytes));
  parts_.stream.ClearDeadline();
  parts_.out.clear();
  if (rest.ok()) co_return Outcome::Sent;
  Abort();
  co_return Outcome::Gone;
}

}  // namespace bpol::net
