// bpol-compile: the compiler that a gateway starts for each bundle. Descriptor 0 is the bundle, 2 takes what there is
// to say, 3 is the empty memory file for the image. It reads the bundle, enters its sandbox, and only then looks at a
// byte of it. Exit status: 0 the image is written, 1 the unit is refused, 2 started by somebody who is no gateway.
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "compiler/child/compile_bundle.h"
#include "compiler/child/sandbox.h"
#include "runtime/unit/bundle.h"
#include "runtime/unit/image_file.h"
#include "runtime/unit/spawn_protocol.h"

namespace bpol::child {
namespace {

Result<std::string> ReadBundleBytes() {
  std::string bytes;
  char buffer[1 << 16];
  off_t at = 0;
  for (;;) {
    const ssize_t got = ::pread(unit::kBundleInChild, buffer, sizeof buffer, at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{"bpol-compile is started by a gateway, with a bundle as its descriptor 0"};
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
    at += got;
    if (bytes.size() > unit::kMaxBundle) return Error{"the bundle is larger than 64 MiB"};
  }
}

int Refuse(const Error& error, int status) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  std::fflush(stderr);
  return status;
}

int Run() {
  struct stat image{};
  if (::fstat(unit::kImageInChild, &image) != 0)
    return Refuse(Error{"bpol-compile is started by a gateway, with a memory file as its descriptor 3"}, 2);
  const auto bundle = ReadBundleBytes();
  if (!bundle.ok()) return Refuse(bundle.error(), 2);
  if (const Status status = EnterSandbox(); !status.ok()) return Refuse(status.error(), 1);
  const auto compiled = CompileBundle(*bundle);
  if (!compiled.ok()) return Refuse(compiled.error(), 1);
  const Status written = unit::WriteAll(unit::kImageInChild, *compiled);
  return written.ok() ? 0 : Refuse(written.error(), 1);
}

}  // namespace
}  // namespace bpol::child

int main() {
  // Destructors of libraries have nothing to do here that is worth a system call outside the list.
  ::_exit(bpol::child::Run());
}
