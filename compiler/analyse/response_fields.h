// The fields of a response that hold a value of their own, as paths, and which redaction lines speak of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/checked/checked.h"

namespace bpol::analyse {

// One step of a path: a field, with its arm in a union, or the element of a list, or the value of a map.
struct PathStep {
  std::string name;  // empty: an element
  std::string arm;   // of a field of one arm of a union
  bool in_union = false;
  bool entry = false;                     // of a map, its value
  std::uint32_t record = checked::kNone;  // an element: the record that it is; a field: the record that it belongs to
};

struct ResponseField {
  std::vector<PathStep> path;   // from the response
  std::uint64_t classes = 0;    // of the field and of the fields around it; bit i is class i
  std::uint64_t own_class = 0;  // of the field alone
};

// Every field that is no record and no list of records, in order of declaration.
std::vector<ResponseField> FieldsOf(const checked::Unit& unit, std::uint32_t response);

// How a line speaks of a field.
struct Reach {
  bool reaches = false;
  bool by_path = false;
  std::size_t length = 0;  // of the path
};
Reach ReachOf(const checked::Unit& unit, const checked::RedactBlock& block, const checked::RedactLine& line,
              const ResponseField& field);

// As an author would write it in a block about the response's record: without the `[]` of a response that is a list.
std::string Spell(const ResponseField& field);

}  // namespace bpol::analyse
