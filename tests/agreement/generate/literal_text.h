// Values of requests as policies write them, for fixtures and tests: `"2026-11-20"` is 2026-11-20, `"W_Role1"` Role1.
#pragma once

#include <optional>
#include <string>

#include "tests/agreement/generate/datum.h"

namespace bpol::agreement {

// Nothing where there is no way to write it: the least of all amounts, microseconds, a list of amounts
// in several currencies.
std::optional<std::string> LiteralText(const Vocabulary& vocabulary, const Datum& datum);

// A scalar as its text is in JSON strings, in decisions and in tables: without quotes.
std::optional<std::string> LiteralText(const Vocabulary& vocabulary, const GivenType& type, const std::string& text);

}  // namespace bpol::agreement
