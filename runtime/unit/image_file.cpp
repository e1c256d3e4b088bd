#include "runtime/unit/image_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace bpol::unit {
namespace {

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U  // Linux 6.3; the C library of Debian 12 does not name it
#endif

constexpr int kSeals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

Error Failed(const char* what) {
  return Error{std::string("unit image: ") + what + ": " + std::strerror(errno)};
}

}  // namespace

Result<FileDescriptor> NewImageFile() {
  constexpr unsigned kFlags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  int fd = ::memfd_create("bpol-unit", kFlags | MFD_NOEXEC_SEAL);
  // Kernels before 6.3 do not know the flag; mapping parts as code needs no permission to execute the file.
  if (fd < 0 && errno == EINVAL) fd = ::memfd_create("bpol-unit", kFlags);
  if (fd < 0) return Failed("no memory file could be made");
  return FileDescriptor(fd);
}

Status SealImage(int fd) {
  if (::fcntl(fd, F_ADD_SEALS, kSeals) != 0) return Failed("the memory file could not be sealed");
  return {};
}

bool IsSealed(int fd) {
  const int seals = ::fcntl(fd, F_GET_SEALS);
  return seals >= 0 && (seals & kSeals) == kSeals;
}

Result<FileDescriptor> SealedImageOf(ByteSpan image) {
  BPOL_TRY(FileDescriptor file, NewImageFile());
  BPOL_TRY_STATUS(WriteAll(file.get(), image));
  BPOL_TRY_STATUS(SealImage(file.get()));
  return file;
}

Status WriteAll(int fd, ByteSpan bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t written = ::pwrite(fd, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Failed("the memory file could not be written");
    done += static_cast<std::size_t>(written);
  }
  return {};
}

}  // namespace bpol::unit
