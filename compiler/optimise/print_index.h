// How the lines of each block are found, for `bpol check --print=index`.
#pragma once

#include <string>

#include "compiler/core/core.h"

namespace bpol::optimise {

// `program` is rewritten; `schema` is that of its unit.
std::string PrintIndex(const core::Program& program, const schema::Unit& schema);

}  // namespace bpol::optimise
