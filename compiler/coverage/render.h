// A report for people, and for programs.
#pragma once

#include <string>

#include "compiler/coverage/report.h"
#include "compiler/source/source_map.h"

namespace bpol::coverage {

// A table with a row a declaration; then what is missing and what is constant, each where it stands.
std::string RenderText(const Report& report, const source::SourceMap& sources);

// One JSON object: `rows`, `all`, `gaps`, `constants`.
std::string RenderJson(const Report& report, const source::SourceMap& sources);

}  // namespace bpol::coverage
