// Samples: values that fit a type, each time another one, as the JSON of a request or of a response.
// INVARIANT: what is made passes the checks of its type: check digits, bounds, ranges.
// Thread safety: one thread.
#pragma once

#include <string>

#include "compiler/invariants/subject.h"
#include "runtime/base/random.h"

namespace bpol::invariants {

class Samples {
 public:
  Samples(const schema::Unit& schema, Random& random) : schema_(schema), random_(random) {}

  // Every optional is there; lists have two or three elements, or fewer where their bound says so.
  Json Of(std::uint32_t type);
  Json OfField(const schema::Field& field);
  // A union in the arm of this member of its tag.
  Json Arm(const schema::Record& record, std::uint32_t member);

 private:
  Json Scalar(const schema::Type& type);
  std::string Text(const schema::Type& type);
  Json Elements(const schema::Type& type);
  Json Map(const schema::Type& type);
  Json Record(const schema::Record& record);
  // `head` and the digits at the end that make it fit.
  std::string Checked(schema::TypeKind kind, const std::string& head, std::size_t at, std::size_t digits) const;
  std::string Digits(std::size_t count) const;

  const schema::Unit& schema_;
  Random& random_;
  std::uint64_t number_ = 0;  // rises with every value
};

}  // namespace bpol::invariants
