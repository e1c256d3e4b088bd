// Which word was meant?
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace bpol::parse {

// The token type among `candidates` whose word is at most two letters from `written` (one for short words), or the word
// that people from other languages mean by it (`allow`: `permit`); 0 where none is near.
std::uint16_t NearestWord(std::string_view written, std::span<const std::uint16_t> candidates);

}  // namespace bpol::parse
