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

}  // namespace bpol::trial
