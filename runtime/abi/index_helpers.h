// Helpers of the index over lines, as native code calls them: thin casts around runtime/values/key_table.h.
#pragma once

#include <cstdint>

namespace bpol::abi {

using Int = std::int64_t;
using Size = std::uint64_t;

Int HashText(const char* text, Size size) noexcept;
// A constant that holds the invariant of values::IsKeyTable.
Int FindRows(const Int* table, Size words, Int key) noexcept;

}  // namespace bpol::abi
