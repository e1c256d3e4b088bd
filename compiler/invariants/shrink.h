// Shrinking: a counter-example without what it does not need, so that people see what matters.
#pragma once

#include <functional>

#include "compiler/invariants/finding.h"

namespace bpol::invariants {

// Whether a request, with a response or null, still breaks the invariant.
using Breaks = std::function<bool(const Json& request, const Json& response)>;

// Undoes its changes against the nearest fixture as far as it stays one; without a fixture, takes members away. Of a
// response, members and elements go.
void Shrink(const Subject& subject, std::uint32_t action, const Breaks& breaks, CounterExample& example);

// The fixture of the action with the fewest changes to the request; null: it has none.
const checked::Fixture* NearestFixture(const Subject& subject, std::uint32_t action, const Json& request);

}  // namespace bpol::invariants
