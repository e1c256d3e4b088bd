// The two engines of bpol as contestants, used as the gateway uses them: an arena that is kept, one engine a request.
#pragma once

#include <memory>

#include "bench/decisions/contestant.h"
#include "bench/support/pack.h"

namespace bpol::bench {

std::unique_ptr<Contestant> MakeNative(const Subject& subject);
std::unique_ptr<Contestant> MakePlain(const Subject& subject);

}  // namespace bpol::bench
