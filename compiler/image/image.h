// The flat image of a unit (runtime/unit/image_format.h), out of its object, its core program and its schema.
#pragma once

#include "compiler/core/core.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"
#include "runtime/schema/schema.h"

namespace bpol::image {

// The schema is complete: TakeScratchSizes, then its hash. The same inputs give the same bytes.
Result<Bytes> MakeImage(ByteSpan object, const core::Program& program, const schema::Unit& schema);

// What only lowering knows of a schema: how much scratch memory each action and lifecycle needs. To be written before
// the hash of the unit's meaning is taken, which covers it.
void TakeScratchSizes(const core::Program& program, schema::Unit& schema);

}  // namespace bpol::image
