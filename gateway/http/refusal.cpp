#include "gateway/http/refusal.h"

#include "runtime/base/check.h"

namespace bpol::http {
namespace {

struct Row {
  int status;
  std::string_view code;
  std::string_view seen;
};

constexpr Row kRows[] = {
#define BPOL_REFUSAL(name, status, code, seen) {status, code, seen},
#include "gateway/http/refusals.def"
#undef BPOL_REFUSAL
};

const Row& RowOf(Refusal refusal) {
  const auto index = static_cast<std::size_t>(refusal);
  BPOL_CHECK(index < std::size(kRows), "a refusal is one of refusals.def");
  return kRows[index];
}

}  // namespace

int StatusOf(Refusal refusal) {
  return RowOf(refusal).status;
}
std::string_view CodeOf(Refusal refusal) {
  return RowOf(refusal).code;
}
std::string_view SeenOf(Refusal refusal) {
  return RowOf(refusal).seen;
}

}  // namespace bpol::http
