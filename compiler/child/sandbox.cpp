#include "compiler/child/sandbox.h"

#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

namespace bpol::child {
namespace {

// Compilers for sanitizers reserve terabytes of address space for their shadow.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kLimitsAddressSpace = false;
#else
constexpr bool kLimitsAddressSpace = true;
#endif

using Filter = std::unique_ptr<void, decltype([](void* filter) { seccomp_release(filter); })>;

// Memory, threads of libraries that wait, time, randomness, the descriptors we have, and the way out.
constexpr int kAllowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(pread64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(ftruncate),
    SCMP_SYS(fcntl),
    SCMP_SYS(memfd_create),
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(brk),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(tgkill),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(prlimit64),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(prctl),
#if defined(__SANITIZE_ADDRESS__)
    // The sanitizer asks through a pipe whether an address can be read.
    SCMP_SYS(pipe2),
#endif
};
// Answered with EACCES.
constexpr int kDenied[] = {
    SCMP_SYS(open),  SCMP_SYS(openat), SCMP_SYS(access),   SCMP_SYS(faccessat),  SCMP_SYS(faccessat2),
    SCMP_SYS(stat),  SCMP_SYS(statx),  SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd),
    SCMP_SYS(ioctl), SCMP_SYS(lstat),  SCMP_SYS(statfs),
};

Status Limit(__rlimit_resource what, rlim_t amount) {
  const rlimit limit{amount, amount};
  if (::setrlimit(what, &limit) != 0) return Error{std::string("cannot set a limit: ") + std::strerror(errno)};
  return {};
}

}  // namespace

Status EnterSandbox() {
  if (kLimitsAddressSpace) BPOL_TRY_STATUS(Limit(RLIMIT_AS, rlim_t{2} << 30));
  BPOL_TRY_STATUS(Limit(RLIMIT_CPU, kLimitsAddressSpace ? 20 : 200));
  BPOL_TRY_STATUS(Limit(RLIMIT_FSIZE, rlim_t{64} << 20));
  BPOL_TRY_STATUS(Limit(RLIMIT_CORE, 0));
  const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
  bool built = filter != nullptr;
  for (const int call : kAllowed) built = built && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0;
  for (const int call : kDenied) built = built && seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EACCES), call, 0) == 0;
  // fstat of newer C libraries; by a path it is denied, by a descriptor (an empty path) it is harmless. Paths cannot be
  // told apart here, and what a path could tell is only that a file exists.
  built = built && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 0) == 0;
  if (!built) return Error{"cannot build the system call filter of the compiler"};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return Error{std::string("cannot give up privileges: ") + std::strerror(errno)};
  if (const int status = seccomp_load(filter.get()); status != 0)
    return Error{std::string("cannot load the system call filter: ") + std::strerror(-status)};
  return {};
}

}  // namespace bpol::child
