// Lines and blocks: which events native code appends.
#include <gtest/gtest.h>

#include "tests/support/native/core_runner.h"

namespace bpol {
namespace {

using testing::CompileCoreText;
using testing::CoreRun;

struct Frame {
  std::int64_t role = 0;
  std::int64_t country = 0;
  std::int64_t limit = 0;
};

std::string Events(const unit::PolicyUnit& unit, const Frame& frame) {
  CoreRun run;
  run.frame = reinterpret_cast<const std::byte*>(&frame);
  const std::uint32_t status = run.Call(unit, 0);
  if (status != 0) return "fault " + std::to_string(status) + " at " + std::to_string(run.output.fault_site);
  return run.Events();
}

TEST(Blocks, APermitAndADeny) {
  const auto unit = CompileCoreText(R"((program (action (scratch 0)) (function (action 0) (blocks
    (block 0 rules (site 0)
      (line 0 (site 1) (when (eq (load int 0 -1 (frame)) (int 1))) (requires (ne (load int 8 -1 (frame)) (int 9))))
      (line 1 (site 2) (when (eq (load int 8 -1 (frame)) (int 7)))))))))");
  ASSERT_NE(unit, nullptr);
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 2}), "B0 L0");
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 7}), "B0 L0 L1");
  EXPECT_EQ(Events(*unit, {.role = 1, .country = 9}), "B0 L0!1");
  EXPECT_EQ(Events(*unit, {.role = 2, .country = 7}), "B0 L1");
  EXPECT_EQ(Events(*unit, {.role = 2, .country = 2}), "B0");
}

}  // namespace
}  // namespace bpol
