// Where constants stand in a unit's constant memory. `emit` addresses them by these offsets, `image` writes the bytes.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/core/core.h"

namespace bpol::core {

struct ConstantPlaces {
  std::vector<std::uint32_t> offsets;  // one a constant, multiples of 8
  std::uint32_t size = 0;              // bytes, a multiple of 8
};
ConstantPlaces PlaceConstants(const Program& program);

// Bytes of a text, without padding.
std::uint32_t SizeOfText(const Program& program, std::uint32_t constant);

}  // namespace bpol::core
