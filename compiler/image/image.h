// The flat image of a unit (runtime/unit/image_format.h), out of its object, its core program and its schema.
#pragma once

#include "compiler/core/core.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"
#include "runtime/schema/schema.h"

namespace bpol::image {

// The schema is complete (CompleteSchema). The same inputs give the same bytes.
Result<Bytes> MakeImage(ByteSpan object, const core::Program& program, const schema::Unit& schema);

// What only the lowered program knows, written into its schema: the scratch memory of each action with the places of
// its scores, and the hash of the unit's meaning, SHA-256 over core text and schema. To be called once lowering is
// done, before any rewrite.
Status CompleteSchema(const core::Program& program, schema::Unit& schema);

}  // namespace bpol::image
