#include "gateway/enforce/redaction.h"

namespace bpol::enforce {
namespace {

redact::Answer AnswerOf(const decision::Held& held) {
  if (!held.ok()) return redact::Answer::Faulted;
  return held.holds ? redact::Answer::Holds : redact::Answer::Fails;
}

}  // namespace

bool NativeConditions::Load(std::uint32_t record, std::span<const schema::Live> live, std::string_view json) {
  arena_.Reset();
  object_ = bind::DecodeObject(policy_.schema(), record, live, json, arena_, parser_);
  return object_ != nullptr;
}

redact::Answer NativeConditions::Ask(std::uint32_t function) {
  return AnswerOf(engine_.RunObjectCondition(function, object_));
}

Redaction::Redaction(const redact::Plan& plan, const LoadedUnit& unit, unit::NativeEngine& engine,
                     bind::JsonParser& parser, values::Date today)
    : conditions_(unit.policy(), engine, parser) {
  for (const std::uint32_t function : plan.request_functions())
    answers_.push_back(AnswerOf(engine.RunCondition(function)));
  redact::Context context;
  context.request = answers_;
  context.objects = &conditions_;
  context.keys = &unit.keys();
  context.today = today;
  redactor_.Start(plan, context);
}

}  // namespace bpol::enforce
