#include <gtest/gtest.h>

#include "runtime/decision/plan.h"
#include "runtime/values/country.h"
#include "runtime/values/currency.h"
#include "tests/unit/runtime/decision/sample_unit.h"

namespace bpol::decision {
namespace {

constexpr std::string_view kUnit = R"(,"unit":{"name":"sample","version":"1","hash":"00ff"}})";

TEST(ToJson, LeavesOutWhatDoesNotApply) {
  SampleUnit sample;
  sample.unit.lines[0].controls = {"psd2.rts(\"36(1)(a)\")"};
  Arena arena;
  Decision decision(arena);
  Combine(Plan(sample.unit), sample.EventsOf({"Access", "aisp"}), decision);
  const std::string permit =
      R"json({"effect":"permit","reason":"aisp","reasons":[{"rule":"m.Access.aisp","reason":"aisp",)json"
      R"json("controls":["psd2.rts(\"36(1)(a)\")"]}])json";
  EXPECT_EQ(ToJson(sample.unit, decision, UnitPart::With), permit + std::string(kUnit));
  EXPECT_EQ(ToJson(sample.unit, decision, UnitPart::Without), permit + "}");
}

TEST(ToJson, HasEveryPartInItsPlace) {
  SampleUnit sample;
  sample.unit.scores.push_back(
      {.name = "Risk", .maximum = 1000, .factors = {"C", "A", "B", "Z"}, .bands = {{"low", 100}, {"high"}}});
  sample.unit.obligations.push_back({.name = "audit"});
  Arena arena;
  Decision decision(arena);
  Combine(Plan(sample.unit), sample.EventsOf({"Access", "aisp", "step_up", "Sca", "old"}), decision);
  decision.regions = 2;
  const std::int64_t points[] = {40, 40, -10, 0};
  decision.scores.push_back({.score = 0, .value = 70, .band = 0, .points = points});
  AddObligation(sample.unit, {0, {}}, decision);
  EXPECT_EQ(ToJson(sample.unit, decision, UnitPart::Without),
            R"({"effect":"challenge","reason":"step_up","reasons":[)"
            R"({"rule":"m.Access.step_up","reason":"step_up","controls":[]},)"
            R"({"rule":"m.Sca.old","reason":"old","controls":[]}],"obligations":["audit"],)"
            R"("scores":{"Risk":{"value":70,"band":"low","contributions":[{"name":"A","points":40},)"
            R"({"name":"C","points":40},{"name":"B","points":-10}]}},)"
            R"("challenge":{"acr":"high","max_age":15552000},"regions":["in"]})");
}

TEST(ToJson, ChallengersStandBesideTheScores) {
  SampleUnit sample;
  sample.unit.scores = {{.name = "Risk", .version = "1", .bands = {{"low"}}},
                        {.name = "Next", .version = "2", .bands = {{"low"}}, .champion = 0},
                        {.name = "Bad", .bands = {{"low"}}, .champion = 0}};
  Arena arena;
  Decision decision(arena);
  Combine(Plan(sample.unit), sample.EventsOf({"Access", "aisp"}), decision);
  decision.scores.push_back({.score = 0, .value = 7, .points = {}});
  decision.scores.push_back({.score = 1, .value = 8, .points = {}});
  decision.scores.push_back({.score = 2, .points = {}, .fault = values::Fault::ArithmeticOverflow});
  const std::string json = ToJson(sample.unit, decision, UnitPart::Without);
  EXPECT_NE(json.find(R"("scores":{"Risk":{"version":"1","value":7,"band":"low","contributions":[]}},)"
                      R"("challengers":{"Next":{"version":"2","value":8,"band":"low","contributions":[]},)"
                      R"("Bad":{"fault":"arithmetic.overflow"}})"),
            std::string::npos)
      << json;
}

void CheckFault(values::Fault fault, std::uint32_t site, std::string_view path, const std::string& expected) {
  const SampleUnit sample;
  Arena arena;
  Decision decision(arena);
  Combine(Plan(sample.unit), sample.EventsOf({"Access", "aisp"}), decision);
  Refuse(decision, fault, site, path);
  EXPECT_EQ(ToJson(sample.unit, decision, UnitPart::Without), expected);
}

TEST(ToJson, SaysWhichPathOrLineFaulted) {
  CheckFault(
      values::Fault::InputMisfit, schema::kNone, "body.\"a\n",
      R"({"effect":"deny","reason":"input.misfit","reasons":[{"rule":"","reason":"input.misfit","controls":[]}],)"
      R"("path":"body.\"a\u000a"})");
  CheckFault(values::Fault::ArithmeticOverflow, 0, "",
             R"({"effect":"deny","reason":"arithmetic.overflow","reasons":[{"rule":"m.Access.aisp",)"
             R"("reason":"arithmetic.overflow","controls":[]}]})");
  CheckFault(values::Fault::FactUnavailable, 1, "",
             R"({"effect":"deny","reason":"fact.unavailable","reasons":[{"rule":"","reason":"fact.unavailable",)"
             R"("controls":[]}],"path":"consent"})");
}

TEST(ToJson, ABindingDecidesAlone) {
  const SampleUnit sample;
  Arena arena;
  Decision decision(arena);
  RefuseByBinding(decision, "resource.not_found");
  EXPECT_EQ(ToJson(sample.unit, decision, UnitPart::Without),
            R"({"effect":"deny","reason":"resource.not_found","reasons":[{"rule":"","reason":"resource.not_found",)"
            R"("controls":[]}]})");
}

// A unit whose obligation `o` takes one value of `type`.
schema::Unit UnitWith(schema::Type type, schema::Keeps keeps = schema::Keeps::All) {
  schema::Unit unit;
  unit.regions = {"eu", "in"};
  unit.enums.push_back({.name = "E", .members = {{"A", "wire-a"}, {"B", "wire-b"}}});
  unit.types = {type, {.kind = schema::TypeKind::String}, {.kind = schema::TypeKind::Enum, .declaration = 0}};
  unit.obligations.push_back({.name = "o", .parameters = {0}, .keeps = keeps});
  return unit;
}

void CheckPrinted(schema::Type type, Value value, const std::string& expected) {
  const schema::Unit unit = UnitWith(type);
  const Value arguments[] = {value};
  EXPECT_EQ(Print(unit, ObligationInstance{0, arguments}), value.present() ? "o:" + expected : "o");
}

TEST(Print, ObligationsPrintLiteralsWithoutQuotes) {
  using schema::TypeKind;
  CheckPrinted({.kind = TypeKind::Bool}, Value::Int(1), "true");
  CheckPrinted({.kind = TypeKind::Int}, Value::Int(-42), "-42");
  CheckPrinted({.kind = TypeKind::String}, Value::Text("a\"b"), "a\"b");
  CheckPrinted({.kind = TypeKind::Money}, Value::Of(values::Money{3000, values::PackCurrency('E', 'U', 'R')}),
               "EUR 30.00");
  CheckPrinted({.kind = TypeKind::Decimal}, Value::Of(values::DecimalOfInt(-7)), "-7");
  CheckPrinted({.kind = TypeKind::TimeOfDay}, Value::Int(8 * kDays / 24), "08:00");
  CheckPrinted({.kind = TypeKind::Currency}, Value::Int(values::PackCurrency('E', 'U', 'R')), "EUR");
  CheckPrinted({.kind = TypeKind::Bic}, Value::Text("DEUTDEFF"), "DEUTDEFF");
  CheckPrinted({.kind = TypeKind::Instant}, Value::Int(0), "1970-01-01T00:00:00Z");
  CheckPrinted({.kind = TypeKind::Date}, Value::Int(0), "1970-01-01");
  CheckPrinted({.kind = TypeKind::Duration}, Value::Int(kDays), "24h");
  CheckPrinted({.kind = TypeKind::Duration}, Value::Int(3 * kDays), "3d");
  CheckPrinted({.kind = TypeKind::Country}, Value::Int(values::PackCountry('D', 'E')), "DE");
  CheckPrinted({.kind = TypeKind::Region}, Value::Int(1), "in");
  CheckPrinted({.kind = TypeKind::Enum, .declaration = 0}, Value::Int(1), "wire-b");
  CheckPrinted({.kind = TypeKind::String}, Value::Absent(), "");
  const Value texts[] = {Value::Text("dateOfBirth"), Value::Text("taxId")};
  CheckPrinted({.kind = TypeKind::List, .element = 1}, Value::Sequence(texts), "dateOfBirth,taxId");
  const Value members[] = {Value::Int(0), Value::Int(1)};
  CheckPrinted({.kind = TypeKind::Set, .element = 2}, Value::Sequence(members), "wire-a,wire-b");
}

void CheckJoined(schema::Keeps keeps, const std::vector<std::int64_t>& given, const std::vector<std::int64_t>& kept) {
  const schema::Unit unit = UnitWith({.kind = schema::TypeKind::Int}, keeps);
  std::vector<Value> values;
  for (const std::int64_t number : given) values.push_back(Value::Int(number));
  Arena arena;
  Decision decision(arena);
  for (const Value& value : values) AddObligation(unit, {0, {&value, 1}}, decision);
  std::vector<std::int64_t> seen;
  for (const ObligationInstance& instance : decision.obligations) seen.push_back(instance.arguments[0].integer);
  EXPECT_EQ(seen, kept);
}

TEST(AddObligation, JoinsWhatIsIdenticalOrKept) {
  CheckJoined(schema::Keeps::All, {1, 2, 1}, {1, 2});
  CheckJoined(schema::Keeps::Latest, {1, 3, 2}, {3});
  CheckJoined(schema::Keeps::Highest, {5, 3}, {5});
  CheckJoined(schema::Keeps::Earliest, {4, 3, 9}, {3});
  CheckJoined(schema::Keeps::Lowest, {4, 9}, {4});
}

}  // namespace
}  // namespace bpol::decision
