// RequestWriter: random requests for an action of a generated unit, in the form of `bpol eval`: values around the
// constants of the policy, so that its conditions go both ways, and one request in some that does not fit.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/random.h"
#include "tests/agreement/generate/datum.h"
#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {

class RequestWriter {
 public:
  RequestWriter(Random& random, const Vocabulary& vocabulary) : random_(random), vocabulary_(vocabulary) {}

  // `lines`: ids of lines that may be named as approved.
  Datum Draw(const GivenAction& action, const std::vector<std::string>& lines);
  // What an upstream answers to this action, which has a response.
  Datum Response(const GivenAction& action);
  // As JSON; one in some is spoilt on the way.
  std::string Text(Datum request);
  using Numbers = std::map<TypeKind, std::vector<std::int64_t>>;
  // Draws some of the members with these names again, numbers and times among them around `numbers`, and now and then
  // something else.
  void Vary(Datum& datum, const std::set<std::string>& names, const Numbers& numbers);

  // A value of a record, for responses too.
  Datum Record(const GivenRecord& record);
  Datum Value(const GivenType& type);

 private:
  Datum FieldValue(const Member& member);
  Datum Absent(const GivenType& type);
  void Again(Datum& datum, std::string_view name, const Numbers& numbers);
  std::optional<std::string> Near(const GivenType& type, const Numbers& numbers);
  Datum Int(const GivenType& type);
  Datum Money(const GivenType& type, bool object);
  Datum Collection(const GivenType& type);
  Datum Map(const GivenType& type);
  std::int64_t NearPool(TypeKind kind);
  void AddPart(Datum& request, const char* name, std::uint32_t record, bool optional);
  void AddSources(Datum& request);
  Datum Approved(const std::vector<std::string>& lines);

  Random& random_;
  const Vocabulary& vocabulary_;
};

// Makes something of the request wrong: a member too few, too many, twice, of another type, out of range, too long.
void Spoil(Random& random, Datum& request);
// Makes the text of a request something that is no JSON.
std::string Broken(Random& random, const std::string& json);

}  // namespace bpol::agreement
