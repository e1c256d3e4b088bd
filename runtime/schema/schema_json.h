// A unit's schema as JSON: how it travels inside an image, and what the hash of its meaning is taken over.
// Enumerators are numbers, members stand in the order of schema.h, nothing is left out: equal schemas have equal bytes.
#pragma once

#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/schema/schema.h"

namespace bpol::schema {

std::string ToJson(const Unit& unit);

// Reads what ToJson wrote, of at most kMaxSchemaBytes. The text may be hostile: every member must be there, once, of
// its type and range, and Verify must accept the whole.
inline constexpr std::size_t kMaxSchemaBytes = 64u << 20;
Result<Unit> FromJson(std::string_view json);

}  // namespace bpol::schema
