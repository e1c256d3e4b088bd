// The floor of psd2_ais, action Decide: policies/psd2_ais/access.bpol as a C++ programmer would write it by hand.
// Its JSON side is simdjson on demand: it checks what it reads, and neither repeated members nor what it skips, which
// the binder of bpol does check.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "bench/decisions/contestant.h"

namespace bpol::bench {

std::unique_ptr<Contestant> MakeAccountInformationFloor(std::span<const std::string> requests);

}  // namespace bpol::bench
