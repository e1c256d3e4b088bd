// What no request can make of a condition: some of it is found, and never what a request does.
#include "compiler/analyse/constants.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/coverage/parts.h"
#include "tests/agreement/sample.h"

namespace bpol::coverage {
namespace {

using agreement::Engines;

constexpr char kVocabulary[] = R"(module a
class public < personal
default class public
enum Land { de, fr, jp  otherwise unknown }
enum Role { clerk, boss, support, fraud }
record View { name: String as personal }
entity Caller { land: Land  roles: Set<Role> max 4  vip: Bool  case: String?  text: String  age: Int 0..150 }
action Enter { subject: Caller  key k: String?  response: View }
record Store { open: Bool }
fact store: Store? from store stores by k
record Home { land: Land  asks: Bool }
table homes: List<Home> = [
    | land | asks  |
    | de   | true  |
    | fr   | false |
]
consent Given uses store as s { closed when not s.open }
redact View for Enter { name keep }
)";

// "x never false": what cannot be, in order of the text.
std::vector<std::string> ConstantsOf(const Engines& engines) {
  analyse::Constants constants(engines.unit());
  std::vector<std::string> found;
  const Parts parts = PartsOf(engines.unit());
  const auto text = [&](const Part& part) { return std::string(engines.compiled().sources.Text(part.span)); };
  for (const Part& part : parts.conditions) {
    const auto any = [&](auto&& can) { return std::ranges::any_of(part.places, can); };
    const bool reached = any([&](const Place& at) { return constants.CanBeReached(*at.action, at.expr); });
    const bool holds = any([&](const Place& at) { return constants.CanBe(*at.action, at.expr, true); });
    const bool fails = any([&](const Place& at) { return constants.CanBe(*at.action, at.expr, false); });
    if (!reached) found.push_back(text(part) + " never asked");
    if (reached && !holds) found.push_back(text(part) + " never true");
    if (reached && !fails) found.push_back(text(part) + " never false");
  }
  for (const Part& part : parts.arms) {
    const auto taken = [&](const Place& at) { return constants.CanBeReached(*at.action, at.expr); };
    if (std::ranges::none_of(part.places, taken)) found.push_back(text(part) + " never taken");
  }
  return found;
}

Result<std::unique_ptr<Engines>> Compiled(const std::string& rules) {
  return Engines::Compile(
      {{"bpol.toml", "[project]\nname = \"a\"\nversion = \"1\"\nzone = \"UTC\"\nmodules = [\"a.bpol\"]\n"},
       {"a.bpol", kVocabulary + rules}});
}

std::vector<std::string> ConstantsOf(const std::string& rules) {
  const auto engines = Compiled(rules);
  EXPECT_TRUE(engines.ok()) << (engines.ok() ? "" : engines.error().message);
  return engines.ok() ? ConstantsOf(**engines) : std::vector<std::string>{"does not compile"};
}

TEST(Constants, AreFoundWhereTheyAreCertain) {
  const struct {
    std::string rules;
    std::vector<std::string> constants;
  } kRows[] = {
      // a guard, and rows for every member that it lets through
      {"decide D for Enter when subject.land in {de, fr} first match {\n"
       "  let home = homes[subject.land]\n"
       "  permit a when home is present and home.asks\n  deny b\n}",
       {"home is present never false"}},
      {"decide D for Enter when subject.land in {de, fr, jp} first match {\n"
       "  let home = homes[subject.land]\n"
       "  permit a when home is present and home.asks\n  deny b\n}",
       {}},
      // earlier lines
      {"decide D for Enter first match {\n  deny a when subject.vip and subject.age > 3\n"
       "  deny b when subject.vip and subject.age > 3 and subject.land == de\n  permit c\n}",
       {}},  // numbers are not tried
      {"decide D for Enter first match {\n  deny a when subject.land == jp\n"
       "  permit b when subject.land != jp and subject.vip\n  deny c\n}",
       {"subject.land != jp never false"}},
      {"decide D for Enter first match {\n  deny a when subject.land == jp\n"
       "  review r when subject.vip\n  permit b when not subject.vip\n  deny c\n}",
       {}},  // an approved review is passed over
      {"rules R for Enter {\n  deny a when subject.land == jp\n  permit b when subject.land != jp\n}", {}},
      // sets
      {"rules R for Enter {\n  permit a when subject.roles subset of {clerk, boss} and not (subject.roles contains "
       "support)\n}",
       {"subject.roles contains support never true"}},
      {"rules R for Enter {\n  permit a when subject.roles subset of {clerk, boss} and not (subject.roles contains "
       "boss)\n}",
       {}},
      // through lets; what is computed from what is not tried is the same wherever it is read
      {"decide D for Enter first match {\n"
       "  let counter = subject.roles subset of {clerk} and subject.text == \"x\"\n"
       "  let rescue = subject.roles contains support and subject.age > 3\n"
       "  deny a when counter and not rescue\n  permit b when counter or subject.vip\n  deny c\n}",
       {"subject.roles contains support never true", "subject.age > 3 never asked", "rescue never true",
        "counter never true"}},
      // presence
      {"decide D for Enter first match {\n  deny a when subject.case is absent\n"
       "  permit b when subject.case == \"x\" or subject.vip\n  deny c\n}",
       {}},
      {"rules R for Enter {\n  permit a when subject.case is present or (subject.vip and subject.case is present)\n}",
       {"subject.case is present never true"}},
      // arms
      {"decide D for Enter first match {\n  deny a when subject.land == unknown\n"
       "  permit b when subject.age > match subject.land { de, fr -> 18, jp -> 20, unknown -> 99 }\n  deny c\n}",
       {"99 never taken"}},
      // behind a permit the consent was satisfied
      {"rules R for Enter {\n  permit a require Given\n}\n"
       "redact View for Enter { name mask when store is present and store.open }",
       {"store is present never false", "store.open never false"}},
      {"rules R for Enter {\n  permit a require Given\n  permit b when subject.vip\n}\n"
       "redact View for Enter { name mask when store is present and store.open }",
       {}},
  };
  for (const auto& row : kRows) EXPECT_EQ(ConstantsOf(row.rules), row.constants) << row.rules;
}

TEST(Constants, AGateThatAnswersEverything) {
  const struct {
    std::string lines;
    bool can_end_unanswered;
  } kRows[] = {
      {"permit a when subject.land in {de, fr}\n deny b when not (subject.land in {de, fr})", false},
      {"permit a when subject.land in {de, fr}\n deny b when subject.land == jp", true},
      {"permit a when subject.land in {de, fr} require subject.vip else \"no\"\n deny b when subject.land in {jp, "
       "unknown}",
       false},
      {"permit a when subject.land in {de, fr}\n review b when subject.land in {jp, unknown}", true},
      {"permit a when subject.age > 3\n deny b when subject.age <= 3", true},  // numbers are not tried
  };
  for (const auto& row : kRows) {
    const auto engines = Compiled("rules R for Enter {\n " + row.lines + "\n}\n");
    ASSERT_TRUE(engines.ok()) << engines.error().message;
    const checked::Unit& unit = (*engines)->unit();
    analyse::Constants constants(unit);
    EXPECT_EQ(constants.CanEndUnanswered(unit.actions[0], unit.actions[0].blocks[0]), row.can_end_unanswered)
        << row.lines;
  }
}

// Of those nothing is said to be constant: no request reaches them.
bool OfALifecycle(const Place& place) {
  return place.action == nullptr;
}

// Nothing that a random request makes of a random unit is said to be impossible.
TEST(Constants, AreNeverWhatARequestDoes) {
  constexpr std::uint32_t kUnits = 120;
  constexpr std::size_t kRequests = 120;
  std::size_t seen_ways = 0, cannot = 0;
  for (std::uint32_t number = 0; number < kUnits; ++number) {
    agreement::Sample sample(2026, number);
    const auto engines = Engines::Compile(sample.files());
    ASSERT_TRUE(engines.ok()) << engines.error().message;
    sample.Begin(**engines);
    for (std::size_t i = 0; i < kRequests; ++i) (*engines)->Compare(sample.Next());
    const checked::Unit& unit = (*engines)->unit();
    analyse::Constants constants(unit);
    const Parts parts = PartsOf(unit);
    const auto holds_up = [&](const Part& part, std::uint8_t way, bool possible) {
      std::uint8_t seen = 0;
      for (const Place& place : part.places) seen |= (*engines)->seen()[place.expr.index];
      if (!possible) ++cannot;
      if ((seen & way) == 0) return;
      ++seen_ways;
      EXPECT_TRUE(possible) << number << ": " << (*engines)->compiled().sources.Position(part.span) << " "
                            << (*engines)->compiled().sources.Text(part.span) << " bit " << int{way};
    };
    for (const Part& part : parts.conditions) {
      for (const bool value : {false, true}) {
        holds_up(part, value ? evaluate::kSeenTrue : evaluate::kSeenFalse,
                 std::ranges::any_of(part.places, [&](const Place& place) {
                   return OfALifecycle(place) || constants.CanBe(*place.action, place.expr, value);
                 }));
      }
    }
    for (const std::vector<Part>* choices : {&parts.bins, &parts.arms}) {
      for (const Part& part : *choices) {
        holds_up(part, evaluate::kSeenTaken, std::ranges::any_of(part.places, [&](const Place& place) {
                   return OfALifecycle(place) || constants.CanBeReached(*place.action, place.expr);
                 }));
      }
    }
  }
  EXPECT_GT(seen_ways, 500u);
  EXPECT_GT(cannot, 10u);
}

}  // namespace
}  // namespace bpol::coverage
