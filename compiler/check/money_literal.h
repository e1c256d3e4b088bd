// The currency of an expression that is written out: `EUR 3.00`, `2 * EUR 3.00`, `body.amount + EUR 3.00`.
#pragma once

#include <optional>

#include "compiler/checked/checked.h"
#include "runtime/values/currency.h"

namespace bpol::check {

// Nothing where no literal tells; then two currencies may still meet at run time.
std::optional<values::Currency> LiteralCurrency(const checked::Unit& unit, checked::ExprId id);

}  // namespace bpol::check
