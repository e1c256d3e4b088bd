// Advice for a name that nothing declares, under the roof where names are looked up.
#pragma once

#include "compiler/diagnostics/suggest.h"

namespace bpol::symbols {
using diagnostics::DidYouMean;
}
