// The zones of the tz database, as units carry them (runtime/values/zone.h). The database is the one of the machine
// that built the compiler; a unit keeps what it was compiled with, and the hash of its meaning tells. Thread safety:
// pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bpol::zones {

// The zone of an exact name, `Europe/Berlin`; the empty vector for `UTC`, nothing for a name that is none.
std::optional<std::vector<std::int64_t>> Find(std::string_view name);
// Every name, for "did you mean".
std::vector<std::string_view> Names();

}  // namespace bpol::zones
