// Policy: one generated unit: its vocabulary, and the files of a project that says something with it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

struct Policy {
  Vocabulary vocabulary;
  std::map<std::string, std::string, std::less<>> files;  // by path; with the manifest
};

// The same policy for the same seed, on every machine.
Policy DrawPolicy(std::uint64_t seed);

}  // namespace bpol::agreement
