// ArenaResource: lets std::pmr containers take their memory from a request's arena. Nothing is given back before the
// arena's Reset. Not thread-safe, like its arena.
#pragma once

#include <memory_resource>

#include "runtime/base/arena.h"

namespace bpol {

class ArenaResource final : public std::pmr::memory_resource {
 public:
  explicit ArenaResource(Arena& arena) : arena_(arena) {}

 private:
  void* do_allocate(std::size_t bytes, std::size_t alignment) override {
    BPOL_CHECK(alignment <= 8, "an arena aligns to 8 bytes");
    return arena_.Allocate(bytes);
  }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }

  Arena& arena_;
};

}  // namespace bpol
