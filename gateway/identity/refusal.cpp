#include "gateway/identity/refusal.h"

#include <array>

namespace bpol::identity {
namespace {

constexpr std::array kRefusals = {
#define BPOL_TOKEN_FAULT(name, status, error, reason, description) Refusal{status, error, reason, description},
#include "gateway/identity/token_faults.def"
#undef BPOL_TOKEN_FAULT
};

// `Bearer name="value", name="value"`
class Challenge {
 public:
  explicit Challenge(std::string_view realm) : text_("Bearer") { Add("realm", realm); }

  Challenge& Add(std::string_view name, std::string_view value) {
    text_.append(first_ ? " " : ", ").append(name).append("=\"");
    for (const char c : value) text_ += c < 0x20 || c > 0x7e || c == '"' || c == '\\' ? '?' : c;
    text_ += '"';
    first_ = false;
    return *this;
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
  bool first_ = true;
};

}  // namespace

const Refusal& RefusalOf(TokenFault fault) {
  return kRefusals.at(static_cast<std::size_t>(fault));
}

const std::vector<TokenFault>& AllTokenFaults() {
  static const std::vector<TokenFault> all = {
#define BPOL_TOKEN_FAULT(name, status, error, reason, description) TokenFault::name,
#include "gateway/identity/token_faults.def"
#undef BPOL_TOKEN_FAULT
  };
  return all;
}

std::string BearerChallenge(const Refusal& refusal, std::string_view realm) {
  Challenge challenge(realm);
  if (!refusal.error.empty()) challenge.Add("error", refusal.error).Add("error_description", refusal.description);
  return challenge.Take();
}

std::string ScopeChallenge(std::string_view scope, std::string_view realm) {
  Challenge challenge(realm);
  challenge.Add("error", "insufficient_scope").Add("error_description", "the access token does not reach this far");
  if (!scope.empty()) challenge.Add("scope", scope);
  return challenge.Take();
}

std::string StepUpChallenge(const StepUp& step_up, std::string_view realm) {
  Challenge challenge(realm);
  challenge.Add("error", "insufficient_user_authentication");
  challenge.Add("error_description", step_up.acr_values.empty() ? "more recent authentication is required"
                                                                : "a different authentication level is required");
  if (!step_up.acr_values.empty()) challenge.Add("acr_values", step_up.acr_values);
  if (step_up.max_age) challenge.Add("max_age", std::to_string(*step_up.max_age));
  return challenge.Take();
}

}  // namespace bpol::identity
