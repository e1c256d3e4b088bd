// Requests as fixtures, and what has to be changed in one to make it another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/agreement/generate/datum.h"

namespace bpol::agreement {

// The lines between the braces of a `fixture`; nothing where a value cannot be written (LiteralText), or the request
// has what a fixture cannot have: lines that were approved.
std::optional<std::string> FixtureText(const Vocabulary& vocabulary, const Datum& request);

struct Change {
  std::string path;        // `subject.roles`
  std::string value = {};  // a literal, `absent`; empty: the fact or signal is unavailable
};

// Both are requests of one action. Nothing where a value cannot be written.
std::optional<std::vector<Change>> ChangesOf(const Vocabulary& vocabulary, const Datum& from, const Datum& to);

}  // namespace bpol::agreement
