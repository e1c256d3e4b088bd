#include "gateway/enforce/answer.h"

#include "gateway/identity/refusal.h"

namespace bpol::enforce {
namespace {

using schema::Effect;
using values::Fault;

int StatusOfFault(const decision::FaultAt& at) {
  switch (at.fault) {
    case Fault::FactUnavailable:
    case Fault::SignalUnavailable:
      return 503;
    case Fault::InputMissing:
    case Fault::InputMisfit:
    case Fault::InputUnknownMember:
    case Fault::InputTooLarge:
    case Fault::InputDuplicate:
      // With a site it is a fact that was not found: nothing the client sent.
      return at.site == schema::kNone ? 400 : 403;
    case Fault::None:
    case Fault::ArithmeticOverflow:
    case Fault::ArithmeticDivisionByZero:
    case Fault::MoneyCurrencyMismatch:
    case Fault::TimeOutOfRange:
    case Fault::CostExceeded:
      return 403;
  }
  return 403;
}

std::string StepUp(const schema::Unit& unit, const decision::Challenge& challenge, std::string_view realm) {
  identity::StepUp step_up;
  if (challenge.acr != schema::kNone) step_up.acr_values = unit.acrs[challenge.acr];
  if (challenge.max_age >= 0) step_up.max_age = static_cast<std::uint64_t>(challenge.max_age / 1'000'000);
  return identity::StepUpChallenge(step_up, realm);
}

bool DecidedByBinding(const decision::Decision& decision) {
  return !decision.reasons.empty() && decision.reasons.front().kind == decision::Reason::Kind::Binding;
}

}  // namespace

Refused AnswerTo(const schema::Unit& unit, const decision::Decision& decision, std::string_view realm) {
  Refused refused;
  refused.problem.status = 403;
  refused.problem.reason = decision::ReasonCode(unit, decision);
  if (decision.fault.fault != Fault::None) {
    refused.problem.status = StatusOfFault(decision.fault);
    if (refused.problem.status == 400) {
      refused.problem.path = decision.fault.path;
      refused.problem.detail = "the request does not fit what this action accepts";
    }
  } else if (DecidedByBinding(decision)) {
    refused.problem.reason = "no_rule_permits";
  } else if (decision.challenge && decision.effect != Effect::Deny) {
    // A review that hides a challenge asks for the step-up first; the queue entry comes after.
    refused.problem.status = 401;
    refused.problem.detail = "stronger or more recent authentication of the customer is needed";
    refused.challenge = StepUp(unit, *decision.challenge, realm);
  } else if (decision.effect == Effect::Review) {
    refused.problem.reason = "held_for_review";
    refused.problem.detail = "the request is held until somebody at the bank has looked at it";
  }
  return refused;
}

}  // namespace bpol::enforce
