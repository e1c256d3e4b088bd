// The relations between the lines of one block for one action.
#pragma once

#include <string>
#include <vector>

#include "compiler/analyse/conditions.h"

namespace bpol::analyse {

enum class Relation { NeverHolds, AlwaysHolds, Unreachable, NeverPermits, AddsNothing };

struct LineFinding {
  Relation kind;
  checked::Line line;
  std::vector<checked::Line> others = {};  // the lines because of which it is so; none where it is so by itself
};

// At most one of each line, the gravest. Blocks of very many lines are looked at line by line only.
std::vector<LineFinding> RelationsOf(Conditions& conditions, const checked::Block& block);

// As the policy writes it.
std::string NameOf(const checked::Unit& unit, const checked::Line& line);

}  // namespace bpol::analyse
