// Pages that are unmapped with their owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/base/result.h"

namespace bpol::unit {

class Mapping {
 public:
  Mapping() = default;
  Mapping(Mapping&& other) noexcept;
  Mapping& operator=(Mapping&& other) noexcept;
  ~Mapping();

  // `size` bytes of a file from `offset`, both whole pages, to read. None for a size of 0.
  static Result<Mapping> OfFile(int fd, std::uint64_t offset, std::uint64_t size);
  // Zeroed memory, to read and write.
  static Result<Mapping> OfMemory(std::uint64_t size);

  // Puts pages of the file that may be executed over the part of this mapping from `at`, in place of what was there.
  Status MapCode(int fd, std::uint64_t offset, std::uint64_t size, std::uint64_t at);
  Status MakeReadOnly();

  std::span<std::byte> bytes() const { return {data_, size_}; }

 private:
  Mapping(std::byte* data, std::size_t size) : data_(data), size_(size) {}
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace bpol::unit
