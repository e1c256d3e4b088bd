// Types as written -> types of the unit.
#pragma once

#include "compiler/check/session.h"

namespace bpol::check {

// The error type, with a message, for what is no type. Records and enums are declared before.
TypeRef ReadType(Session& session, symbols::ModuleId module, const syntax::File& file, syntax::TypeExprId id);

}  // namespace bpol::check
