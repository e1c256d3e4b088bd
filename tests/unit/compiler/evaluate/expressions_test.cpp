#include <gtest/gtest.h>

#include "runtime/values/time.h"
#include "tests/unit/compiler/evaluate/tree.h"

namespace bpol::evaluate {
namespace {

using checked::BinaryOp;
using checked::Builtin;
using checked::QuantifierKind;
using checked::UnaryOp;

constexpr const char* kOverflow = "arithmetic.overflow at line";

class Expressions : public testing::Test {
 protected:
  void Check(ExprId id, const std::string& expected) { EXPECT_EQ(tree.Eval(id), expected); }

  Tree tree;
};

TEST_F(Expressions, AndAndOrProtectWhatStandsBehind) {
  Check(tree.Binary(BinaryOp::And, tree.Int(0), tree.Bad()), "0");
  Check(tree.Binary(BinaryOp::And, tree.Int(1), tree.Bad()), kOverflow);
  Check(tree.Binary(BinaryOp::And, tree.Bad(), tree.Int(0)), kOverflow);
  Check(tree.Binary(BinaryOp::Or, tree.Int(1), tree.Bad()), "1");
  Check(tree.Binary(BinaryOp::Or, tree.Int(0), tree.Int(1)), "1");
  Check(tree.Binary(BinaryOp::Or, tree.Int(0), tree.Bad()), kOverflow);
  Check(tree.Add(checked::Unary{UnaryOp::Not, tree.Int(0)}), "1");
}

TEST_F(Expressions, WholeNumbersNeverWrap) {
  Check(tree.Binary(BinaryOp::Sub, tree.Int(2), tree.Int(5)), "-3");
  Check(tree.Binary(BinaryOp::Mul, tree.Int(INT64_MAX), tree.Int(2)), kOverflow);
  Check(tree.Add(checked::Unary{UnaryOp::Negate, tree.Int(INT64_MIN)}), kOverflow);
  Check(tree.Call(Builtin::FloorDivide, {tree.Int(-7), tree.Int(2)}), "-4");
  Check(tree.Call(Builtin::FloorDivide, {tree.Int(1), tree.Int(0)}), "arithmetic.division_by_zero at line");
  Check(tree.Call(Builtin::MinInt, {tree.Int(3), tree.Int(2)}), "2");
  Check(tree.Call(Builtin::MaxInt, {tree.Int(3), tree.Int(2)}), "3");
  Check(tree.Call(Builtin::ClampInt, {tree.Int(12), tree.Int(0), tree.Int(10)}), "10");
  Check(tree.Call(Builtin::ClampInt, {tree.Int(-2), tree.Int(0), tree.Int(10)}), "0");
}

TEST_F(Expressions, ComparisonsOfEveryKind) {
  for (const auto& [op, expected] : std::vector<std::pair<BinaryOp, std::string>>{{BinaryOp::Eq, "010"},
                                                                                  {BinaryOp::Ne, "101"},
                                                                                  {BinaryOp::Lt, "100"},
                                                                                  {BinaryOp::Le, "110"},
                                                                                  {BinaryOp::Gt, "001"},
                                                                                  {BinaryOp::Ge, "011"}}) {
    std::string seen;
    for (const int left : {1, 2, 3}) seen += tree.Eval(tree.Binary(op, tree.Int(left), tree.Int(2)));
    EXPECT_EQ(seen, expected);
  }
  Check(tree.Binary(BinaryOp::Eq, tree.Text("a"), tree.Text("a")), "1");
  Check(tree.Binary(BinaryOp::Ne, tree.Text("a"), tree.Text("ab")), "1");
  Check(tree.Binary(BinaryOp::Eq, tree.Ip("10.0.0.1"), tree.Ip("::ffff:10.0.0.1")), "1");
}

TEST_F(Expressions, TwoCurrenciesNeverMeet) {
  const std::string mismatch = "money.currency_mismatch at line";
  Check(tree.Binary(BinaryOp::Eq, tree.Money("EUR 1.00"), tree.Money("EUR 1.00")), "1");
  Check(tree.Binary(BinaryOp::Eq, tree.Money("EUR 1.00"), tree.Money("JPY 1")), mismatch);
  Check(tree.Binary(BinaryOp::Ne, tree.Money("EUR 1.00"), tree.Money("JPY 1")), mismatch);
  Check(tree.Call(Builtin::MoneyLess, {tree.Money("EUR 1.00"), tree.Money("EUR 2.00")}), "1");
  Check(tree.Call(Builtin::MoneyLess, {tree.Money("EUR 1.00"), tree.Money("GBP 2.00")}), mismatch);
  Check(tree.Call(Builtin::MoneyAdd, {tree.Money("EUR 1.50"), tree.Money("EUR 2.00")}), "EUR 3.50");
  Check(tree.Call(Builtin::MoneySubtract, {tree.Money("EUR 1.50"), tree.Money("EUR 2.00")}), "EUR -0.50");
  Check(tree.Call(Builtin::MoneyMultiply, {tree.Money("EUR 1.50"), tree.Int(3)}), "EUR 4.50");
  const std::int64_t euro = values::PackCurrency('E', 'U', 'R');
  Check(tree.Call(Builtin::MoneyMinor, {tree.Money("EUR 1.50"), tree.Int(euro)}), "150");
  Check(tree.Call(Builtin::MoneyMinor, {tree.Money("JPY 150"), tree.Int(euro)}), mismatch);
  Check(tree.Add(checked::Unary{UnaryOp::Negate, tree.Money("EUR 1.50")}), "EUR -1.50");
}

TEST_F(Expressions, TimeStaysInItsRange) {
  const std::int64_t day = values::kDay;
  const std::string outside = "time.out_of_range at line";
  Check(tree.Call(Builtin::Age, {tree.Int(5 * day), tree.Int(2 * day)}), std::to_string(3 * day));
  Check(tree.Call(Builtin::Age, {tree.Int(0), tree.Int(10'000'000)}), "0");
  Check(tree.Call(Builtin::Age, {tree.Int(0), tree.Int(10'000'001)}), outside);
  Check(tree.Call(Builtin::InstantAdd, {tree.Int(values::kMaxInstant), tree.Int(1)}), outside);
  Check(tree.Call(Builtin::InstantSubtract, {tree.Int(5), tree.Int(2)}), "3");
  Check(tree.Call(Builtin::InstantDifference, {tree.Int(5), tree.Int(7)}), "-2");
  Check(tree.Call(Builtin::DateAdd, {tree.Int(10), tree.Int(2 * day)}), "12");
  Check(tree.Call(Builtin::DateAdd, {tree.Int(10), tree.Int(day / 2)}), outside);
  Check(tree.Call(Builtin::DateSubtract, {tree.Int(values::kMinDate), tree.Int(day)}), outside);
  Check(tree.Call(Builtin::DateDifference, {tree.Int(3), tree.Int(1)}), std::to_string(2 * day));
  Check(tree.Call(Builtin::DurationAdd, {tree.Int(INT64_MAX), tree.Int(1)}), kOverflow);
  Check(tree.Call(Builtin::DurationSubtract, {tree.Int(3), tree.Int(1)}), "2");
  Check(tree.Call(Builtin::DurationMultiply, {tree.Int(3), tree.Int(4)}), "12");
  Check(tree.Call(Builtin::Days, {tree.Int(2)}), std::to_string(2 * day));
  Check(tree.Call(Builtin::Days, {tree.Int(INT64_MAX)}), kOverflow);
  Check(tree.Call(Builtin::DateOf, {tree.Int(day + 1), tree.Text("UTC")}), "1");
  Check(tree.Call(Builtin::HourOf, {tree.Int(3'600'000'000), tree.Text("UTC")}), "1");
  Check(tree.Call(Builtin::HourOf, {tree.Int(3'600'000'000), tree.Text("Asia/Tokyo")}), "10");
}

TEST_F(Expressions, Texts) {
  Check(tree.Call(Builtin::Length, {tree.Text("a\xc3\xa9")}), "2");
  Check(tree.Call(Builtin::StartsWith, {tree.Text("abc"), tree.Text("ab")}), "1");
  Check(tree.Call(Builtin::StartsWith, {tree.Text("abc"), tree.Text("bc")}), "0");
  Check(tree.Call(Builtin::EndsWith, {tree.Text("abc"), tree.Text("bc")}), "1");
}

// 20777 is 2026-11-20, 7629 is 1990-11-21.
TEST_F(Expressions, Transforms) {
  const auto of = [&](Builtin builtin, std::string_view text) { return tree.Call(builtin, {tree.Text(text)}); };
  Check(tree.Call(Builtin::MaskPan, {tree.Text("4111111111111111"), tree.Int(8)}), "41111111****1111");
  Check(of(Builtin::MaskIban, "DE89370400440532013000"), "DE89**************3000");
  Check(of(Builtin::MaskEmail, "anna.m@bank.example"), "a***@bank.example");
  Check(of(Builtin::MaskPhone, "+44 7700 900123"), "+********0123");
  Check(of(Builtin::MaskName, "Anna Maria"), "A*** M***");
  Check(of(Builtin::MaskLastFour, "AB123456C"), "*****456C");
  Check(of(Builtin::TruncatePan, "4111111111111111"), "1111");
  Check(tree.Call(Builtin::ScanText, {tree.Text("a 4111111111111111"), tree.Int(6)}), "a 411111******1111");
  Check(tree.Call(Builtin::BirthYear, {tree.Int(7629)}), "1990");
  Check(of(Builtin::BirthYear, "1990-11-21"), "1990");
  Check(of(Builtin::BirthYear, "1990"), "absent");
  Check(tree.Call(Builtin::AgeBand, {tree.Int(7629), tree.Int(20777)}), "30-39");
  Check(tree.Call(Builtin::AgeBand, {tree.Text("1990-11-21"), tree.Int(20777)}), "30-39");
  Check(tree.Call(Builtin::AgeBand, {tree.Text("soon"), tree.Int(20777)}), "absent");
  Check(tree.Call(Builtin::AgeBand, {tree.Int(20778), tree.Int(20777)}), "time.out_of_range at line");
  Check(tree.Call(Builtin::AgeBand, {tree.Text("2026-11-21"), tree.Int(20777)}), "time.out_of_range at line");
  Check(tree.Call(Builtin::GeneraliseIp, {tree.Ip("198.51.100.7")}), "198.51.100.0/24");
  Check(of(Builtin::GeneraliseIp, "198.51.100.7"), "198.51.100.0/24");
  Check(of(Builtin::GeneraliseIp, "home"), "absent");
  Check(tree.Call(Builtin::Pseudonym, {tree.Int(0), tree.Text("pan"), tree.Text("4")}), "fact.unavailable at line");
}

TEST_F(Expressions, WhatIsAbsentIsHandledBeforeItIsUsed) {
  Check(tree.Add(checked::IsPresent{tree.Absent()}), "0");
  Check(tree.Add(checked::IsPresent{tree.Absent(), true}), "1");
  Check(tree.Add(checked::Coalesce{tree.Absent(), tree.Int(2)}), "2");
  Check(tree.Add(checked::Coalesce{tree.Int(1), tree.Bad()}), "1");
  Check(tree.Add(checked::Unwrap{tree.Int(1)}), "1");
}

TEST_F(Expressions, OnlyTheChosenPartIsEvaluated) {
  Check(tree.Add(checked::If{tree.Int(1), tree.Int(2), tree.Bad()}), "2");
  Check(tree.Add(checked::If{tree.Int(0), tree.Bad(), tree.Int(3)}), "3");
  const std::vector<checked::MatchArm> arms = {{{0, 2}, tree.Int(10)}, {{1}, tree.Bad()}};
  Check(tree.Add(checked::Match{tree.Int(2), arms, {}}), "10");
  Check(tree.Add(checked::Match{tree.Int(1), arms, {}}), kOverflow);
  Check(tree.Add(checked::Match{tree.Int(7), arms, tree.Int(9)}), "9");
}

TEST_F(Expressions, UnionsKnowTheirArm) {
  const Value fields[] = {Value::Int(1), Value::Int(42)};
  const ExprId value = tree.Add(checked::Literal{Value::Record(fields)}, {Tree::kUnion, false});
  Check(tree.Add(checked::IsArm{value, 1}), "1");
  Check(tree.Add(checked::IsArm{value, 0}), "0");
  Check(tree.Add(checked::Field{value, 1}), "42");
}

TEST_F(Expressions, Collections) {
  const ExprId list = tree.List({tree.Int(3), tree.Int(1), tree.Int(3)});
  const ExprId set = tree.Add(checked::SetOf{{tree.Int(3), tree.Int(1), tree.Int(3)}}, {Tree::kInts, false});
  Check(list, "[3,1,3]");
  Check(set, "[1,3]");
  Check(tree.Add(checked::SetOf{{tree.Int(1), tree.Bad()}}), kOverflow);
  Check(tree.Call(Builtin::SizeOf, {set}), "2");
  Check(tree.Add(checked::Contains{list, tree.Int(1)}), "1");
  Check(tree.Add(checked::Contains{list, tree.Int(2)}), "0");
  Check(tree.Add(checked::SubsetOf{set, list}), "1");
  Check(tree.Add(checked::SubsetOf{tree.List({tree.Int(9)}), list}), "0");
  Check(tree.Add(checked::SubsetOf{tree.List({}), tree.List({})}), "1");
  values::Cidr network{};
  ASSERT_TRUE(values::ParseCidr("10.0.0.0/8", &network));
  const Value networks[] = {Value::Of(network)};
  const ExprId prefixes = tree.Add(checked::Literal{Value::Sequence(networks)});
  Check(tree.Add(checked::Contains{prefixes, tree.Ip("10.1.2.3")}), "1");
  Check(tree.Add(checked::Contains{prefixes, tree.Ip("11.1.2.3")}), "0");
}

TEST_F(Expressions, TablesAnswerByTheirKeyColumns) {
  const Value one[] = {Value::Int(1), Value::Text("x"), Value::Int(100)};
  const Value two[] = {Value::Int(1), Value::Text("y"), Value::Int(200)};
  const Value rows[] = {Value::Record(one), Value::Record(two)};
  tree.unit.tables = {{.name = "rows", .type = {}, .keys = {0, 1}, .total = false, .value = Value::Sequence(rows)}};
  const auto look = [&](int number, const char* text) {
    return tree.Add(checked::TableLookup{0, {tree.Int(number), tree.Text(text)}}, {Tree::kInt, true});
  };
  Check(look(1, "y"), "[1,y,200]");
  Check(look(2, "y"), "absent");
  Check(tree.Add(checked::TableLookup{0, {tree.Bad(), tree.Text("x")}}, {Tree::kInt, true}), kOverflow);
  const Value numbers[] = {Value::Int(4), Value::Int(7)};
  tree.unit.tables.push_back(
      {.name = "numbers", .type = {}, .keys = {}, .total = false, .value = Value::Sequence(numbers)});
  Check(tree.Add(checked::TableContains{1, tree.Int(7)}), "1");
  Check(tree.Add(checked::TableContains{1, tree.Int(8)}), "0");
}

TEST_F(Expressions, AnyAndAllStopWhenDecided) {
  // (MAX - 1) + x overflows from the second element on.
  const ExprId list = tree.List({tree.Int(1), tree.Int(2), tree.Int(3)});
  const ExprId below_three = tree.Binary(BinaryOp::Lt, tree.Variable(), tree.Int(3));
  const ExprId even = tree.Binary(BinaryOp::Eq, tree.Variable(), tree.Int(2));
  const ExprId overflow_from_two =
      tree.Binary(BinaryOp::Gt, tree.Binary(BinaryOp::Add, tree.Int(INT64_MAX - 1), tree.Variable()), tree.Int(0));
  Check(tree.Quantify(QuantifierKind::Any, list, {}, even), "1");
  Check(tree.Quantify(QuantifierKind::All, list, {}, even), "0");
  Check(tree.Quantify(QuantifierKind::All, list, below_three, below_three), "1");
  Check(tree.Quantify(QuantifierKind::Any, list, {}, overflow_from_two), "1");
  Check(tree.Quantify(QuantifierKind::All, list, {}, overflow_from_two), kOverflow);
  Check(tree.Quantify(QuantifierKind::Any, tree.List({}), {}, tree.Bad()), "0");
  Check(tree.Quantify(QuantifierKind::All, tree.List({}), {}, tree.Bad()), "1");
}

TEST_F(Expressions, SumsAndExtremes) {
  const ExprId list = tree.List({tree.Int(4), tree.Int(1), tree.Int(9)});
  const ExprId above_one = tree.Binary(BinaryOp::Gt, tree.Variable(), tree.Int(1));
  Check(tree.Quantify(QuantifierKind::Count, list, above_one, {}), "2");
  Check(tree.Quantify(QuantifierKind::Sum, list, above_one, tree.Variable()), "13");
  Check(tree.Quantify(QuantifierKind::Sum, tree.List({}), {}, tree.Variable()), "0");
  Check(tree.Quantify(QuantifierKind::Min, list, {}, tree.Variable(), true), "1");
  Check(tree.Quantify(QuantifierKind::Max, list, {}, tree.Variable(), true), "9");
  Check(tree.Quantify(QuantifierKind::Max, tree.List({}), {}, tree.Variable(), true), "absent");
  const ExprId money = tree.List({tree.Money("EUR 1.00"), tree.Money("EUR 3.00")});
  const ExprId mixed = tree.List({tree.Money("EUR 1.00"), tree.Money("JPY 3")});
  Check(tree.Quantify(QuantifierKind::Sum, money, {}, tree.Variable(), true), "EUR 4.00");
  Check(tree.Quantify(QuantifierKind::Sum, tree.List({}), {}, tree.Variable(), true), "absent");
  Check(tree.Quantify(QuantifierKind::Sum, mixed, {}, tree.Variable(), true), "money.currency_mismatch at line");
  Check(tree.Quantify(QuantifierKind::Min, money, {}, tree.Variable(), true), "EUR 1.00");
  Check(tree.Quantify(QuantifierKind::Max, mixed, {}, tree.Variable(), true), "money.currency_mismatch at line");
}

TEST_F(Expressions, VisitsAreCounted) {
  const auto list = [&](int size) {
    std::vector<ExprId> elements;
    for (int i = 0; i < size; ++i) elements.push_back(tree.Int(i));
    return tree.List(elements);
  };
  Check(tree.Quantify(QuantifierKind::Count, list(5), {}, {}), "5");
  Check(tree.Quantify(QuantifierKind::Count, list(6), {}, {}), "cost.exceeded at line");
  // Visits that `where` turns away count too.
  Check(tree.Quantify(QuantifierKind::Count, list(6), tree.Int(0), {}), "cost.exceeded at line");
  Check(tree.Quantify(QuantifierKind::Any, list(6), {}, tree.Int(1)), "1");
}

TEST_F(Expressions, SourcesFaultWhenTheyAreRead) {
  const auto fact = [&](Value value, bool optional) {
    tree.frame = {value};
    return tree.Eval(tree.Add(checked::FactRead{0, 0}, {Tree::kInt, optional}));
  };
  EXPECT_EQ(fact(Value::Int(3), false), "3");
  EXPECT_EQ(fact(Value::Absent(), true), "absent");
  EXPECT_EQ(fact(Value::Absent(), false), "input.missing at a_fact");
  EXPECT_EQ(fact(Value::Unavailable(), true), "fact.unavailable at a_fact");
  const auto signal = [&](Value value, bool optional) {
    tree.frame = {value};
    return tree.Eval(tree.Add(checked::SignalRead{0, 0}, {Tree::kInt, optional}));
  };
  EXPECT_EQ(signal(Value::Int(3), false), "3");
  EXPECT_EQ(signal(Value::Absent(), true), "absent");
  EXPECT_EQ(signal(Value::Absent(), false), "signal.unavailable at a_signal");
  EXPECT_EQ(signal(Value::Unavailable(), true), "signal.unavailable at a_signal");
}

}  // namespace
}  // namespace bpol::evaluate
