// Refusal: one of the reasons in refusals.def. Every refusal of a message at this level also closes the connection,
// because what follows on it can no longer be told apart from the body of what was refused.
#pragma once

#include <iterator>
#include <string_view>

namespace bpol::http {

enum class Refusal {
#define BPOL_REFUSAL(name, status, code, seen) name,
#include "gateway/http/refusals.def"
#undef BPOL_REFUSAL
};

int StatusOf(Refusal refusal);
// "http.bare_lf": the name in metrics, audit and documentation.
std::string_view CodeOf(Refusal refusal);
// What was seen, in words for the client's developer; never contains anything that the client sent.
std::string_view SeenOf(Refusal refusal);

}  // namespace bpol::http
