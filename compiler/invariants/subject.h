// Subject: the unit whose invariants are tried: what was compiled with Invariants::Read, so that an action has what its
// invariants read beside what its rules do.
// Thread safety: immutable; what it points to outlives whoever has it.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/checked/checked.h"
#include "compiler/checked/value_json.h"

namespace bpol::invariants {

using checked::Json;

// Fields, from the frame of an action; elements of lists and maps have no part of their own.
using Path = std::vector<std::uint32_t>;

struct Subject {
  const checked::Unit& unit;
  const schema::Unit& schema;  // of describe::Describe: with what is live

  const schema::Action& ActionAt(std::uint32_t action) const { return schema.actions[action]; }
  const schema::Record& FrameOf(std::uint32_t action) const { return schema.records[schema.actions[action].frame]; }
  const schema::Type& TypeAt(std::uint32_t type) const { return schema.types[type]; }
};

// Whether a field of a record is one of a union's other arms than the one in which `object` is; arms may use one name.
bool IsOfOtherArm(const schema::Unit& schema, const schema::Record& record, const schema::Field& field,
                  const Json& object);

}  // namespace bpol::invariants
