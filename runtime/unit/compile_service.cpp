#include "runtime/unit/compile_service.h"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "runtime/unit/image_file.h"
#include "runtime/unit/spawn_protocol.h"

namespace bpol::unit {
namespace {

// What a child may say: diagnostics of a whole project.
constexpr std::size_t kMaxReport = 64u << 10;

Error System(std::string_view what) {
  return Error{std::string(what) + ": " + std::strerror(errno)};
}

Result<FileDescriptor> NewMemoryFile(const char* name) {
  FileDescriptor file(::memfd_create(name, MFD_CLOEXEC));
  if (!file.valid()) return System("cannot make a memory file");
  return file;
}

std::string ReadReport(int fd) {
  std::string text(kMaxReport, '\0');
  const ssize_t got = ::pread(fd, text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

// What became of the child, in words for the operator; empty when it said that all is well.
std::string Complaint(const SpawnReply& reply, const std::string& report) {
  const std::string said = report.empty() ? "" : "\n" + report;
  switch (reply.end) {
    case SpawnReply::End::Exited:
      if (reply.status == 0) return {};
      if (reply.status == 126) return "the compiler could not be started";
      return report.empty() ? "the compiler ended with status " + std::to_string(reply.status) : report;
    case SpawnReply::End::Killed:
      return "the compiler was ended by signal " + std::to_string(reply.status) + " (" + ::strsignal(reply.status) +
             ")" + said;
    case SpawnReply::End::TimedOut:
      return "the compiler took too long and was ended" + said;
    case SpawnReply::End::NotStarted:
      return "the compiler could not be started: " + std::string(std::strerror(reply.status));
  }
  return "the compiler's helper answered nonsense";
}

}  // namespace

Result<std::unique_ptr<CompileService>> CompileService::Start(const std::string& program) {
  if (::access(program.c_str(), X_OK) != 0) return System("cannot run the compiler `" + program + "`");
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return System("cannot make a socket pair");
  FileDescriptor ours(pair[0]), theirs(pair[1]);
  const pid_t helper = ::fork();
  if (helper < 0) return System("cannot fork the compiler's helper");
  if (helper == 0) {
    // Nothing of the host's but the socket: what it opened before must not reach a child.
    const int socket = ::dup2(theirs.get(), STDERR_FILENO + 1);
    ::syscall(SYS_close_range, STDERR_FILENO + 2, ~0u, 0);
    ServeSpawnRequests(socket, program.c_str());
  }
  return std::unique_ptr<CompileService>(new CompileService(std::move(ours), helper));
}

CompileService::~CompileService() {
  socket_ = FileDescriptor();
  while (::waitpid(helper_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<std::unique_ptr<const PolicyUnit>> CompileService::Compile(std::string_view bundle,
                                                                  std::chrono::milliseconds limit) {
  if (cache_) {
    if (const auto image = cache_->Find(bundle)) {
      // What the loader does not take (an image of an older form) is compiled anew.
      if (auto unit = Load(image->get()); unit.ok()) return unit;
    }
  }
  BPOL_TRY(const FileDescriptor image, RunChild(bundle, limit));
  auto unit = Load(image.get());
  // Where it cannot be kept it is compiled again the next time, which is all that is lost.
  if (unit.ok() && cache_) static_cast<void>(cache_->Store(bundle, image.get()));
  return unit;
}

Result<FileDescriptor> CompileService::RunChild(std::string_view bundle, std::chrono::milliseconds limit) {
  BPOL_TRY(const FileDescriptor input, NewMemoryFile("bpol-bundle"));
  BPOL_TRY_STATUS(WriteAll(input.get(), AsBytes(bundle)));
  BPOL_TRY(const FileDescriptor report, NewMemoryFile("bpol-report"));
  BPOL_TRY(FileDescriptor image, NewImageFile());
  const int descriptors[kDescriptors] = {input.get(), report.get(), image.get()};
  SpawnReply reply;
  {
    const std::lock_guard lock(mutex_);
    if (!SendRequest(socket_.get(), {static_cast<std::uint64_t>(limit.count())}, descriptors))
      return Error{"the compiler's helper is gone; start the gateway anew"};
    ssize_t got;
    do got = ::recv(socket_.get(), &reply, sizeof reply, 0);
    while (got < 0 && errno == EINTR);
    if (got != sizeof reply) return Error{"the compiler's helper is gone; start the gateway anew"};
  }
  if (const std::string complaint = Complaint(reply, ReadReport(report.get())); !complaint.empty())
    return Error{complaint};
  BPOL_TRY_STATUS(SealImage(image.get()));
  return image;
}

}  // namespace bpol::unit
