// Describe: the checked tree of a project -> everything beside code that a unit is: frame layouts, function numbers,
// what is decoded, scratch places of scores, redactions, cost. Both engines and the host index by it. INVARIANT:
// functions come in a fixed order: by action, decide, residency where it has one, obligations as they stand in the
// text, then redaction's conditions and its check function; behind all actions the conditions of lifecycles. Equal
// checked units give equal descriptions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::describe {

struct Description {
  schema::Unit schema;  // complete but for `hash`, which is taken over the core program too, and the scratch of lets
  std::vector<checked::Function> functions;   // schema.function_count of them
  std::vector<std::int64_t> lifecycle_costs;  // one a schema.lifecycles: what one event costs at most
};
// `unit` has no errors. What a redaction's check function evaluates may need expressions that nobody wrote: they are
// appended to unit.exprs; nothing else of the unit changes.
Description Describe(checked::Unit& unit);

// The hash of a unit's meaning, lower-case hexadecimal: over the schema (with an empty hash) and the core program as
// text. Where lines stand in files, and how they are spelled, is no part of it.
std::string HashOfMeaning(const schema::Unit& schema, std::string_view core_text);

}  // namespace bpol::describe
