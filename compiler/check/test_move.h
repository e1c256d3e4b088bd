// What a test expects an event to make of a record -> checked::TestMove.
#pragma once

#include <optional>

#include "compiler/check/fixture.h"

namespace bpol::check {

// Nothing, with messages, where the fact has no lifecycle or no record in this fixture, where the lifecycle knows no
// such event, actor or state, or where no reason of staying is asked for.
std::optional<checked::TestMove> ReadMove(Session& session, symbols::ModuleId module,
                                          const syntax::Happening& happening, const syntax::MoveExpectation& expected,
                                          const Fixture& fixture);

}  // namespace bpol::check
