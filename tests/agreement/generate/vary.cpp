// Requests that are others but for a few values.
#include <algorithm>

#include "runtime/values/time.h"
#include "tests/agreement/generate/pools.h"
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

// A number or a time that one of `numbers` says, or two of them together: what `x + a < b` asks for. As JSON.
std::optional<std::string> RequestWriter::Near(const GivenType& type, const Numbers& numbers) {
  const auto some = [&](TypeKind kind) -> std::optional<std::int64_t> {
    const auto found = numbers.find(kind);
    if (found == numbers.end() || found->second.empty()) return std::nullopt;
    return random_.Pick(found->second);
  };
  if (type.kind == TypeKind::Decimal) {
    constexpr const char* kParts[] = {"", "", ".25", ".5", ".0001"};
    return std::to_string(random_.Between(-40, 40)) + random_.Pick(kParts);
  }
  const bool time = type.kind == TypeKind::Instant || type.kind == TypeKind::Date;
  std::int64_t number = some(type.kind).value_or(0);
  if (!some(type.kind) && !some(TypeKind::Int)) return std::nullopt;
  if (time && !some(type.kind)) number = random_.Pick(vocabulary_.Pool(type.kind)).number;
  std::int64_t other = some(time ? TypeKind::Duration : type.kind).value_or(values::kDay);
  if (type.kind == TypeKind::Date) other /= values::kDay;
  if (random_.Chance(50)) number = ClampedSum(number, random_.Chance(50) ? other : ClampedProduct(other, -1));
  number = ClampedSum(number, random_.Between(-1, 1));
  if (type.kind == TypeKind::Int) return std::to_string(std::clamp(number, type.minimum, type.maximum));
  if (type.kind == TypeKind::Money) return MoneyConstant(number, vocabulary_.currency).json;
  if (type.kind == TypeKind::Instant) return InstantConstant(NearInstant(number, 0)).json;
  if (type.kind == TypeKind::Date) return DateConstant(NearDate(number, 0)).json;
  if (type.kind == TypeKind::Duration) return DurationConstant(number).json;
  return std::nullopt;
}

void RequestWriter::Again(Datum& datum, std::string_view name, const Numbers& numbers) {
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
    const auto named = numbers.find(TypeKind::Int);
    if (named != numbers.end() && !named->second.empty() && random_.Chance(60))
      datum.text = std::to_string(std::clamp<std::int64_t>(random_.Pick(named->second), 0, 9));
  } else {
    const std::optional<std::string> near = random_.Chance(50) ? Near(type, numbers) : std::nullopt;
    datum = near ? Datum::Of(*near, type) : Value(type);
  }
  datum.optional = optional;
}

void RequestWriter::Vary(Datum& datum, const std::set<std::string>& names, const Numbers& numbers) {
  // What a reviewer has approved is a value of no type, and decides whether a line holds.
  if (random_.Chance(15)) std::erase_if(datum.members, [](const auto& member) { return member.first == "review"; });
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
