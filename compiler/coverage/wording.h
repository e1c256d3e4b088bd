// The words of a report: a part of the policy as it is written, and how a test would reach what none reaches.
#pragma once

#include <string>

#include "compiler/coverage/parts.h"
#include "compiler/pipeline.h"

namespace bpol::coverage {

// In backticks, on one line, shortened in the middle where it is long.
std::string QuotedText(const source::SourceMap& sources, Span span);
std::string Quoted(std::string_view text);

// What a condition was never: `wanted` is the way that no test saw.
std::string HintOf(const compiler::Compiled& compiled, const Place& place, bool wanted);

// Why something is the same for every request: what was given every value that it can have.
std::string Why(const source::SourceMap& sources, const std::vector<Span>& tried);

}  // namespace bpol::coverage
