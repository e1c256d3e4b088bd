// Why an access token was refused, and the exact WWW-Authenticate values that say so.
// Sources: RFC 6750 section 3 (Bearer), RFC 9470 section 3 (step-up).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bpol::identity {

enum class TokenFault : std::uint8_t {
#define BPOL_TOKEN_FAULT(name, status, error, reason, description) name,
#include "gateway/identity/token_faults.def"
#undef BPOL_TOKEN_FAULT
};

// What the client gets; all views are constants of the program.
struct Refusal {
  int status;                    // 400 or 401
  std::string_view error;        // error code of RFC 6750; empty: the challenge carries none (section 3.1)
  std::string_view reason;       // our reason code
  std::string_view description;  // error_description
};
const Refusal& RefusalOf(TokenFault fault);
// In the order of token_faults.def.
const std::vector<TokenFault>& AllTokenFaults();

// The values below are for one WWW-Authenticate field. The realm is not empty. Characters that RFC 6750 section 3 does
// not allow inside quotes (a quote, a backslash, anything but printable ASCII) are written as `?`.

std::string BearerChallenge(const Refusal& refusal, std::string_view realm);

// 403: the token is good but does not reach far enough; `scope` is what would be needed.
std::string ScopeChallenge(std::string_view scope, std::string_view realm);

// 401: the login behind the token is too weak or too old.
struct StepUp {
  std::string acr_values;                // separated by spaces, in order of preference; empty: not asked for
  std::optional<std::uint64_t> max_age;  // seconds since the customer's last active login
};
std::string StepUpChallenge(const StepUp& step_up, std::string_view realm);

}  // namespace bpol::identity
