// Redaction: the redactor of one response with what it needs: the request's own answers, decided with the decision, and
// a way to ask the unit about each object. Belongs to one request.
#pragma once

#include <vector>

#include "gateway/enforce/core_state.h"
#include "runtime/bind/object_decoder.h"
#include "runtime/redact/redactor.h"
#include "runtime/unit/native_engine.h"

namespace bpol::enforce {

// Asks the native unit; objects are decoded into records of the request's arena. A response may hold many objects, so
// their memory is an arena of its own that is reset for each.
class NativeConditions final : public redact::ObjectConditions {
 public:
  NativeConditions(const unit::PolicyUnit& policy, unit::NativeEngine& engine, bind::JsonParser& parser)
      : policy_(policy), engine_(engine), parser_(parser) {}

  bool Load(std::uint32_t record, std::span<const schema::Live> live, std::string_view json) override;
  redact::Answer Ask(std::uint32_t function) override;

 private:
  const unit::PolicyUnit& policy_;
  unit::NativeEngine& engine_;
  bind::JsonParser& parser_;
  Arena arena_{8u << 10};
  const std::byte* object_ = nullptr;
};

class Redaction {
 public:
  Redaction(const redact::Plan& plan, const LoadedUnit& unit, unit::NativeEngine& engine, bind::JsonParser& parser,
            values::Date today);

  redact::Redactor& redactor() { return redactor_; }

 private:
  NativeConditions conditions_;
  std::vector<redact::Answer> answers_;
  redact::Redactor redactor_;
};

}  // namespace bpol::enforce
