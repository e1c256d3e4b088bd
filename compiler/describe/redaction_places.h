// The places of a response type: one a field or element that a response can hold, as a tree; and which paths of a
// policy speak of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::describe {

// One step from a place to a place inside it.
struct Step {
  bool element = false;  // of a list or set, or
  bool entry = false;    // of a map: both
  std::string name;      // of a field
  bool in_union = false;
  std::string arm;  // of a field of one arm; empty: a field that all arms have
};

struct Place {
  std::uint32_t node = 0;  // in Redaction::nodes, equal to its index here
  std::uint32_t parent = checked::kNone;
  std::vector<Step> steps;       // from the root
  std::uint64_t classes = 0;     // of its field and of the fields around it; bit i is class i
  std::uint32_t data_class = 0;  // under which it is counted
};

struct Places {
  std::vector<Place> places;
  schema::Redaction redaction;  // nodes without treatments

  const schema::RedactNode& NodeOf(const Place& place) const { return redaction.nodes[place.node]; }
};
Places FindPlaces(const checked::Unit& unit, std::uint32_t response);

enum class Reach : std::uint8_t {
  No,
  Covers,   // the path names this place, or one around it
  Beneath,  // the path names a place inside this one
};
struct PathMatch {
  Reach reach = Reach::No;
  std::uint32_t length = 0;  // steps of the path; one through a union counts its arm, named or not
  std::uint32_t arms = 0;    // that it names
};
// `path` as in checked::RedactLine, `steps` from the place where the path begins.
PathMatch MatchPath(std::span<const std::string> path, std::span<const Step> steps);

// As policies write it: `Data.Account[].iban.Identification`.
std::string PathText(std::span<const Step> steps);

}  // namespace bpol::describe
