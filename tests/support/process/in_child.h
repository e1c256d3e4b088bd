// Runs something in a forked child and says how the child ended: for tests of what must kill a process.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <string>

namespace bpol::test {

// "exit 0", "signal 31" …; `work` returns the exit status.
template <typename Work>
std::string EndOf(Work work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? "exit " + std::to_string(WEXITSTATUS(status))
                           : "signal " + std::to_string(WTERMSIG(status));
}

}  // namespace bpol::test
