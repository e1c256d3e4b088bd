#include "compiler/trial/panel.h"

namespace bpol::trial {

Panel::Outcome Panel::Decide(std::uint32_t action, std::string_view request) {
  if (plain_ == nullptr) return {native_->Decide(action, request), {}};
  Outcome outcome{plain_->Decide(action, request), {}};
  if (native_ == nullptr) return outcome;
  Ruling native = native_->Decide(action, request);
  if (native != outcome.ruling) outcome.native = std::move(native);
  return outcome;
}

Panel::Answer Panel::Redact(std::string_view response) {
  if (plain_ == nullptr) return {native_->Redact(response), {}};
  Answer answer{plain_->Redact(response), {}};
  if (native_ == nullptr) return answer;
  Reply native = native_->Redact(response);
  if (native != answer.reply) answer.native = std::move(native);
  return answer;
}

Panel::Passing Panel::Advance(const checked::TestMove& move) {
  if (plain_ == nullptr) return {native_->Advance(move), {}};
  Passing passing{plain_->Advance(move), {}};
  if (native_ == nullptr) return passing;
  Passage native = native_->Advance(move);
  if (native != passing.passage) passing.native = std::move(native);
  return passing;
}

}  // namespace bpol::trial
