// Judge: one JSON request in the form of `bpol eval` -> a decision, by one of the two engines. Binding, combining and
// printing are the same for both; only the functions differ.
// Thread safety: one thread; memory is reused from request to request.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "compiler/evaluate/plain_engine.h"
#include "compiler/trial/recording.h"
#include "runtime/base/arena.h"
#include "runtime/bind/request_json.h"
#include "runtime/decision/decision.h"
#include "runtime/decision/engine.h"
#include "runtime/decision/lifecycle.h"
#include "runtime/keys/key_ring.h"
#include "runtime/redact/plan.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::trial {

// A longer request is input.too_large.
inline constexpr std::size_t kMaxRequestBytes = 1u << 20;

struct Ruling {
  std::string json;  // the decision as `bpol eval` prints it
  schema::Effect effect = schema::Effect::Deny;
  values::Fault fault = values::Fault::None;
  std::uint32_t site = schema::kNone;  // of the fault

  // Two engines agree when everything is equal, also what the JSON does not show.
  friend bool operator==(const Ruling&, const Ruling&) = default;
};

// A response as the caller may see it.
struct Reply {
  std::string body;
  std::string problem;  // why it is not passed on; empty: it is

  friend bool operator==(const Reply&, const Reply&) = default;
};

// What becomes of a record.
struct Passage {
  std::string problem = {};  // why the record could not be read; empty: it could
  std::string state = {};    // that it is in afterwards
  std::string reason = {};   // why it stays as it is; empty: it does not
  std::uint32_t lifecycle = schema::kNone, transition = schema::kNone;  // what moves it, or what faulted
  std::uint32_t site = schema::kNone;                                   // of the fault

  friend bool operator==(const Passage&, const Passage&) = default;
};

// A request in a frame, or why there is none.
struct Framed {
  bind::BoundRequest request = {};
  std::string_view refusal = {};  // the code of a binding's `else deny`, which decides alone; of the unit
};

// Whoever brings a request into a frame of its action: a gateway over the wire. What it binds is the judge's schema,
// arena and parser.
class Host {
 public:
  virtual ~Host() = default;
  virtual Framed Bind(const schema::Unit& unit, const schema::Action& action, Arena& arena,
                      bind::JsonParser& parser) const = 0;
};

class Judge {
 public:
  virtual ~Judge() = default;
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;

  // `action` is an index in schema::Unit::actions. What does not fit is a deny with its fault.
  Ruling Decide(std::uint32_t action, std::string_view request);
  // The same of a request that `host` binds.
  Ruling Decide(std::uint32_t action, const Host& host);

  // What becomes of `response`, one JSON text, when it answers the request that was decided last, which was permitted.
  Reply Redact(std::string_view response);

  // What an event does to a record, whatever was decided before.
  Passage Advance(const checked::TestMove& move);

  const schema::Unit& schema() const { return schema_; }

 protected:
  Judge(const schema::Unit& schema, const keys::KeyRing& keys);
  const keys::KeySource& key_source() const { return keys_; }
  // An engine for a bound request, in place of the one before.
  virtual decision::Engine& Begin(std::uint32_t action, const std::byte* frame, Arena& arena) = 0;

  // What was decided, and that a response was shown: for who keeps it.
  virtual void Decided(std::uint32_t, const decision::Decision&) {}
  virtual void Shown(std::uint32_t) {}
  virtual void Advanced(const Passage&) {}

  // A redaction's condition over one object of the response, of type `record` (index in Unit::records).
  virtual decision::Held AskObject(std::uint32_t function, std::uint32_t record, const std::byte* object,
                                   Arena& arena) = 0;

  // The conditions of a lifecycle over one record, in place of the ones before.
  virtual decision::TransitionConditions& Ask(const schema::Lifecycle& lifecycle, const std::byte* record,
                                              values::Instant now, Arena& arena) = 0;

 private:
  class Objects;
  Reply Apply(const redact::Plan& plan, std::string_view response);
  values::Date Today() const;

  const schema::Unit& schema_;
  const decision::Plan plan_;
  const keys::UnitKeys keys_;
  Arena arena_;
  bind::JsonParser parser_;
  // The request decided last.
  std::uint32_t action_ = schema::kNone;
  const std::byte* frame_ = nullptr;
  decision::Engine* engine_ = nullptr;
};

// Everything that is passed outlives the judge. What needs a key that `keys` lacks is removed from responses. In
// `recording`, where there is one, it is kept what requests and responses met.
std::unique_ptr<Judge> MakePlainJudge(const evaluate::PlainEngine::Program& program, const keys::KeyRing& keys,
                                      Recording* recording = nullptr);
std::unique_ptr<Judge> MakeNativeJudge(const unit::PolicyUnit& policy, const keys::KeyRing& keys);

}  // namespace bpol::trial
