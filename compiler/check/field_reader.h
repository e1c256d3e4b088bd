// Fields as written -> fields of a record of the schema, with their data classes.
#pragma once

#include <vector>

#include "compiler/check/session.h"

namespace bpol::check {

// Appends the fields to record `record`, in `arm` of a union or in all (kNone). A field of the error type is left out.
void ReadFields(Session& session, symbols::ModuleId module, const syntax::File& file,
                const std::vector<syntax::Field>& fields, std::uint32_t record, std::uint32_t arm);

// The class that a field is given: its own `as`, else its module's default, else kNone.
std::uint32_t ReadClass(Session& session, symbols::ModuleId module, const syntax::Field& field);

}  // namespace bpol::check
