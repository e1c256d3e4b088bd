#include "runtime/unit/lockdown.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <thread>

#include "tests/support/process/in_child.h"

namespace bpol::unit {
namespace {

using test::EndOf;

const std::string kKilled = "signal " + std::to_string(SIGSYS);

template <typename Work>
std::string EndLockedDown(Work work) {
  return EndOf([&] { return LockDown().ok() ? work() : 99; });
}

TEST(LockDown, LeavesWhatAGatewayDoes) {
  EXPECT_EQ(EndLockedDown([] {
              void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              const bool frozen = ::mprotect(memory, 4096, PROT_READ) == 0;
              const int file = ::memfd_create("image", 0);
              const bool grown = ::ftruncate(file, 4096) == 0;
              void* code = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0);
              return frozen && grown && code != MAP_FAILED ? 0 : 1;
            }),
            "exit 0");
}

TEST(LockDown, WrittenMemoryNeverBecomesCode) {
  EXPECT_EQ(EndLockedDown([] {
              void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return ::mprotect(memory, 4096, PROT_READ | PROT_EXEC) == 0 ? 1 : 2;
            }),
            kKilled);
  EXPECT_EQ(EndLockedDown([] {
              void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return memory == MAP_FAILED ? 2 : 1;
            }),
            kKilled);
  EXPECT_EQ(EndLockedDown([] {
              const int file = ::memfd_create("image", 0);
              void* memory = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE, file, 0);
              return memory == MAP_FAILED ? 2 : 1;
            }),
            kKilled);
}

TEST(LockDown, NoProgramIsStarted) {
  EXPECT_EQ(EndLockedDown([] {
              char name[] = "/bin/true";
              char* const arguments[] = {name, nullptr};
              return ::execv(name, arguments);
            }),
            kKilled);
}

}  // namespace
}  // namespace bpol::unit
