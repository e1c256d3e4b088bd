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

bool Diagnostics::AddLabel(std::size_t index, Label label) {
  if (index >= all_.size()) return false;
  if (all_[index].labels.size() < kMostLabels) all_[index].labels.push_back(std::move(label));
  return true;
}

std::vector<Diagnostic> Diagnostics::InSourceOrder() const {
  // Adding one to the file turns "no file" into zero; the index keeps the order of Add.
  std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::size_t>> places;
  for (std::size_t at = 0; at < all_.size(); ++at) {
    const Span& span = all_[at].span;
    places.emplace_back(span.file + 1, span.begin, span.end, at);
  }
  std::ranges::sort(places);
  std::vector<Diagnostic> sorted;
  sorted.reserve(all_.size());
  for (const auto& place : places) sorted.push_back(all_[std::get<3>(place)]);
  return sorted;
}

}  // namespace bpol::diagnostics
