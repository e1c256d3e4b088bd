#include "runtime/base/arena.h"

#include <algorithm>
#include <cstring>

namespace bpol {

std::string_view Arena::Copy(std::string_view text) {
  std::byte* memory = Allocate(text.size());
  if (!text.empty()) std::memcpy(memory, text.data(), text.size());
  return {reinterpret_cast<const char*>(memory), text.size()};
}

void Arena::Grow(std::size_t size) {
  while (chunk_ < chunks_.size() && chunks_[chunk_].size < size) ++chunk_;
  if (chunk_ == chunks_.size()) {
    const std::size_t wanted = std::max(size, chunk_size_);
    chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(wanted), wanted});
  }
  next_ = chunks_[chunk_].memory.get();
  left_ = chunks_[chunk_].size;
  ++chunk_;
}

}  // namespace bpol
