// From a decision that does not permit to what the client is told. A plain function, tested without a socket.
// Sources: RFC 6750, RFC 9457, RFC 9470; the statuses are those of docs/operations/life_of_a_request.md.
#pragma once

#include <string>
#include <string_view>

#include "gateway/http/problem.h"
#include "runtime/decision/decision.h"

namespace bpol::enforce {

struct Refused {
  http::ProblemDocument problem;
  std::string challenge;  // value of WWW-Authenticate; empty: the field is not sent
};

// Deny 403, challenge 401 with the step-up of RFC 9470, review 403 `held_for_review`; faults of a source 503, of input
// 400, of arithmetic 403. A binding's own deny looks like `no_rule_permits`, so that it is no oracle for what exists.
Refused AnswerTo(const schema::Unit& unit, const decision::Decision& decision, std::string_view realm);

}  // namespace bpol::enforce
