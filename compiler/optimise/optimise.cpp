#include "compiler/optimise/optimise.h"

#include "compiler/core/verify.h"
#include "compiler/optimise/rewrites.h"
#include "runtime/base/check.h"

namespace bpol::optimise {
namespace {

struct Rewrite {
  std::string_view name;
  void (*run)(core::Program&, const OptimiseOptions&);
};

constexpr Rewrite kRewrites[] = {
#define BPOL_REWRITE(function, name, what) {name, function},
#include "compiler/optimise/rewrites.def"
#undef BPOL_REWRITE
};

}  // namespace

std::vector<std::string_view> RewriteNames() {
  std::vector<std::string_view> names;
  for (const Rewrite& rewrite : kRewrites) names.push_back(rewrite.name);
  return names;
}

core::Program Optimise(core::Program program, const OptimiseOptions& options) {
  for (const Rewrite& rewrite : kRewrites) {
    if (options.off.contains(rewrite.name)) continue;
    const auto begin = std::chrono::steady_clock::now();
    rewrite.run(program, options);
    if (options.timed) options.timed(rewrite.name, std::chrono::steady_clock::now() - begin);
#ifndef NDEBUG
    BPOL_CHECK(core::Verify(program).ok(), "a rewrite keeps what core promises");
#endif
  }
  return program;
}

}  // namespace bpol::optimise
