// The payloads of the record: what is written of a decision before anything leaves, of an outcome after, and to the
// access log. INVARIANT: no raw account number, name, token or address: subjects and resources are pseudonyms,
// addresses are generalised.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/http/message.h"
#include "gateway/net/exchange.h"
#include "runtime/decision/decision.h"
#include "runtime/keys/key_ring.h"
#include "runtime/redact/counts.h"

namespace bpol::enforce {

// Makes `psn_…` of values that must not be written. The key is the gateway's own.
class Pseudonyms {
 public:
  explicit Pseudonyms(keys::KeyMaterial key) : key_(std::move(key)) {}
  // Empty for an empty value.
  std::string Of(std::string_view kind, std::string_view value) const;

 private:
  keys::KeyMaterial key_;
};

// What is known of a request when it is recorded; views live during the call.
struct Recorded {
  std::string_view id;  // of the record: decision and outcome share it
  std::string_view interaction_id;
  std::string_view method;
  std::string_view route;    // the template; empty when no route matched
  std::string_view client;   // client_id of the token; empty before it was verified
  std::string_view subject;  // pseudonym of the token's sub
  std::string_view peer;     // address
  std::string_view reason;   // refusals before the decision
  int status = 0;            // refusals before the decision
};

// A decision with its unit, or (unit null) a refusal before any unit was asked.
std::string DecisionRecord(const Recorded& recorded, const schema::Unit* unit, const schema::Action* action,
                           const decision::Decision* decision);

struct Outcome {
  int status = 0;
  std::string_view reason{};  // why there was no answer from upstream, or why it was cut
  std::string_view detail{};  // of the reason, in words; the access log only
  std::string_view region{};  // that served it; empty: no upstream
  std::uint64_t bytes = 0;    // of the body that went to the client
  std::chrono::microseconds latency{};
  const schema::Unit* unit = nullptr;      // with `counts`
  const redact::Counts* counts = nullptr;  // null: nothing was redacted
  const keys::UnitKeys* keys = nullptr;    // with `unit`: whose versions made the pseudonyms of this answer
};
std::string OutcomeRecord(std::string_view id, const Outcome& outcome);

// One line of the access log.
std::string AccessLine(const Recorded& recorded, const Outcome& outcome, std::string_view effect,
                       std::string_view unit);

}  // namespace bpol::enforce
