// What a line's treatment comes to for a type: the form that `mask` means where none is written, and removal where
// there is none.
#pragma once

#include "compiler/checked/checked.h"

namespace bpol::describe {

// Without conditions. By path, check/ has refused what has no form; by class, a line meets types that it was not
// written for.
schema::Treat TreatOf(const checked::RedactLine& line, schema::TypeKind kind);

}  // namespace bpol::describe
