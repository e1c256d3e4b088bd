// Texts that a policy turns into values, `Date from s`: what a text of the wire would have to be to be one.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/schema/schema.h"

namespace bpol::schema {

// Types whose values a policy can take from a text: numbers, amounts, times, countries, currencies and checked texts.
bool ComesFromText(TypeKind kind) noexcept;
// Whether the text is the form of a value of that type, exactly: what is not canonical is none.
bool FitsText(TypeKind kind, std::string_view text) noexcept;
// The value of a text that fits a type held in one word; 0 for any other.
std::int64_t IntFromText(TypeKind kind, std::string_view text) noexcept;

}  // namespace bpol::schema
