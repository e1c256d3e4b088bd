// Requests that are others but for a few values.
#include <algorithm>

#include "tests/agreement/generate/ranges.h"
#include "tests/agreement/generate/request_writer.h"

namespace bpol::agreement {
namespace {

struct Named {
  std::string_view name;
  Datum* value;
};

// Every value with a type, by the name of the member that holds it; elements have that of their list. The tag of a
// union is not among them: a union is drawn as a whole.
void Collect(Datum& datum, std::string_view name, std::vector<Named>& found) {
  if (datum.typed) found.push_back({name, &datum});
  if (datum.money_object) return;
  for (auto& [member, value] : datum.members)
    if (member != "kind") Collect(value, member, found);
  for (Datum& value : datum.elements) Collect(value, name, found);
}

}  // namespace

void RequestWriter::Again(Datum& datum, std::string_view name, const std::vector<std::int64_t>& numbers) {
  const GivenType type = datum.type;
  const bool optional = datum.optional;
  if (optional && random_.Chance(25)) {
    datum = Absent(type);
    datum.left_out = false;
    return;
  }
  if (datum.money_object) {
    datum = Money(type, true);
  } else if (std::ranges::find(kLanes, name) != std::end(kLanes)) {
    datum.text = std::to_string(random_.Below(10));
    const bool named = !numbers.empty() && random_.Chance(60);
    if (named) datum.text = std::to_string(std::clamp<std::int64_t>(random_.Pick(numbers), 0, 9));
  } else if (type.kind == TypeKind::Int && !numbers.empty() && random_.Chance(50)) {
    const std::int64_t number = ClampedSum(random_.Pick(numbers), random_.Between(-1, 1));
    datum = Datum::Of(std::to_string(std::clamp(number, type.minimum, type.maximum)), type);
  } else {
    datum = Value(type);
  }
  datum.optional = optional;
}

void RequestWriter::Vary(Datum& datum, const std::set<std::string>& names, const std::vector<std::int64_t>& numbers) {
  const std::size_t steps = 1 + random_.Below(4);
  for (std::size_t i = 0; i < steps; ++i) {
    // Anew each time: what was drawn again has other values below it.
    std::vector<Named> all, read;
    Collect(datum, "", all);
    std::ranges::copy_if(all, std::back_inserter(read),
                         [&](const Named& each) { return names.contains(std::string(each.name)); });
    if (all.empty()) return;
    const Named& chosen = read.empty() || random_.Chance(10) ? random_.Pick(all) : random_.Pick(read);
    Again(*chosen.value, chosen.name, numbers);
  }
}

}  // namespace bpol::agreement
