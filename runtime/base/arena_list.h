// ArenaList: a list that grows in an arena. Nothing is destroyed or given back before the arena's Reset, hence trivial
// types only. What it hands out is invalid after the next push_back. Not thread-safe, like its arena.
#pragma once

#include <algorithm>
#include <span>

#include "runtime/base/arena.h"

namespace bpol {

template <typename T>
class ArenaList {
 public:
  // The arena outlives the list and is not reset while the list is used.
  explicit ArenaList(Arena& arena) : arena_(&arena) {}

  void push_back(const T& value) {
    if (size_ == capacity_) Grow();
    new (data_ + size_++) T(value);
  }
  void clear() { size_ = 0; }

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  const T& front() const { return operator[](0); }
  const T& operator[](std::size_t index) const {
    BPOL_CHECK(index < size_, "a list is read within its size");
    return data_[index];
  }

 private:
  static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T> && alignof(T) <= 8);
  static constexpr std::size_t kFirst = 4;

  // Most lists stay with their first few.
  void Grow() {
    if (capacity_ != 0) return GrowAgain();
    data_ = reinterpret_cast<T*>(arena_->Allocate(kFirst * sizeof(T)));
    capacity_ = kFirst;
  }

  [[gnu::noinline]] void GrowAgain() {
    T* const data = reinterpret_cast<T*>(arena_->Allocate(2 * capacity_ * sizeof(T)));
    std::uninitialized_copy_n(data_, size_, data);
    data_ = data;
    capacity_ *= 2;
  }

  Arena* arena_;
  T* data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace bpol
