#include "runtime/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace bpol {

void CheckFailed(const char* file, int line, const char* condition, const char* belief) noexcept {
  std::fprintf(stderr, "%s:%d: check failed: %s (%s)\n", file, line, condition, belief);
  std::abort();
}

}  // namespace bpol
