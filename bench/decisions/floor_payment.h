// The floor of open_banking_gateway, action Pay: sanctions, access, score and its bands, by hand, with all reasons,
// points and faults. Its JSON side is simdjson on demand, as that of floor_account_information.h.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "bench/decisions/contestant.h"

namespace bpol::bench {

std::unique_ptr<Contestant> MakePaymentFloor(std::span<const std::string> requests);

}  // namespace bpol::bench
