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
  std::vector<std::string> modules = {};                  // by name, in the manifest's order; `m` stands in m.bpol

  // One more module, which sees all the others.
  void AddModule(const std::string& name, const std::string& declarations);
};

// The same policy for the same seed, on every machine.
Policy DrawPolicy(std::uint64_t seed);

}  // namespace bpol::agreement
