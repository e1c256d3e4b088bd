// Diagnostics: where passes put what they find. Passes carry on after an error; the pipeline asks has_errors().
// Keeps at most kLimit diagnostics and counts the rest, so that a hostile file cannot fill the memory.
// Thread safety: one thread.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace bpol::diagnostics {

class Diagnostics {
 public:
  // Nobody reads more than this; what comes later is most often a consequence.
  static constexpr std::size_t kLimit = 500;
  static constexpr std::size_t kMostLabels = 3;

  void Add(Diagnostic diagnostic);

  // A further place of what was added as the `index`th; of many only the first few are kept. False where there is no
  // such diagnostic, because it was dropped.
  bool AddLabel(std::size_t index, Label label);

  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  bool empty() const { return all_.empty(); }
  // How many were found and not kept.
  std::size_t dropped() const { return dropped_; }

  // In the order of Add.
  const std::vector<Diagnostic>& all() const { return all_; }
  // By file, then by offset, then in the order of Add; those without a file first.
  std::vector<Diagnostic> InSourceOrder() const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace bpol::diagnostics

namespace bpol {
using diagnostics::Diagnostics;
}
