// Operators as policies write them, for messages.
#pragma once

#include <string>

#include "compiler/syntax/expr.h"

namespace bpol::check {

std::string OperatorText(syntax::BinaryOp op);

}  // namespace bpol::check
