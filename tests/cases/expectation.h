// What a golden case expects, read from the comments under its code (README.md), and what came instead.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/source/source_map.h"

namespace bpol::cases {

// A diagnostic as a case writes it: columns from 1, both included; both 0 for one that has no place in the file.
struct Expectation {
  std::uint32_t line = 0;
  std::uint32_t first_column = 0;
  std::uint32_t last_column = 0;
  std::string code;
  std::string message;
  std::optional<std::string> help;
};

std::vector<Expectation> ReadExpectations(const source::SourceFile& file);

// What was found, in the same form.
std::vector<Expectation> Found(const Diagnostics& diagnostics, const source::SourceFile& file);

// One line for each that came unexpected or stayed out; empty when all is as expected.
std::string Differences(std::vector<Expectation> expected, std::vector<Expectation> found);

}  // namespace bpol::cases
