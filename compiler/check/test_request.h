// The request of a test: its fixture with what the test changes.
#pragma once

#include <map>
#include <optional>

#include "compiler/check/fixture.h"

namespace bpol::check {

// All fixtures of a project that are right, by symbol.
using Fixtures = std::map<std::uint32_t, Fixture>;

// Nothing when the fixture or a change is wrong; messages were given.
std::optional<Fixture> ReadGiven(Session& session, const Fixtures& fixtures, symbols::ModuleId module,
                                 const syntax::File& file, const syntax::Given& given);

// As text, without facts and signals that the action does not read.
std::string RequestText(const Session& session, const Fixture& fixture);

// A literal as the JSON that it looks like, whatever its type: bodies of responses.
std::optional<Json> ReadUntyped(Session& session, const syntax::File& file, syntax::ExprId id);

}  // namespace bpol::check
