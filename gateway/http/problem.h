// Problem documents (RFC 9457): the one form in which the gateway says no.
// INVARIANT: the JSON is well-formed whatever the members contain; bytes that are not UTF-8 become U+FFFD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/http/message.h"
#include "gateway/http/refusal.h"
#include "runtime/base/check.h"

namespace bpol::http {

struct ProblemDocument {
  int status = 500;
  std::string type{};            // URI; empty: "urn:bpol:problem:" and the reason
  std::string title{};           // empty: the status's standard phrase
  std::string detail{};          // what was seen, without personal data; empty: left out
  std::string reason{};          // reason code, as in metrics, audit and documentation
  std::string path{};            // place in the request that did not fit (`body.Amount`); empty: left out
  std::string interaction_id{};  // x-fapi-interaction-id
};

ProblemDocument ProblemOf(Refusal refusal, std::string_view interaction_id);

// The document's bytes, media type application/problem+json.
std::string ToJson(const ProblemDocument& problem);

// Head of the response that carries the document: status, content-type, cache-control, x-fapi-interaction-id.
// The caller may add fields, for instance WWW-Authenticate or Retry-After.
ResponseHead HeadOf(const ProblemDocument& problem);

// Appends `text` as a JSON string with its quotes.
void AppendJsonString(std::string& to, std::string_view text);

}  // namespace bpol::http
