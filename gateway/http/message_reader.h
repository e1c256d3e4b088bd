// MessageReader: reads heads and bodies, one message after the other, from one stream. Both sides of the gateway use
// it: net/ for requests, upstream/ for responses. INVARIANT: bytes beyond the present message stay in the buffer and
// begin the next one. Thread safety: belongs to one core.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/body_decoder.h"
#include "gateway/http/head_scan.h"
#include "gateway/http/message.h"
#include "gateway/tls/stream.h"

namespace bpol::http {

// How patient a reader is with a body. Only time spent waiting for the peer counts.
struct BodyPatience {
  tls::Duration silence = std::chrono::seconds(20);  // longest wait for the next byte
  tls::Duration grace = std::chrono::seconds(5);     // after so much waiting in all, the minimum rate must be met
  std::uint64_t minimum_rate = 500;                  // bytes a second; 0: none
};

class MessageReader {
 public:
  // `buffer_size` bounds a piece, and with the limits the memory of a connection.
  MessageReader(tls::Stream& stream, MessageKind kind, HeadLimits limits, std::size_t buffer_size);

  // What reading a head came to. Io and Refused close the connection.
  struct HeadOutcome {
    enum class Kind { Head, Io, Refused };
    Kind kind = Kind::Head;
    tls::IoStatus io = tls::IoStatus::Ok;  // when Io; Closed or Reset. `any_bytes` tells idle from cut.
    bool any_bytes = false;
    std::optional<Refusal> refusal{};
  };
  // Until the end of the next head, which `head()` then returns. The caller sets the stream's deadline.
  Task<HeadOutcome> ReadHead();
  std::string_view head() const { return std::string_view(buffer_).substr(begin_, scan_.head_size()); }
  std::size_t field_count() const { return scan_.field_count(); }
  // Drops the head's bytes and makes ready for its body.
  void StartBody(Framing framing, BodyPatience patience);

  void SetPatience(BodyPatience patience) { patience_ = patience; }

  struct BodyOutcome {
    enum class Kind { Piece, End, Io, Refused };
    Kind kind = Kind::End;
    std::string_view piece{};  // valid until the next call
    tls::IoStatus io = tls::IoStatus::Ok;
    std::optional<Refusal> refusal{};
  };
  Task<BodyOutcome> ReadBody();
  bool body_ended() const { return body_.ended(); }
  bool has_buffered() const { return begin_ != end_; }

 private:
  std::string_view unread() const { return std::string_view(buffer_).substr(begin_, end_ - begin_); }
  void MakeRoom();
  void SkipEmptyLine();
  Task<tls::IoResult> Fill();
  Task<tls::IoResult> FillPatiently();
  std::optional<BodyOutcome> Decode();
  bool TooSlow() const;

  tls::Stream& stream_;
  MessageKind kind_;
  HeadLimits limits_;
  HeadScan scan_;
  BodyDecoder body_;
  BodyPatience patience_;
  std::size_t buffer_size_;
  std::string buffer_;
  std::size_t begin_ = 0, end_ = 0;
  bool skipped_empty_line_ = false;
  tls::Duration waited_{};
  std::uint64_t body_bytes_ = 0;
};

}  // namespace bpol::http
