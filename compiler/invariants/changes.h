// Changes: how a request differs from a fixture, in the steps that a `test` can take.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/invariants/subject.h"

namespace bpol::invariants {

struct Change {
  enum class Kind { Value, Absent, Unavailable };
  Path path;  // through records only: a collection changes as a whole
  Kind kind = Kind::Value;
  Json value = nullptr;
};

// Applied to `fixture` they give a request that is decided like `request`. In the order of the frame.
std::vector<Change> ChangesOf(const Subject& subject, std::uint32_t action, const Json& fixture, const Json& request);
// Where the last field of a path stands in a request.
Json::json_pointer PlaceOf(const Subject& subject, std::uint32_t action, const Path& path);
void Apply(const Subject& subject, std::uint32_t action, const Change& change, Json& request);

// `given alice with consent.status = Revoked, consent.sca_at absent`. `frame`: of the changed request; `now`: the
// fixture's, from which instants are counted. Nothing where a change has no words in the language.
std::optional<std::string> GivenText(const Subject& subject, std::uint32_t action, const std::string& fixture,
                                     const std::vector<Change>& changes, const decision::Value& frame,
                                     std::int64_t now);

// JSON as a body in a `test`: `{ name: "Anna", phones: ["1"] }`. Nothing where a member is no name.
std::optional<std::string> BodyText(const Json& body);

}  // namespace bpol::invariants
