// Judge: one JSON request in the form of `bpol eval` -> a decision, by one of the two engines. Binding, combining and
// printing are the same for both; only the functions differ.
// Thread safety: one thread; memory is reused from request to request.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "compiler/evaluate/plain_engine.h"
#include "runtime/base/arena.h"
#include "runtime/bind/request_json.h"
#include "runtime/decision/decision.h"
#include "runtime/decision/engine.h"
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

class Judge {
 public:
  virtual ~Judge() = default;
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;

  // `action` is an index in schema::Unit::actions. What does not fit is a deny with its fault.
  Ruling Decide(std::uint32_t action, std::string_view request);

  const schema::Unit& schema() const { return schema_; }

 protected:
  explicit Judge(const schema::Unit& schema) : schema_(schema), parser_(kMaxRequestBytes) {}
  // An engine for a bound request, in place of the one before.
  virtual decision::Engine& Begin(std::uint32_t action, const std::byte* frame, Arena& arena) = 0;

 private:
  const schema::Unit& schema_;
  Arena arena_;
  bind::JsonParser parser_;
};

// Everything that is passed outlives the judge.
std::unique_ptr<Judge> MakePlainJudge(const evaluate::PlainEngine::Program& program);
std::unique_ptr<Judge> MakeNativeJudge(const unit::PolicyUnit& policy);

}  // namespace bpol::trial
