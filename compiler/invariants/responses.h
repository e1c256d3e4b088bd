// Responses: what an upstream may answer, to see what of it leaves.
// Thread safety: one thread.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/invariants/samples.h"

namespace bpol::invariants {

// The values of a field in a response, or in what became of one: wherever the claim's record stands.
std::vector<Json> Watched(const schema::Unit& schema, std::uint32_t response, const checked::NeverReveal& claim,
                          const Json& body);

// `AccountView.iban`.
std::string FieldText(const schema::Unit& schema, const checked::NeverReveal& claim);

// Whether `reply` says what it must not of `body`: of `in full` a value as it was, else anything at all in its place.
bool Reveals(const schema::Unit& schema, std::uint32_t response, const checked::NeverReveal& claim, const Json& body,
             const Json& reply);

class Responses {
 public:
  // `action` answers with something.
  Responses(const Subject& subject, std::uint32_t action, Samples& samples, Random& random);

  // One of the project's own, or one of its type; then some of its values are what redaction could ask for: constants
  // of its conditions, and what the request says.
  Json Next(const Json& request);

 private:
  void Vary(Json& value, std::uint32_t type);
  void VaryScalar(Json& value, std::uint32_t type);
  void LearnReads(checked::ExprId id);
  void Collect(const Json& value);

  const Subject& subject_;
  const std::uint32_t type_;
  Samples& samples_;
  Random& random_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> read_;  // fields of records that conditions of the redaction name
  std::vector<Json> own_;                                   // of tests
  std::vector<std::pair<schema::Type, Json>> known_;        // constants
  std::vector<Json> said_;                                  // texts of the request
};

}  // namespace bpol::invariants
