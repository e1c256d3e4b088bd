// The helper process: starts a child for each request, waits for it, kills it when its time is over. It has one thread
// and does nothing else, so that forking stays safe whatever the host does.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "runtime/unit/spawn_protocol.h"

namespace bpol::unit {
namespace {

using Descriptors = std::array<FileDescriptor, kDescriptors>;

// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void Become(const char* program, const Descriptors& given, pid_t parent) {
  // A child must not outlive its helper.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(125);
  // Above the numbers that they are moved to, so that no move closes another.
  int held[kDescriptors];
  for (std::size_t i = 0; i < kDescriptors; ++i) held[i] = ::fcntl(given[i].get(), F_DUPFD, 16);
  const bool moved = ::dup2(held[0], kBundleInChild) >= 0 && ::dup2(held[1], kReportInChild) >= 0 &&
                     ::dup2(held[1], STDOUT_FILENO) >= 0 && ::dup2(held[2], kImageInChild) >= 0;
  ::syscall(SYS_close_range, kImageInChild + 1, ~0u, 0);
  char name[] = "bpol-compile";
  char* const arguments[] = {name, nullptr};
  char path[] = "PATH=/usr/bin:/bin";
  char language[] = "LANG=C.UTF-8";
  char* const environment[] = {path, language, nullptr};
  if (moved) ::execve(program, arguments, environment);
  ::_exit(126);
}

SpawnReply Reap(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) return {SpawnReply::End::Exited, WEXITSTATUS(status)};
  return {SpawnReply::End::Killed, WTERMSIG(status)};
}

// Waits for the child's end, the end of its time, or the host's end, which ends both.
SpawnReply Watch(pid_t child, std::uint64_t limit_ms, int socket) {
  const FileDescriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  pollfd waits[2] = {{handle.get(), POLLIN, 0}, {socket, POLLHUP, 0}};
  waits[1].events = 0;
  int ready;
  do ready = ::poll(waits, 2, static_cast<int>(std::min<std::uint64_t>(limit_ms, 3'600'000)));
  while (ready < 0 && errno == EINTR);
  if (ready > 0 && (waits[0].revents & POLLIN) != 0) return Reap(child);
  ::kill(child, SIGKILL);
  Reap(child);
  return {SpawnReply::End::TimedOut, 0};
}

SpawnReply Serve(const SpawnRequest& request, const Descriptors& given, const char* program, int socket) {
  const pid_t self = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) return {SpawnReply::End::NotStarted, errno};
  if (child == 0) Become(program, given, self);
  return Watch(child, request.limit_ms, socket);
}

}  // namespace

void ServeSpawnRequests(int socket, const char* program) {
  // Terminal signals are the host's business; when it ends, the socket does.
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::signal(number, SIG_IGN);
  SpawnRequest request;
  Descriptors given;
  while (ReceiveRequest(socket, request, given)) {
    const SpawnReply reply = Serve(request, given, program, socket);
    for (FileDescriptor& each : given) each = FileDescriptor();
    if (::send(socket, &reply, sizeof reply, MSG_NOSIGNAL) != sizeof reply) break;
  }
  ::_exit(0);
}

}  // namespace bpol::unit
