// Sets and lists in a frame: packed elements in the arena, those of a set sorted and distinct, enums as bits.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/base/arena.h"
#include "runtime/schema/schema.h"
#include "runtime/values/fault.h"

namespace bpol::bind {

// Collects elements one by one and then stands in the frame. Made for one value; `capacity` elements fit.
class SequenceBuilder {
 public:
  SequenceBuilder(const schema::Unit& unit, const schema::Type& type, std::size_t capacity, Arena& arena);

  const schema::Type& element_type() const { return element_; }
  // Where the next element is written, zeroed; Add then keeps it.
  std::byte* Next();
  void Add() { ++count_; }

  // Duplicates of a set collapse, a key of a map that comes twice is input.duplicate; more than the type's bound is
  // input.too_large.
  values::Fault Finish(std::byte* out);

 private:
  values::Fault FinishBits(std::byte* out) const;
  void SortDistinct();
  values::Fault SortEntries();

  const schema::Unit& unit_;

  const schema::Type& type_;
  const schema::Type& element_;
  bool bits_ = false;
  std::size_t size_ = 0;  // bytes of an element
  std::size_t capacity_ = 0;
  std::size_t count_ = 0;
  std::byte* first_ = nullptr;
  Arena& arena_;
};

}  // namespace bpol::bind
