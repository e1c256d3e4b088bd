// Requests that do not fit, each in one way.
#include "tests/agreement/generate/request_writer.h"

namespace bpol::agreement {
namespace {

// Every value below `datum`, with the object or list that holds it.
struct Place {
  Datum* holder;
  std::size_t index;
  Datum& value() const {
    return holder->kind == Datum::Kind::Object ? holder->members[index].second : holder->elements[index];
  }
};

void Collect(Datum& datum, std::vector<Place>& places) {
  for (std::size_t i = 0; i < datum.members.size(); ++i) {
    if (datum.members[i].second.left_out) continue;
    places.push_back({&datum, i});
    Collect(datum.members[i].second, places);
  }
  for (std::size_t i = 0; i < datum.elements.size(); ++i) {
    places.push_back({&datum, i});
    Collect(datum.elements[i], places);
  }
}

// Text that is longer than any bound, not in normal form C, cut inside a letter, with a zero byte, …
constexpr const char* kOddTexts[] = {"\"e\\u0301\"", "\"\xc3\"",         "\"\\ud800\"",    "\"\\u0000\"",
                                     "\" \"",        "\"\xe2\x80\x8b\"", "\"\\u0041lpha\""};
constexpr const char* kOddValues[] = {"1.0",
                                      "1e2",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "true",
                                      "\"\"",
                                      "{}",
                                      "[]",
                                      "null",
                                      "-0",
                                      "18446744073709551615",
                                      "\"2026-02-29\"",
                                      "\"DE89370400440532013001\"",
                                      "[[]]"};

void Lengthen(Random& random, Datum& value) {
  if (value.kind == Datum::Kind::List && !value.elements.empty()) {
    for (std::size_t i = 0; i < 70; ++i) {
      Datum more = value.elements[0];
      // Sets take repeated elements for one: these differ where that is easy.
      if (more.type.kind == TypeKind::String) more.text = "\"t" + std::to_string(i) + '"';
      if (more.type.kind == TypeKind::Int) more.text = std::to_string(i);
      value.elements.push_back(std::move(more));
    }
    return;
  }
  if (value.kind == Datum::Kind::Text) value.text = '"' + std::string(random.Chance(50) ? 5000 : 30, 'x') + '"';
}

void SpoilValue(Random& random, const Place& place) {
  Datum& value = place.value();
  switch (random.Below(5)) {
    case 0:
      value = {.text = random.Pick(kOddValues)};
      return;
    case 1:
      value = {.text = random.Pick(kOddTexts)};
      return;
    case 2:
      Lengthen(random, value);
      return;
    case 3:
      value = {.text = "null"};
      return;
    default:
      // Of an enum, a word that it does not have.
      value = {.text = "\"nobody-says-so\""};
      return;
  }
}

}  // namespace

void Spoil(Random& random, Datum& request) {
  std::vector<Place> places;
  Collect(request, places);
  if (places.empty()) return;
  const Place place = random.Pick(places);
  std::vector<std::pair<std::string, Datum>>& members = place.holder->members;
  const auto at = static_cast<std::ptrdiff_t>(place.index);
  if (place.holder->kind == Datum::Kind::List) return SpoilValue(random, place);
  switch (random.Below(7)) {
    case 0:
      members.erase(members.begin() + at);
      return;
    case 1:
      members.insert(members.begin() + at, {random.Chance(50) ? "undeclared" : "now", Datum{.text = "1"}});
      return;
    case 2:
      // A copy first: the list moves while it grows.
      members.push_back(std::pair<std::string, Datum>(members[place.index]));
      return;
    case 3: {
      std::vector<Place> long_ones;
      for (const Place& each : places)
        if (each.value().kind == Datum::Kind::List || each.value().type.kind == TypeKind::String)
          long_ones.push_back(each);
      if (!long_ones.empty()) Lengthen(random, random.Pick(long_ones).value());
      return;
    }
    case 4: {
      std::vector<Place> words;
      for (const Place& each : places)
        if (each.value().typed && each.value().type.kind == TypeKind::Enum) words.push_back(each);
      if (!words.empty()) random.Pick(words).value() = {.text = "\"nobody-says-so\""};
      return;
    }
    default:
      SpoilValue(random, place);
  }
}

std::string Broken(Random& random, const std::string& json) {
  constexpr const char* kWhole[] = {"",         "[]",   "null",           "{", "\"text\"", "{\"subject\":}",
                                    "\xff\xfe", "{}{}", "{\"subject\":{}"};
  if (random.Chance(30)) return random.Pick(kWhole);
  std::string made = json;
  const std::size_t at = random.Below(made.size());
  if (random.Chance(50)) {
    made.resize(at);
  } else {
    made[at] = static_cast<char>(random.Below(256));
  }
  return made;
}

}  // namespace bpol::agreement
