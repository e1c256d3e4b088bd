#include "bench/decisions/contestant.h"

#include "bench/decisions/floor_account_information.h"
#include "bench/decisions/floor_payment.h"

namespace bpol::bench {
namespace {

void Append(const std::vector<std::string>& list, std::string& text) {
  text += " | ";
  for (const std::string& each : list) text += each + " ";
}

}  // namespace

std::string Said::Text() const {
  std::string text = effect;
  Append(reasons, text);
  Append(obligations, text);
  Append({acr}, text);
  Append(regions, text);
  Append(scores, text);
  return text;
}

std::unique_ptr<Contestant> MakeFloor(const std::string& unit, const std::string& action,
                                      std::span<const std::string> requests) {
  if (unit == "psd2_ais" && action == "Decide") return MakeAccountInformationFloor(requests);
  if (unit == "open_banking_gateway" && action == "Pay") return MakePaymentFloor(requests);
  return nullptr;
}

}  // namespace bpol::bench
