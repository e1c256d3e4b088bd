// What it costs to say why: all that native code evaluates for a decision, asked and not listened to, beside the whole
// decision with its effect, reasons, obligations, regions and scores. Which lines hold the native code writes down as
// it goes; that is on both sides. Coverage is read from the same events, by tools alone, and no metric counts lines: a
// decision pays for neither.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "bench/support/pack.h"

namespace bpol::bench {

// {"action", "requests", "unheard_ns", "whole_ns", "times_unheard"}; the requests of the subject's tests that could be
// bound, in turn. Null where there are none.
nlohmann::ordered_json MeasureReasons(const Subject& subject, unsigned rounds);

}  // namespace bpol::bench
