#include "compiler/diagnostics/diagnostics.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace bpol::diagnostics {

void Diagnostics::Add(Diagnostic diagnostic) {
  if (SeverityOf(diagnostic.code) == Severity::Error) ++errors_;
  if (all_.size() >= kLimit) {
    ++dropped_;
    return;
  }
  all_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Diagnostics::InSourceOrder() const {
  // Adding one to the file turns "no file" into zero.
  const auto place = [](const Diagnostic& diagnostic) {
    return std::tuple(diagnostic.span.file + 1, diagnostic.span.begin, diagnostic.span.end);
  };
  std::vector<Diagnostic> sorted = all_;
  std::ranges::stable_sort(sorted, {}, place);
  return sorted;
}

}  // namespace bpol::diagnostics
