#include "runtime/schema/schema_json.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "runtime/schema/field_text.h"
#include "runtime/schema/layout.h"
#include "runtime/schema/members.h"
#include "runtime/schema/verify.h"

namespace bpol::schema {
namespace {

// Becomes a member of any type: an aggregate of n members can be made of n of these, and not of one more.
struct Anything {
  template <typename T>
  operator T() const;
};

template <typename T, typename... Made>
constexpr std::size_t CountMembers() {
  if constexpr (requires { T{Made{}..., Anything{}}; })
    return CountMembers<T, Made..., Anything>();
  else
    return sizeof...(Made);
}

// `derived`: members that follow from others and are not written.
template <typename T>
void CheckListed(const char* name, std::size_t derived = 0) {
  T value;
  std::size_t listed = 0;
  ForEachMember(value, [&](const char*, auto&) { ++listed; });
  EXPECT_EQ(listed + derived, CountMembers<T>()) << name;
}

TEST(Members, NoneIsForgotten) {
  CheckListed<Type>("Type");
  CheckListed<EnumMember>("EnumMember");
  CheckListed<Enum>("Enum", 1);
  CheckListed<Field>("Field");
  CheckListed<Record>("Record", 1);
  CheckListed<Require>("Require");
  CheckListed<Line>("Line");
  CheckListed<Block>("Block");
  CheckListed<Obligation>("Obligation");
  CheckListed<ObligationSite>("ObligationSite");
  CheckListed<Band>("Band");
  CheckListed<Score>("Score");
  CheckListed<ScoreCell>("ScoreCell");
  CheckListed<Fact>("Fact");
  CheckListed<Signal>("Signal");
  CheckListed<FactUse>("FactUse");
  CheckListed<SignalUse>("SignalUse");
  CheckListed<Binding>("Binding");
  CheckListed<Route>("Route");
  CheckListed<Live>("Live");
  CheckListed<Condition>("Condition");
  CheckListed<Treat>("Treat");
  CheckListed<Drop>("Drop");
  CheckListed<RedactMember>("RedactMember");
  CheckListed<RedactNode>("RedactNode");
  CheckListed<Redaction>("Redaction");
  CheckListed<Action>("Action");
  CheckListed<Transition>("Transition");
  CheckListed<Lifecycle>("Lifecycle");
  CheckListed<Unit>("Unit");
}

// One of everything.
Unit Sample() {
  Unit unit;
  unit.name = "sample \"1\"";
  unit.enums = {{.name = "E", .members = {{"a", "A"}, {"b", "B"}}, .otherwise = 1}};
  unit.regions = {"eu"};
  unit.classes = {"public"};
  unit.acrs = {"sca"};
  unit.keys = {"analytics"};
  unit.redact_lines = {"m.R.x"};
  unit.types = {{.kind = TypeKind::Int, .minimum = -5, .maximum = INT64_MAX},
                {.kind = TypeKind::Enum, .declaration = 0},
                {.kind = TypeKind::List, .element = 0, .bound = 3},
                {.kind = TypeKind::Record, .declaration = 0},
                {.kind = TypeKind::Instant}};
  unit.records = {{.name = "Party",
                   .fields = {{.name = "tag", .type = 1}, {.name = "n", .type = 0, .presence_bit = 0, .arm = 0}},
                   .tag_field = 0,
                   .arm_of_member = {0, kNone},
                   .arms = {"one"}},
                  {.name = "Frame",
                   .fields = {{.name = "now", .type = 4},
                              {.name = "subject", .type = 3},
                              {.name = "f", .type = 3, .presence_bit = 0, .unavailable_bit = 0},
                              {.name = "approved", .type = 2}}}};
  unit.blocks = {{.id = "m.B", .gate = true, .lines = {0}}};
  unit.lines = {{.id = "m.B.l", .reason = "l", .block = 0, .requires_ = {{"r"}}, .acr = 0, .regions = 1}};
  unit.obligations = {{.name = "o", .parameters = {0}}};
  unit.scores = {{.name = "S", .factors = {"f"}, .bands = {{"low", 10}, {"high"}}}};
  unit.facts = {{.name = "f", .store = "s", .type = 3}};
  unit.redactions = {
      {.root = 0,
       .nodes = {
           {.kind = RedactNode::Kind::Record,
            .type = 3,
            .members = {{.name = "tag", .node = 1}},
            .object_live = {{.field = 1}}},
           {.type = 1,
            .blocks = {{{.conditions = {{.function = 0, .reads_object = true, .object = 0}}, .key = 0, .line = 0}}}}}}};
  unit.function_count = 2;
  Action action{.name = "A", .frame = 1};
  action.now = 0;
  action.subject = 1;
  action.approved = 3;
  action.live = {{.field = 0}, {.field = 1, .children = {{.field = 1}}}};
  action.facts = {{.fact = 0, .field = 2, .keys = {{1, 1}}}};
  action.blocks = {0};
  action.obligations = {{.index = 0, .function = 1}};
  action.scores = {{.score = 0, .offset = 8}};
  action.scratch_size = 40;
  action.max_events = 2;
  action.response = 3;
  action.redaction = 0;
  unit.actions = {action};
  unit.routes = {{.method = "GET", .path = "/a", .action = 0, .bindings = {{.target = {1, 1}, .name = "n"}}}};
  unit.records.push_back({.name = "E", .fields = {{.name = "now", .type = 4}}});
  unit.lifecycles = {
      {.record = 0,
       .finals = 2,
       .transitions = {{.to = 1, .event = "closed", .actors = {"staff"}}, {.to = 1, .event = "clock", .function = 1}},
       .frame = 2,
       .scratch_size = 8}};
  LayOut(unit);
  return unit;
}

TEST(SchemaJson, GoesThereAndBack) {
  const std::string json = ToJson(Sample());
  const Result<Unit> back = FromJson(json);
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(ToJson(*back), json);
}

TEST(SchemaJson, RefusesWhatItDidNotWrite) {
  const std::string json = ToJson(Sample());
  const auto without = [&](const std::string& part, const std::string& instead) {
    std::string changed = json;
    const std::size_t at = changed.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    changed.replace(at, part.size(), instead);
    return changed;
  };
  for (const std::string& bad :
       {std::string(), std::string("{}"), std::string("[]"), json.substr(0, json.size() - 1), json + "x",
        without("\"version\":\"\",", ""), without("\"version\":\"\"", "\"version\":7"),
        without("\"version\":\"\"", "\"version\":\"\",\"extra\":1"), without("\"gate\":true", "\"gate\":1"),
        without("\"otherwise\":1", "\"otherwise\":4294967296"), without("\"otherwise\":1", "\"otherwise\":-1"),
        without("\"kind\":1", "\"kind\":17"), without("\"clock_skew\":10000000", "\"clock_skew\":1e7"),
        std::string(200, '[') + std::string(200, ']')})
    EXPECT_FALSE(FromJson(bad).ok()) << bad.substr(0, 80);
}

void CheckDamage(const std::string& what, const std::function<void(Unit&)>& damage) {
  Unit unit = Sample();
  damage(unit);
  const Status status = Verify(unit);
  ASSERT_FALSE(status.ok()) << what;
  EXPECT_NE(status.error().message.find(what), std::string::npos) << status.error().message;
}

TEST(Verify, NamesWhatIsDamaged) {
  EXPECT_TRUE(Verify(Sample()).ok());
  CheckDamage("the element of a type", [](Unit& unit) { unit.types[2].element = 2; });
  CheckDamage("the record of a type", [](Unit& unit) { unit.types[3].declaration = 3; });
  CheckDamage("the type of a field", [](Unit& unit) { unit.records[0].fields[0].type = 9; });
  CheckDamage("nests too deeply", [](Unit& unit) { unit.records[0].fields[1].type = 3; });
  CheckDamage("the offset of a field", [](Unit& unit) { unit.records[1].fields[1].offset = 0; });
  CheckDamage("a field outside its record",
              [](Unit& unit) { unit.records[1].fields[3].offset = unit.records[1].size; });
  CheckDamage("the size of a record", [](Unit& unit) { unit.records[0].size = 0; });
  CheckDamage("the presence bit", [](Unit& unit) { unit.records[1].fields[2].presence_bit = 64; });
  CheckDamage("the arms of a union", [](Unit& unit) { unit.records[0].arm_of_member.pop_back(); });
  CheckDamage("the block of a line", [](Unit& unit) { unit.lines[0].block = 1; });
  CheckDamage("the regions of a line", [](Unit& unit) { unit.lines[0].regions = 2; });
  CheckDamage("the acr of a line", [](Unit& unit) { unit.lines[0].acr = 1; });
  CheckDamage("the bands of a score", [](Unit& unit) { unit.scores[0].bands.clear(); });
  CheckDamage("a live field", [](Unit& unit) { unit.actions[0].live[1].children[0].field = 2; });
  CheckDamage("live fields of no record", [](Unit& unit) { unit.actions[0].live[0].children = {{}}; });
  CheckDamage("the field of a fact", [](Unit& unit) { unit.actions[0].facts[0].field = 1; });
  CheckDamage("the key of a fact", [](Unit& unit) { unit.actions[0].facts[0].keys = {{0, 0}}; });
  CheckDamage("the room for events", [](Unit& unit) { unit.actions[0].max_events = 1; });
  CheckDamage("the place of a score", [](Unit& unit) { unit.actions[0].scores[0].offset = 16; });
  CheckDamage("the decide function", [](Unit& unit) { unit.actions[0].decide_function = 2; });
  CheckDamage("the function of an obligation", [](Unit& unit) { unit.function_count = 1; });
  CheckDamage("a node in two places", [](Unit& unit) { unit.redactions[0].nodes[0].members[0].node = 0; });
  CheckDamage("the object of a condition",
              [](Unit& unit) { unit.redactions[0].nodes[1].blocks[0][0].conditions[0].object = 1; });
  CheckDamage("the key of a treatment", [](Unit& unit) { unit.keys.clear(); });
  CheckDamage("the target of a binding", [](Unit& unit) { unit.routes[0].bindings[0].target.clear(); });
  CheckDamage("the name of a header", [](Unit& unit) { unit.routes[0].headers = {{.name = "x\r\ny", .text = "a"}}; });
  CheckDamage("the text of a header", [](Unit& unit) { unit.routes[0].headers = {{.name = "x", .text = "a\r\nb"}}; });
  CheckDamage("the number of headers",
              [](Unit& unit) { unit.routes[0].headers.assign(kMostUpstreamHeaders + 1, {.name = "x", .text = "a"}); });
  CheckDamage("the record of a lifecycle", [](Unit& unit) { unit.lifecycles[0].record = 3; });
  CheckDamage("the frame of a lifecycle", [](Unit& unit) { unit.lifecycles[0].frame = 1; });
  CheckDamage("the state of a lifecycle", [](Unit& unit) { unit.lifecycles[0].state = 1; });
  CheckDamage("the state of a lifecycle", [](Unit& unit) { unit.records[0].fields[0].presence_bit = 0; });
  CheckDamage("the start of a lifecycle", [](Unit& unit) { unit.lifecycles[0].start = 2; });
  CheckDamage("the final states", [](Unit& unit) { unit.lifecycles[0].finals = 4; });
  CheckDamage("the scratch memory of a lifecycle", [](Unit& unit) { unit.lifecycles[0].scratch_size = 7; });
  CheckDamage("a transition", [](Unit& unit) { unit.lifecycles[0].transitions[1].to = 2; });
  CheckDamage("leaves a final state", [](Unit& unit) { unit.lifecycles[0].transitions[1].from = 1; });
  CheckDamage("the event of a transition", [](Unit& unit) { unit.lifecycles[0].transitions[0].event.clear(); });
  CheckDamage("the condition of a transition", [](Unit& unit) { unit.lifecycles[0].transitions[1].function = 2; });
  CheckDamage("two lifecycles", [](Unit& unit) { unit.lifecycles.push_back(unit.lifecycles[0]); });
  CheckDamage("becomes the resource", [](Unit& unit) { unit.routes[0].resource_fact = 0; });
}

// Whatever is accepted after a flip of bytes was verified: the walks below would leave their arrays otherwise.
TEST(SchemaJson, SurvivesChangedBytes) {
  const std::string json = ToJson(Sample());
  std::mt19937 random(7);
  std::size_t accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string changed = json;
    for (int flips = 1 + static_cast<int>(random() % 3); flips > 0; --flips)
      changed[random() % changed.size()] = "0123456789{}[],:\"x"[random() % 18];
    const Result<Unit> unit = FromJson(changed);
    if (!unit.ok()) continue;
    ++accepted;
    EXPECT_TRUE(FromJson(ToJson(*unit)).ok());
  }
  EXPECT_GT(accepted, 0u);
}

}  // namespace
}  // namespace bpol::schema
