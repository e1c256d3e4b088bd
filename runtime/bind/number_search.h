// Finds the number that no parser can represent, so that a refusal can name its path. Only asked after a refusal, and
// used by this folder. One a parser, not thread-safe; after warming up it allocates nothing.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

#include "runtime/base/arena.h"

namespace bpol::bind {

class NumberSearch {
 public:
  // The path of the first number in a JSON text that is beyond 64 bits or not a number at all, in the arena; empty
  // where there is none.
  std::string_view PathOfBadNumber(std::string_view text, Arena& arena);

 private:
  simdjson::ondemand::parser parser_;
  std::string padded_;  // a copy with the room behind it that the parser reads into
};

}  // namespace bpol::bind
