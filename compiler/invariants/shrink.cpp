#include "compiler/invariants/shrink.h"

#include <algorithm>

#include "compiler/invariants/changes.h"

namespace bpol::invariants {
namespace {

constexpr int kMostRounds = 8;

// A number moves to the one nearest to the fixture's that still breaks it, as far as halving finds it.
void MoveNearer(const Json::json_pointer& place, const Json& fixture, const Breaks& breaks, CounterExample& example) {
  if (!fixture.contains(place) || !fixture.at(place).is_number_integer()) return;
  if (!example.request.contains(place) || !example.request.at(place).is_number_integer()) return;
  std::int64_t good = fixture.at(place).get<std::int64_t>(), bad = example.request.at(place).get<std::int64_t>();
  constexpr std::int64_t kFar = std::int64_t{1} << 61;
  if (std::max(good, bad) > kFar || std::min(good, bad) < -kFar) return;
  while (std::abs(bad - good) > 1) {
    Json request = example.request;
    const std::int64_t middle = good + (bad - good) / 2;
    request[place] = middle;
    const bool still = breaks(request, example.response);
    (still ? bad : good) = middle;
  }
  example.request[place] = bad;
}

// Of a list or set, elements that the fixture has not go, and those that it has come back.
void MoveElements(const Json::json_pointer& place, const Json& fixture, const Breaks& breaks, CounterExample& example) {
  if (!fixture.contains(place) || !fixture.at(place).is_array()) return;
  if (!example.request.contains(place) || !example.request.at(place).is_array()) return;
  const Json own = fixture.at(place), drawn = example.request.at(place);
  const auto keep_if_broken = [&](const Json& elements) {
    Json request = example.request;
    request[place] = elements;
    if (breaks(request, example.response)) example.request = std::move(request);
  };
  for (const Json& element : drawn) {
    if (std::ranges::find(own, element) != own.end()) continue;
    Json without = example.request.at(place);
    without.erase(static_cast<std::size_t>(std::ranges::find(without, element) - without.begin()));
    keep_if_broken(without);
  }
  for (const Json& element : own) {
    Json with = example.request.at(place);
    if (std::ranges::find(with, element) != with.end()) continue;
    with.push_back(element);
    keep_if_broken(with);
  }
}

// Each change is tried without, over and over until all that are left are needed.
void UndoChanges(const Subject& subject, std::uint32_t action, const Json& fixture, const Breaks& breaks,
                 CounterExample& example) {
  std::vector<Change> changes = ChangesOf(subject, action, fixture, example.request);
  const auto with = [&](const std::vector<Change>& some) {
    Json request = fixture;
    for (const Change& change : some) Apply(subject, action, change, request);
    return request;
  };
  for (int round = 0; round < kMostRounds; ++round) {
    const std::size_t before = changes.size();
    for (std::size_t i = 0; i < changes.size();) {
      std::vector<Change> fewer = changes;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (breaks(with(fewer), example.response)) {
        changes = std::move(fewer);
      } else {
        ++i;
      }
    }
    if (changes.size() == before) break;
  }
  if (breaks(with(changes), example.response)) example.request = with(changes);
  for (const Change& change : changes) {
    const Json::json_pointer place = PlaceOf(subject, action, change.path);
    MoveNearer(place, fixture, breaks, example);
    MoveElements(place, fixture, breaks, example);
  }
}

std::vector<std::string> NamesIn(const Json& value) {
  std::vector<std::string> names;
  for (const auto& [name, below] : value.items()) names.push_back(name);
  return names;
}

// Members and elements of what stands at `place` that can go, then those inside of the rest.
template <typename Test>
void TakeAway(Json& whole, const Json::json_pointer& place, const Test& still) {
  if (!whole.at(place).is_structured()) return;
  std::vector<std::string> names = NamesIn(whole.at(place));
  std::ranges::reverse(names);  // the places of elements that are still to be tried stay what they are
  for (const std::string& name : names) {
    Json without = whole;
    Json& part = without.at(place);
    if (part.is_array()) {
      part.erase(std::stoul(name));
    } else {
      part.erase(name);
    }
    if (still(without)) whole = std::move(without);
  }
  for (const std::string& name : NamesIn(whole.at(place))) TakeAway(whole, place / name, still);
}

}  // namespace

const checked::Fixture* NearestFixture(const Subject& subject, std::uint32_t action, const Json& request) {
  const checked::Fixture* nearest = nullptr;
  std::size_t fewest = 0;
  for (const checked::Fixture& fixture : subject.unit.fixtures) {
    if (fixture.action != action) continue;
    const std::size_t changes = ChangesOf(subject, action, Json::parse(fixture.request), request).size();
    if (nearest != nullptr && changes >= fewest) continue;
    nearest = &fixture;
    fewest = changes;
  }
  return nearest;
}

void Shrink(const Subject& subject, std::uint32_t action, const Breaks& breaks, CounterExample& example) {
  if (const checked::Fixture* fixture = NearestFixture(subject, action, example.request)) {
    UndoChanges(subject, action, Json::parse(fixture->request), breaks, example);
  } else {
    TakeAway(example.request, Json::json_pointer(),
             [&](const Json& request) { return breaks(request, example.response); });
  }
  if (!example.response.is_null())
    TakeAway(example.response, Json::json_pointer(),
             [&](const Json& response) { return breaks(example.request, response); });
}

}  // namespace bpol::invariants
