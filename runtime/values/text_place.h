// TextPlace: where a text is written that takes nothing from the heap: memory of the caller's, in a request's arena, in
// the scratch memory of native code or on the stack. INVARIANT: nothing is written behind its end, and what does not
// fit leaves nothing of itself: stars stand in its place, three or as many as fit, since the head of a masked value may
// show more than its mask. Thread safety: one TextPlace belongs to one thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

namespace bpol::values {

class TextPlace {
 public:
  explicit TextPlace(std::span<char> memory) noexcept : memory_(memory) {}

  TextPlace& operator+=(std::string_view text) noexcept {
    if (!Fits(text.size())) return *this;
    std::ranges::copy(text, memory_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += text.size();
    return *this;
  }
  TextPlace& operator+=(char character) noexcept { return *this += std::string_view(&character, 1); }

  // What was written so far; lives as long as the memory.
  std::string_view text() const noexcept { return {memory_.data(), size_}; }

 private:
  // Where it does not fit: from here on the place is its stars and is full.
  bool Fits(std::size_t more) noexcept {
    if (more <= memory_.size() - size_) return true;
    memory_ = memory_.first(std::min<std::size_t>(memory_.size(), 3));
    std::ranges::fill(memory_, '*');
    size_ = memory_.size();
    return false;
  }

  std::span<char> memory_;
  std::size_t size_ = 0;
};

}  // namespace bpol::values
