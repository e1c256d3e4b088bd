// A bounded ring from one producer thread to one consumer thread. Slots are reused in place, so that what a slot owns
// (the capacity of a string) is allocated once and not per record.
// Thread safety: Claim, Publish and Fill belong to the producer; Front and Pop to the consumer.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <vector>

namespace bpol::audit {

// Twice the usual 64: x86 fetches cache lines in pairs.
constexpr std::size_t kApart = 128;

template <typename T>
class Ring {
 public:
  // The capacity is rounded up to a power of two.
  explicit Ring(std::size_t capacity) : slots_(std::bit_ceil(capacity)) {}
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  std::size_t capacity() const { return slots_.size(); }

  // The slot to fill next, or null when the ring is full.
  T* Claim() {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - seen_head_ == slots_.size()) seen_head_ = head_.load(std::memory_order_acquire);
    return tail - seen_head_ == slots_.size() ? nullptr : &slots_[tail & (slots_.size() - 1)];
  }
  // Hands the claimed slot over. Sequentially consistent, because the producer next looks whether the consumer sleeps
  // while the consumer, going to sleep, looks whether something was handed over: one of them must see the other.
  void Publish() { tail_.store(tail_.load(std::memory_order_relaxed) + 1, std::memory_order_seq_cst); }
  // Whether half of the slots or more are taken. Looks at the consumer's side only when it seems so: what was noticed
  // last may be long ago.
  bool HalfFull() {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - seen_head_ >= slots_.size() / 2) seen_head_ = head_.load(std::memory_order_acquire);
    return tail - seen_head_ >= slots_.size() / 2;
  }

  // The oldest slot handed over, or null.
  T* Front() {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    return head == tail_.load(std::memory_order_seq_cst) ? nullptr : &slots_[head & (slots_.size() - 1)];
  }
  // Gives the front slot back.
  void Pop() { head_.store(head_.load(std::memory_order_relaxed) + 1, std::memory_order_release); }

 private:
  std::vector<T> slots_;
  alignas(kApart) std::atomic<std::size_t> tail_ = 0;
  std::size_t seen_head_ = 0;  // the producer's last look at head_
  alignas(kApart) std::atomic<std::size_t> head_ = 0;
};

}  // namespace bpol::audit
