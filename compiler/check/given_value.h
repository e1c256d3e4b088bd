// Values of params: what the manifest gives them, as constants of the unit, and whether a constant keeps to its type.
#pragma once

#include <optional>
#include <string>

#include "compiler/check/session.h"

namespace bpol::check {

// `given` as a value of `type`: an array for a set or a list, a table for a record or a map, a text for all else.
// Nothing where it does not fit; then `span` was told of it. `name`: how the manifest spells it.
std::optional<decision::Value> ReadGiven(Session& session, TypeRef type, const std::string& name, Span span,
                                         const checked::GivenValue& given);

// What in a constant is more than its type allows, in words for its author: a number outside its range, too long a
// text, too many elements; nothing where all of it fits.
std::optional<std::string> Misfit(const Session& session, TypeRef type, const decision::Value& value);

}  // namespace bpol::check
