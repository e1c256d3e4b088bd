// What a stage made of a project, as text for `bpol check --print=…`.
#pragma once

#include <map>
#include <string>

#include "compiler/pipeline.h"

namespace bpol::compiler {

enum class Printed { Syntax, Checked, Schema, Redaction, Core, Index, Llvm };

// The words of --print.
std::map<std::string, Printed> PrintedByWord();

// The stage that makes it.
Stage StageOf(Printed what);

// The stage must have been reached. The error is LLVM's.
Result<std::string> Print(const Compiled& compiled, Printed what);

}  // namespace bpol::compiler
