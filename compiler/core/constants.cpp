#include "compiler/core/constants.h"

#include "runtime/base/check.h"

namespace bpol::core {
namespace {

std::uint64_t SizeOf(const Constant& constant) {
  if (const auto* text = std::get_if<std::string>(&constant)) return (text->size() + 7) / 8 * 8;
  return std::get<std::vector<Word>>(constant).size() * 8;
}

}  // namespace

ConstantPlaces PlaceConstants(const Program& program) {
  ConstantPlaces places;
  std::uint64_t end = 0;
  for (const Constant& constant : program.constants) {
    places.offsets.push_back(static_cast<std::uint32_t>(end));
    end += SizeOf(constant);
  }
  BPOL_CHECK(end < 1u << 31, "the constants of a unit stay below 2 GB, as its sources do");
  places.size = static_cast<std::uint32_t>(end);
  return places;
}

std::uint32_t SizeOfText(const Program& program, std::uint32_t constant) {
  return static_cast<std::uint32_t>(std::get<std::string>(program.constants[constant]).size());
}

}  // namespace bpol::core
