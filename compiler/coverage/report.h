// Report: how much of a policy its tests meet, and what they leave out. What each word counts: docs/testing.md.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "compiler/source/span.h"

namespace bpol::coverage {

enum class Measure : std::uint8_t { Lines, Conditions, Outcomes, Bins };
inline constexpr std::array kMeasures = {Measure::Lines, Measure::Conditions, Measure::Outcomes, Measure::Bins};
// `lines`, `conditions`, `outcomes`, `bins`.
const char* WordOf(Measure measure);

struct Count {
  std::uint32_t met = 0, all = 0;
  bool whole() const { return met == all; }
};
using Counts = std::array<Count, kMeasures.size()>;  // by Measure

// Of one declaration.
struct Row {
  std::string name;  // `decide psd2_ais.access.AccountInformation`
  Span span;         // of the name
  Counts counts;
};

// What no test meets.
struct Gap {
  Measure measure;
  Span span;
  std::string what;  // "`resource is present` was never false"
  std::string hint;  // "no test has `resource` absent here"; may be empty
};

// What no request can meet, so that it is not counted.
struct Constant {
  Measure measure;
  Span span;
  std::string what;  // "`resource is present` is always true"
  std::string why;
};

struct Report {
  std::vector<Row> rows;  // in order of modules and text; only those that have something to count
  Counts all;
  std::vector<Gap> gaps;  // by file and place
  std::vector<Constant> constants;

  // The measure that is met least, and how much of it per hundred, rounded down, so that 100 is all of it. 100 where
  // there is nothing to count.
  struct Least {
    Measure measure = Measure::Lines;
    std::uint32_t per_hundred = 100;
  };
  Least LeastMet() const;
};

}  // namespace bpol::coverage
