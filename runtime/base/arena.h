// Arena: memory for one request, given back all at once. One per core; after warming up it allocates nothing.
// Not thread-safe: an arena belongs to the core that runs the request.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "runtime/base/check.h"

namespace bpol {

class Arena {
 public:
  explicit Arena(std::size_t chunk_size = 64u << 10) : chunk_size_(chunk_size) {}

  // Uninitialised memory, 8-byte aligned, valid until Reset.
  std::byte* Allocate(std::size_t size) {
    size = (size + 7) & ~std::size_t{7};
    if (size > left_) Grow(size);
    std::byte* result = next_;
    next_ += size;
    left_ -= size;
    return result;
  }

  // `count` value-initialised objects. Nothing is ever destroyed, hence trivial types only.
  template <typename T>
  std::span<T> AllocateArray(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    T* first = reinterpret_cast<T*>(Allocate(count * sizeof(T)));
    for (std::size_t i = 0; i < count; ++i) new (first + i) T{};
    return {first, count};
  }

  // A copy of `text` that lives until Reset.
  std::string_view Copy(std::string_view text);

  // Everything handed out is gone; the chunks are kept for the next request.
  void Reset() {
    if (chunks_.empty()) return;
    next_ = chunks_.front().memory.get();
    left_ = chunks_.front().size;
    chunk_ = 1;
  }

 private:
  void Grow(std::size_t size);

  struct Chunk {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size;
  };
  std::size_t chunk_size_;
  std::vector<Chunk> chunks_;
  std::size_t chunk_ = 0;  // chunks_[0 .. chunk_) are in use
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace bpol
