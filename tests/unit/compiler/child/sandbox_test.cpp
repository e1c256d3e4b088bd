#include "compiler/child/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <cerrno>

#include "tests/support/process/in_child.h"

namespace bpol::child {
namespace {

using test::EndOf;

// SIGSYS: what a forbidden system call ends in.
const std::string kKilled = "signal " + std::to_string(SIGSYS);

template <typename Work>
std::string EndInSandbox(Work work) {
  return EndOf([&] { return EnterSandbox().ok() ? work() : 99; });
}

TEST(Sandbox, LeavesMemoryAndTheGivenDescriptors) {
  EXPECT_EQ(EndInSandbox([] {
              int file = ::memfd_create("x", 0);
              void* memory = ::mmap(nullptr, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return ::write(file, "x", 1) == 1 && memory != MAP_FAILED ? 0 : 1;
            }),
            "exit 0");
}

TEST(Sandbox, FilesCannotBeOpened) {
  EXPECT_EQ(EndInSandbox([] { return ::open("/etc/passwd", O_RDONLY) == -1 && errno == EACCES ? 0 : 1; }), "exit 0");
}

TEST(Sandbox, NetworkProcessesAndDebuggersEndTheChild) {
  EXPECT_EQ(EndInSandbox([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 1 : 2; }), kKilled);
  EXPECT_EQ(EndInSandbox([] { return ::fork() >= 0 ? 1 : 2; }), kKilled);
  EXPECT_EQ(EndInSandbox([] {
              char name[] = "/bin/true";
              char* const arguments[] = {name, nullptr};
              return ::execv(name, arguments);
            }),
            kKilled);
  EXPECT_EQ(EndInSandbox([] { return ::kill(::getppid(), 0); }), kKilled);
}

}  // namespace
}  // namespace bpol::child
