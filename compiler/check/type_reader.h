// Types as written -> types of the unit.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

// Whether `Money from { Amount, Currency }` may stand here: in fields of records only.
enum class WireObject : std::uint8_t { Refused, Allowed };

// The error type, with a message, for what is no type. Records and enums are declared before.
TypeRef ReadType(Session& session, symbols::ModuleId module, const syntax::File& file, syntax::TypeExprId id,
                 WireObject wire_object = WireObject::Refused);

}  // namespace bpol::check
