// The two engines of bpol as contestants, used as the gateway uses them: an arena that is kept, one engine a request.
#pragma once

#include <memory>

#include "bench/decisions/contestant.h"
#include "bench/support/pack.h"

namespace bpol::bench {

std::unique_ptr<Contestant> MakeNative(const Subject& subject);
std::unique_ptr<Contestant> MakePlain(const Subject& subject);
// The native engine asked all that it is asked in a decision, in the same order, and nobody listens: evaluation alone.
// Which lines hold the native code writes down as it goes; that remains. Before it is measured it decides each request
// once, whole, to know what is asked. Its answers say nothing.
std::unique_ptr<Contestant> MakeNativeUnheard(const Subject& subject);

}  // namespace bpol::bench
