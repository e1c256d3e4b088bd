#include "compiler/describe/describe.h"

#include <gtest/gtest.h>

#include <functional>

#include "compiler/describe/live.h"

namespace bpol::describe {
namespace {

using checked::ExprId;

// An action whose frame has subject {id, home?}, resource? {owner, tags}, context {items: List<{count, kind}>}, body,
// key.
class DescribeTest : public testing::Test {
 protected:
  DescribeTest() {
    using schema::TypeKind;
    schema::Unit& schema = unit.schema;
    schema.types = {{.kind = TypeKind::Int},
                    {.kind = TypeKind::String, .bound = 9},
                    {.kind = TypeKind::Record, .declaration = 0},
                    {.kind = TypeKind::Record, .declaration = 1},
                    {.kind = TypeKind::Record, .declaration = 2},
                    {.kind = TypeKind::Record, .declaration = 3},
                    {.kind = TypeKind::List, .element = 4, .bound = 5}};
    schema.records = {
        {.name = "Subject", .fields = {{.name = "id", .type = 1}, {.name = "home", .type = 1, .presence_bit = 0}}},
        {.name = "Resource", .fields = {{.name = "owner", .type = 1}, {.name = "tags", .type = 1}}},
        {.name = "Item", .fields = {{.name = "count", .type = 0}, {.name = "kind", .type = 0}}},
        {.name = "Context", .fields = {{.name = "items", .type = 6}}},
        {.name = "Frame",
         .fields = {{.name = "subject", .type = 2},
                    {.name = "resource", .type = 3, .presence_bit = 0},
                    {.name = "context", .type = 5},
                    {.name = "body", .type = 2},
                    {.name = "key", .type = 1},
                    {.name = "fact", .type = 2, .presence_bit = 0, .unavailable_bit = 0}}}};
    schema.facts = {{.name = "fact", .store = "s", .type = 2}};
    schema.scores = {{.name = "S", .factors = {"a", "b"}, .bands = {{"all"}}}, {.name = "T", .bands = {{"all"}}}};
    schema.actions = {{.name = "A", .frame = 4}};
    schema.actions[0].body = 3;
    unit.actions.resize(1);
    unit.actions[0].action = 0;
  }

  checked::Action& action() { return unit.actions[0]; }
  ExprId Add(checked::Node node, checked::TypeRef type = {0, false}) {
    unit.exprs.push_back({std::move(node), type, 0, {}});
    return ExprId{static_cast<std::uint32_t>(unit.exprs.size() - 1)};
  }
  // A path of field indices from the frame.
  ExprId Path(std::initializer_list<std::uint32_t> fields, checked::TypeRef type = {0, false}) {
    ExprId at = Add(checked::Frame{});
    for (const std::uint32_t field : fields) at = Add(checked::Field{at, field}, type);
    return at;
  }
  ExprId Equal(ExprId left, ExprId right) { return Add(checked::Binary{checked::BinaryOp::Eq, left, right}); }

  // Live trees as text: `0{0} 3*`.
  static std::string Print(const std::vector<schema::Live>& trees) {
    std::string out;
    for (const schema::Live& live : trees) {
      out += (out.empty() ? "" : " ") + std::to_string(live.field) + (live.whole ? "*" : "");
      if (!live.children.empty()) out += "{" + Print(live.children) + "}";
    }
    return out;
  }
  void CheckLive(std::vector<ExprId> roots, const std::string& expected) {
    action().live_roots = std::move(roots);
    EXPECT_EQ(Print(LiveFields(unit, action())), expected);
  }

  checked::Unit unit;
};

TEST_F(DescribeTest, WhatIsNamedIsLiveAndABodyAsAWhole) {
  CheckLive({}, "3*");
  CheckLive({Path({0, 0})}, "0{0} 3*");
  CheckLive({Path({0, 0}), Path({0, 1})}, "0{0 1} 3*");
  CheckLive({Path({3, 0})}, "3*");
  CheckLive({Equal(Path({4}), Path({0, 1}))}, "0{1} 3* 4");
  CheckLive({Add(checked::IsPresent{Path({1})})}, "1 3*");
}

TEST_F(DescribeTest, NamesAreFollowedThroughWhatPassesThemOn) {
  const ExprId resource = Path({1}, {3, true});
  const auto owner_of = [&](ExprId record) { return Add(checked::Field{Add(checked::Unwrap{record}), 0}); };
  CheckLive({owner_of(resource)}, "1{0} 3*");
  const ExprId chosen = Add(checked::If{Path({4}), resource, Path({0})});
  CheckLive({owner_of(chosen)}, "0{0} 1{0} 3* 4");
  CheckLive({owner_of(Add(checked::Coalesce{resource, Path({0})}))}, "0{0} 1{0} 3*");
  action().cells = {{"let", checked::LetCell{resource}, {3, true}, 0}};
  CheckLive({owner_of(Add(checked::CellRead{0}))}, "1{0} 3*");
}

TEST_F(DescribeTest, FieldsOfElementsAreBelowTheirCollection) {
  const ExprId items = Path({2, 0}, {6, false});
  const ExprId count = Add(checked::Field{Add(checked::Element{0}), 0});
  CheckLive({Add(checked::Quantifier{checked::QuantifierKind::Any, 0, items, {}, count})}, "2{0{0}} 3*");
  CheckLive({Add(checked::Quantifier{checked::QuantifierKind::Count, 0, items, {}, {}})}, "2{0} 3*");
}

TEST_F(DescribeTest, KeysOfFactsAreLiveAndFactsAsAWhole) {
  unit.schema.actions[0].facts = {{.fact = 0, .field = 5, .keys = {{0, 1}}}};
  CheckLive({}, "0{1} 3* 5*");
  CheckLive({Add(checked::Field{Add(checked::FactRead{0, 5}), 0})}, "0{1} 3* 5*");
}

TEST_F(DescribeTest, FunctionsAreNumberedInAFixedOrder) {
  unit.schema.actions.push_back(unit.schema.actions[0]);
  unit.actions.push_back({});
  unit.actions[1].action = 1;
  action().residencies = {{1, {}, {}, 0}};
  action().blocks = {{0, {}, {{}, {}}, 0}};
  action().obligations.resize(2);
  const Description description = Describe(unit);
  ASSERT_EQ(description.functions.size(), 5u);
  EXPECT_EQ(description.schema.function_count, 5u);
  const schema::Action& first = description.schema.actions[0];
  EXPECT_EQ(first.decide_function, 0u);
  EXPECT_EQ(first.residency_function, 1u);
  EXPECT_EQ(first.obligations[0].function, 2u);
  EXPECT_EQ(first.obligations[1].function, 3u);
  EXPECT_EQ(first.max_events, 3u);
  EXPECT_EQ(first.blocks, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(first.residencies, (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(description.schema.actions[1].decide_function, 4u);
  EXPECT_EQ(description.schema.actions[1].residency_function, schema::kNone);
  EXPECT_EQ(std::get<checked::ObligationFunction>(description.functions[3].kind).site, 1u);
  EXPECT_EQ(description.functions[4].action, 1u);
}

TEST_F(DescribeTest, ScoresHavePlacesOfTheirOwn) {
  const ExprId points = Add(checked::Literal{decision::Value::Int(1)});
  action().cells = {{"S", checked::ScoreCell{0, {points, points}}, {0, false}, 0},
                    {"x", checked::LetCell{points}, {0, false}, 0},
                    {"T", checked::ScoreCell{1, {}}, {0, false}, 0}};
  const schema::Action described = Describe(unit).schema.actions[0];
  ASSERT_EQ(described.scores.size(), 2u);
  EXPECT_EQ(described.scores[0].offset, 0u);
  EXPECT_EQ(described.scores[1].score, 1u);
  EXPECT_EQ(described.scores[1].offset, 40u);
  EXPECT_EQ(described.scratch_size, 64u);
}

TEST_F(DescribeTest, CostCountsWhatAQuantifierMayVisit) {
  const ExprId items = Path({2, 0}, {6, false});
  const ExprId count = Add(checked::Field{Add(checked::Element{0}), 0});
  action().blocks = {{0, {}, {{0, count, {}, 0, {}}}, 0}};
  const std::int64_t once = Describe(unit).schema.actions[0].cost;
  action().blocks[0].lines[0].when = Add(checked::Quantifier{checked::QuantifierKind::Any, 0, items, {}, count});
  const std::int64_t looped = Describe(unit).schema.actions[0].cost;
  // The node itself, three nodes of its source, and for each of five elements a visit and the two nodes of its body.
  EXPECT_EQ(looped - once, 1 + 3 + 5 * (1 + 2) - 2);
}

TEST_F(DescribeTest, TheHashIsOfTheMeaning) {
  const schema::Unit schema = Describe(unit).schema;
  const std::string hash = HashOfMeaning(schema, "core");
  EXPECT_EQ(hash.size(), 64u);
  const auto after = [&](const std::function<void(schema::Unit&)>& change) {
    schema::Unit changed = schema;
    change(changed);
    return HashOfMeaning(changed, "core");
  };
  EXPECT_EQ(after([](schema::Unit& changed) { changed.hash = "x"; }), hash);
  EXPECT_NE(after([](schema::Unit& changed) { changed.scores[0].factors[0] = "c"; }), hash);
  EXPECT_NE(after([](schema::Unit& changed) { changed.visit_limit = 7; }), hash);
  EXPECT_NE(HashOfMeaning(schema, "core2"), hash);
}

}  // namespace
}  // namespace bpol::describe
