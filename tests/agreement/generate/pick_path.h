// ExprWriter::PickPath, for its sources: a readable path that fits, rather one that the expression should be about.
#pragma once

#include "tests/agreement/generate/expressions.h"

namespace bpol::agreement {

template <typename Fits>
const Path* ExprWriter::PickPath(Fits&& fits) {
  std::vector<const Path*> all, favoured;
  for (const Path& path : scope_.paths) {
    if (!Usable(path) || !fits(path)) continue;
    all.push_back(&path);
    if (Favoured(path)) favoured.push_back(&path);
  }
  if (!favoured.empty() && random_.Chance(75)) return random_.Pick(favoured);
  return all.empty() ? nullptr : random_.Pick(all);
}

}  // namespace bpol::agreement
