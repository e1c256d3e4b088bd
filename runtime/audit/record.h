// One record: one line of the audit file, in the only form that is ever written.
//
//   {"seq":N,"time":"T","origin":"NODE/LOG","prev":"P","kind":"K","payload":{...},"hash":"H"}\n
//
// N counts from 1 without gaps. T is a timestamp (timestamp.h). P is the H of record N-1, sixty-four zeros for the
// first. K is decision, outcome, loss or start. H = SHA-256("bpol.audit.record.v1\n" + the bytes of this line before
// `,"hash"`), in lower-case hexadecimal. Members stand in this order, without white space between them.
// INVARIANT: a line has one spelling; ParseRecord accepts nothing that AppendRecord would not have written. So a change
// of any byte of a line is seen, also one that leaves the JSON equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/audit/sha256.h"

namespace bpol::audit {

enum class Kind : std::uint8_t {
  Decision,  // before anything leaves for the upstream
  Outcome,   // after the response ended
  Loss,      // records that could not be kept; written by the writer itself
  Start,     // a process opened this file; written by the writer itself
};
std::string_view Name(Kind kind);

// Bytes of a payload. A decision record of fifty rules with reasons takes about 4 KB.
constexpr std::size_t kMaxPayload = 32 << 10;
constexpr std::size_t kMaxOrigin = 128;
// Bytes of a whole line without its end: payload plus everything around it, rounded up.
constexpr std::size_t kMaxLine = kMaxPayload + 1024;

struct Record {
  std::uint64_t seq = 0;
  std::string_view time;
  std::string_view origin;
  Hash prev{};
  Kind kind = Kind::Decision;
  std::string_view payload;
};

// A record as read: what it says its hash is, and what it is. Unequal: the line was edited.
struct ReadRecord : Record {
  Hash stated{};
  Hash computed{};
  std::string_view id;  // of the payload, see PayloadShape
};

// `node/log-id`: letters, digits, `.`, `_`, `-` on both sides of one slash.
bool IsOrigin(std::string_view origin);

// Appends the line with its end, and returns its hash. The parts are well-formed: the writer checked them.
Hash AppendRecord(std::string& out, const Record& record, Sha256& sha256);

// The line without its end; nothing when it is not spelled as above. Views point into the line.
std::optional<ReadRecord> ParseRecord(std::string_view line, Sha256& sha256);

}  // namespace bpol::audit
