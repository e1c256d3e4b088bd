#include "runtime/unit/compile_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace bpol::unit {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

// Shell scripts in the place of the compiler: every way in which a child can end.
class CompileService_ : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "bpol-compile-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Program(const std::string& script) {
    const std::string path = folder_ + "/compiler";
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    ::chmod(path.c_str(), 0755);
    return path;
  }
  std::string ErrorOf(const std::string& script, milliseconds limit = milliseconds(20'000)) {
    auto service = CompileService::Start(Program(script));
    if (!service.ok()) return service.error().message;
    const auto unit = (*service)->Compile("bundle bytes", limit);
    return unit.ok() ? "no error" : unit.error().message;
  }
  std::string folder_;
};

TEST_F(CompileService_, TheChildSaysWhatIsWrong) {
  EXPECT_EQ(ErrorOf("echo 'rules.bpol:3:1: unknown name' >&2; exit 1"), "rules.bpol:3:1: unknown name");
  EXPECT_EQ(ErrorOf("exit 7"), "the compiler ended with status 7");
}

TEST_F(CompileService_, TheChildReadsTheBundleAndHasNothingElse) {
  EXPECT_EQ(ErrorOf("cat >&2; exit 1"), "bundle bytes");
  // The shell's own descriptors are above 9.
  EXPECT_EQ(ErrorOf("for fd in 0 1 2 3 4 5 6 7 8 9; do [ -e /proc/self/fd/$fd ] && printf '%s ' $fd; done >&2; exit 1"),
            "0 1 2 3 ");
  EXPECT_THAT(ErrorOf("env >&2; exit 1"), testing::Not(HasSubstr("HOME=")));
}

TEST_F(CompileService_, CrashesAndLoopsRefuseTheUnit) {
  EXPECT_THAT(ErrorOf("kill -SEGV $$"), HasSubstr("signal 11"));
  EXPECT_THAT(ErrorOf("sleep 60", milliseconds(200)), HasSubstr("took too long"));
}

TEST_F(CompileService_, AnImageThatIsNoneIsNotMapped) {
  EXPECT_NE(ErrorOf("exit 0"), "no error");
  EXPECT_NE(ErrorOf("head -c 8192 /dev/zero >&3; exit 0"), "no error");
}

TEST_F(CompileService_, OneServiceServesMany) {
  auto service = CompileService::Start(Program("cat >&2; exit 1"));
  ASSERT_TRUE(service.ok());
  for (int i = 0; i < 20; ++i) {
    const auto unit = (*service)->Compile("bundle " + std::to_string(i), milliseconds(20'000));
    ASSERT_FALSE(unit.ok());
    EXPECT_EQ(unit.error().message, "bundle " + std::to_string(i));
  }
}

TEST_F(CompileService_, AMissingCompilerIsToldAtTheStart) {
  const auto service = CompileService::Start(folder_ + "/none");
  ASSERT_FALSE(service.ok());
  EXPECT_THAT(service.error().message, HasSubstr(folder_ + "/none"));
}

}  // namespace
}  // namespace bpol::unit
