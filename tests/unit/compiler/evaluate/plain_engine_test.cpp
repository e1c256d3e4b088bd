#include "compiler/evaluate/plain_engine.h"

#include <gtest/gtest.h>

#include "tests/unit/compiler/evaluate/tree.h"

namespace bpol::evaluate {
namespace {

using checked::BinaryOp;
using decision::Event;

// Blocks and cells over a frame of one whole number, `x`.
class PlainEngineTest : public testing::Test {
 protected:
  PlainEngineTest() {
    tree.unit.schema.blocks = {{.id = "m.Rules", .kind = schema::BlockKind::Rules},
                               {.id = "m.Decide", .kind = schema::BlockKind::Decide}};
    tree.unit.schema.sites = {"line", "a_fact", "a_signal", "cell", "guard"};
    tree.unit.schema.scores = {{.name = "S", .maximum = 50, .factors = {"a", "b"}, .bands = {{"low", 20}, {"high"}}}};
    tree.unit.actions.resize(1);
    functions = {{0, checked::DecideFunction{}}, {0, checked::ObligationFunction{0}}};
  }

  checked::Action& action() { return tree.unit.actions[0]; }
  ExprId X() { return tree.Add(checked::Field{tree.Add(checked::Frame{}), 0}); }
  ExprId XAbove(std::int64_t number) { return tree.Binary(BinaryOp::Gt, X(), tree.Int(number)); }
  ExprId Cell(std::uint32_t cell) { return tree.Add(checked::CellRead{cell}); }
  ExprId CellIs(std::uint32_t cell, std::int64_t number) {
    return tree.Binary(BinaryOp::Eq, Cell(cell), tree.Int(number));
  }
  checked::Line Line(std::uint32_t number, ExprId when, std::vector<ExprId> requires_ = {}) {
    return {number, when, std::move(requires_), 0, {}};
  }

  // Events as `B0 0 2!1`, or the fault.
  std::string Run(std::int64_t x) {
    const Value frame[] = {Value::Int(x)};
    PlainEngine engine(Program(), 0, Value::Record(frame), tree.arena);
    const decision::Events events = engine.RunBlocks(0);
    if (!events.ok())
      return std::string(values::FaultCode(events.fault)) + " at " + tree.unit.schema.sites[events.site];
    std::string out;
    for (const Event& event : events.events) {
      out += out.empty() ? "" : " ";
      out += (event.index & Event::kBlock ? "B" : "") + std::to_string(event.index & ~Event::kBlock);
      if (event.outcome != 0) out += "!" + std::to_string(event.outcome);
    }
    return out;
  }

  PlainEngine::Program Program() const { return {tree.unit, tree.unit.schema, functions}; }

  Tree tree;
  std::vector<checked::Function> functions;
};

TEST_F(PlainEngineTest, RulesEvaluateEveryLineAndDecideTheFirst) {
  const std::vector<checked::Line> lines = {Line(0, XAbove(10)), Line(1, XAbove(20), {XAbove(30), XAbove(40)}),
                                            Line(2, {})};
  action().blocks = {{0, {}, lines, 4}, {1, XAbove(5), lines, 4}};
  EXPECT_EQ(Run(0), "B0 2");
  EXPECT_EQ(Run(6), "B0 2 B1 2");
  EXPECT_EQ(Run(11), "B0 0 2 B1 0");
  EXPECT_EQ(Run(21), "B0 0 1!1 2 B1 0");
  EXPECT_EQ(Run(31), "B0 0 1!2 2 B1 0");
  EXPECT_EQ(Run(41), "B0 0 1 2 B1 0");
}

TEST_F(PlainEngineTest, FaultsNameTheirOwner) {
  action().blocks = {{0, tree.Bad(), {}, 4}};
  EXPECT_EQ(Run(0), "arithmetic.overflow at guard");
  action().blocks = {{0, {}, {Line(0, XAbove(0), {tree.Bad()})}, 4}};
  EXPECT_EQ(Run(0), "B0");
  EXPECT_EQ(Run(1), "arithmetic.overflow at line");
  action().cells = {{"cell", checked::LetCell{tree.Bad()}, {Tree::kInt, false}, 3}};
  action().blocks = {{0, {}, {Line(0, {}), Line(1, CellIs(0, 1))}, 4}};
  EXPECT_EQ(Run(0), "arithmetic.overflow at cell");
}

TEST_F(PlainEngineTest, ACellIsComputedOnce) {
  // Counting three elements fits the limit of five visits once, not twice.
  const ExprId list = tree.List({tree.Int(1), tree.Int(2), tree.Int(3)});
  const ExprId count = tree.Quantify(checked::QuantifierKind::Count, list, {}, {});
  action().cells = {{"cell", checked::LetCell{count}, {Tree::kInt, false}, 3}};
  action().blocks = {{0, {}, {Line(0, CellIs(0, 3)), Line(1, CellIs(0, 3))}, 4}};
  EXPECT_EQ(Run(0), "B0 0 1");
  action().blocks = {{0, {}, {Line(0, tree.Binary(BinaryOp::Eq, count, count))}, 4}};
  EXPECT_EQ(Run(0), "cost.exceeded at line");
}

TEST_F(PlainEngineTest, AConsentAnswersWithItsFirstLine) {
  action().cells = {{"cell", checked::ConsentCell{0, XAbove(0), {XAbove(20), XAbove(10)}}, {Tree::kInt, false}, 3}};
  action().blocks = {{0, {}, {}, 4}};
  for (std::uint32_t verdict = 0; verdict < 4; ++verdict)
    action().blocks[0].lines.push_back(Line(verdict, CellIs(0, verdict)));
  EXPECT_EQ(Run(0), "B0 1");
  EXPECT_EQ(Run(5), "B0 0");
  EXPECT_EQ(Run(15), "B0 3");
  EXPECT_EQ(Run(25), "B0 2");
}

TEST_F(PlainEngineTest, ScoresAreClampedAndCollectedWhenRead) {
  action().cells = {{"cell", checked::ScoreCell{0, {X(), tree.Int(-5)}}, {Tree::kInt, false}, 3}};
  const ExprId high = tree.Binary(BinaryOp::Eq, tree.Add(checked::BandRead{0}), tree.Int(1));
  action().blocks = {{0, XAbove(0), {Line(0, high)}, 4}};
  const auto collect = [&](std::int64_t x) {
    const Value frame[] = {Value::Int(x)};
    PlainEngine engine(Program(), 0, Value::Record(frame), tree.arena);
    EXPECT_TRUE(engine.RunBlocks(0).ok());
    ArenaList<decision::ScoreResult> scores(tree.arena);
    engine.CollectScores(scores);
    if (scores.empty()) return std::string("none");
    return std::to_string(scores[0].value) + " band " + std::to_string(scores[0].band) + " of " +
           std::to_string(scores[0].points[0]);
  };
  EXPECT_EQ(collect(0), "none");
  EXPECT_EQ(collect(24), "19 band 0 of 24");
  EXPECT_EQ(collect(25), "20 band 1 of 25");
  EXPECT_EQ(collect(500), "50 band 1 of 500");
  EXPECT_EQ(collect(1), "0 band 0 of 1");
}

TEST_F(PlainEngineTest, ObligationsHaveConditionAndArguments) {
  action().obligations = {{{}, XAbove(0), {X(), tree.Int(7)}, 0}};
  const auto ask = [&](std::int64_t x) {
    const Value frame[] = {Value::Int(x)};
    PlainEngine engine(Program(), 0, Value::Record(frame), tree.arena);
    const decision::Held held = engine.RunCondition(1);
    return held.holds ? Tree::Print(Value::Sequence(held.arguments)) : std::string("no");
  };
  EXPECT_EQ(ask(0), "no");
  EXPECT_EQ(ask(3), "[3,7]");
}

TEST_F(PlainEngineTest, AnObjectsFaultLeavesTheEngineUsable) {
  functions.push_back(
      {0, checked::ConditionFunction{tree.Binary(BinaryOp::Gt,
                                                 tree.Binary(BinaryOp::Add, tree.Int(INT64_MAX),
                                                             tree.Add(checked::Field{tree.Add(checked::Object{}), 0})),
                                                 tree.Int(0)),
                                     0}});
  const Value frame[] = {Value::Int(0)};
  PlainEngine engine(Program(), 0, Value::Record(frame), tree.arena);
  const Value one[] = {Value::Int(1)};
  const Value zero[] = {Value::Int(0)};
  EXPECT_EQ(engine.RunObjectCondition(2, Value::Record(one)).fault, Fault::ArithmeticOverflow);
  EXPECT_TRUE(engine.RunObjectCondition(2, Value::Record(zero)).holds);
}

}  // namespace
}  // namespace bpol::evaluate
