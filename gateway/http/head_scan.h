// HeadScan: our own reading of the raw bytes of a head, before any library sees them. It works line by line on what has
// arrived so far, so that a wrong line is refused without waiting for the rest (gateway.md calls for: smuggling, lines,
// sizes). What each line means is parse.h's business.
// INVARIANT: Complete means: every line ends in CRLF, every field name is a token directly before its colon, there is
// no control character but HTAB inside a value, and all sizes are within the limits.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "gateway/http/refusal.h"

namespace bpol::http {

// Bytes and counts. The defaults are what a bank's API needs with room to spare; each is a memory bound per connection.
struct HeadLimits {
  std::size_t start_line = 8 * 1024;
  std::size_t fields = 100;
  std::size_t field_bytes = 32 * 1024;
};

enum class MessageKind { Request, Response };

class HeadScan {
 public:
  enum class State { NeedMore, Complete, Refused };

  explicit HeadScan(MessageKind kind, HeadLimits limits = {}) : kind_(kind), limits_(limits) {}

  // `received` starts at the head's first byte and grows from call to call; only new lines are looked at.
  State Step(std::string_view received);

  std::size_t head_size() const { return at_; }  // when Complete: with the empty line
  std::size_t field_count() const { return fields_; }
  Refusal refusal() const { return *refusal_; }  // when Refused

 private:
  State Refuse(Refusal why);
  std::optional<Refusal> CheckLine(std::string_view line);
  State CheckUnfinished(std::string_view rest);
  std::optional<Refusal> CheckStartLine(std::string_view line) const;
  std::optional<Refusal> CheckField(std::string_view line) const;

  MessageKind kind_;
  HeadLimits limits_;
  std::size_t at_ = 0;          // everything before is checked
  std::size_t seen_ = 0;        // everything before is known to have no line feed
  std::size_t start_size_ = 0;  // of the start line, once it is complete
  std::size_t fields_ = 0;
  std::optional<Refusal> refusal_;
};

}  // namespace bpol::http
