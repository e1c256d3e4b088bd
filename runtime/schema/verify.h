// Verify: whether a schema from outside may be trusted as data. Whoever holds a verified schema indexes without asking.
#pragma once

#include "runtime/base/result.h"
#include "runtime/schema/schema.h"

namespace bpol::schema {

// Every index names something, every offset and bit lies inside its record, nothing nests in itself, bounds hold.
// The error names the part that does not.
Status Verify(const Unit& unit);

}  // namespace bpol::schema
