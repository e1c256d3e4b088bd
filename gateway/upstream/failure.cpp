#include "gateway/upstream/failure.h"

#include "runtime/base/check.h"

namespace bpol::upstream {
namespace {

struct Row {
  int status;
  std::string_view code;
  std::string_view seen;
};

constexpr Row kRows[] = {
#define BPOL_UPSTREAM_FAILURE(name, status, code, seen) {status, code, seen},
#include "gateway/upstream/failures.def"
#undef BPOL_UPSTREAM_FAILURE
};

const Row& RowOf(Failure failure) {
  const auto index = static_cast<std::size_t>(failure);
  BPOL_CHECK(index < std::size(kRows), "a failure is one of failures.def");
  return kRows[index];
}

}  // namespace

int StatusOf(Failure failure) {
  return RowOf(failure).status;
}
std::string_view CodeOf(Failure failure) {
  return RowOf(failure).code;
}
std::string_view SeenOf(Failure failure) {
  return RowOf(failure).seen;
}

}  // namespace bpol::upstream
