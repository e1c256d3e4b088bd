#include "runtime/unit/mapping.h"

#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "runtime/base/check.h"

namespace bpol::unit {
namespace {

Error Failed(const char* what) {
  return Error{std::string("unit image: ") + what + ": " + std::strerror(errno)};
}

}  // namespace

Mapping::Mapping(Mapping&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Mapping::~Mapping() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

Result<Mapping> Mapping::OfFile(int fd, std::uint64_t offset, std::uint64_t size) {
  if (size == 0) return Mapping();
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, static_cast<off_t>(offset));
  if (data == MAP_FAILED) return Failed("it could not be mapped");
  return Mapping(static_cast<std::byte*>(data), size);
}

Result<Mapping> Mapping::OfMemory(std::uint64_t size) {
  if (size == 0) return Mapping();
  void* data = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return Failed("no memory for its constants");
  return Mapping(static_cast<std::byte*>(data), size);
}

Status Mapping::MapCode(int fd, std::uint64_t offset, std::uint64_t size, std::uint64_t at) {
  BPOL_CHECK(at <= size_ && size <= size_ - at, "code is mapped inside of what was reserved for it");
  void* data = ::mmap(data_ + at, size, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, fd, static_cast<off_t>(offset));
  if (data == MAP_FAILED) return Failed("its code could not be mapped");
  return {};
}

Status Mapping::MakeReadOnly() {
  if (data_ != nullptr && ::mprotect(data_, size_, PROT_READ) != 0)
    return Failed("its constants could not be protected");
  return {};
}

}  // namespace bpol::unit
