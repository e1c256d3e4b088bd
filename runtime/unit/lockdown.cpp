#include "runtime/unit/lockdown.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace bpol::unit {
namespace {

#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

using Filter = std::unique_ptr<void, decltype([](void* filter) { seccomp_release(filter); })>;

bool Forbid(void* filter, int call) {
  return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0) == 0;
}

bool ForbidExecutableMemory(void* filter) {
  const scmp_arg_cmp makes_executable = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC);
  const scmp_arg_cmp write_and_execute = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_WRITE | PROT_EXEC, PROT_WRITE | PROT_EXEC);
  const scmp_arg_cmp anonymous = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);
  return seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(mprotect), 1, makes_executable) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(pkey_mprotect), 1, makes_executable) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(mmap), 1, write_and_execute) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(mmap), 2, makes_executable, anonymous) == 0;
}

}  // namespace

Status LockDown() {
  const Filter filter(seccomp_init(SCMP_ACT_ALLOW));
  bool built = filter != nullptr && seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0;
  for (const int call : {SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
                         SCMP_SYS(process_vm_writev), SCMP_SYS(shmat), SCMP_SYS(personality)})
    built = built && Forbid(filter.get(), call);
  if (!built || !ForbidExecutableMemory(filter.get()))
    return Error{"cannot build the system call filter of the gateway"};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return Error{std::string("cannot give up new privileges: ") + std::strerror(errno)};
  // EINVAL: an older kernel; the filter says the same.
  if (::prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) != 0 && errno != EINVAL)
    return Error{std::string("cannot forbid writable code: ") + std::strerror(errno)};
  if (const int status = seccomp_load(filter.get()); status != 0)
    return Error{std::string("cannot load the system call filter: ") + std::strerror(-status)};
  return {};
}

}  // namespace bpol::unit
