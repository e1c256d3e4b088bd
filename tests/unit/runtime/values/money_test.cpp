#include "runtime/values/money.h"

#include <gtest/gtest.h>

#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

Currency CurrencyOf(std::string_view code) {
  Currency currency = 0;
  EXPECT_TRUE(ParseCurrency(code, &currency)) << code;
  return currency;
}

Money MoneyAt(const Row& row, std::size_t column) {
  return {row.Int(column), CurrencyOf(row.Text(column + 1))};
}

void CheckMoney(const Row& row, std::size_t result, Fault fault, const Money& out, Currency currency) {
  EXPECT_EQ(FaultCode(fault), FaultCode(row.ExpectedFault(result)));
  EXPECT_EQ(out.minor, row.Refused(result) ? kUntouched : row.Int(result));
  EXPECT_EQ(out.currency, row.Refused(result) ? kUntouched : currency);
}

using BinaryMoney = Fault (*)(const Money&, const Money&, Money*) noexcept;

void CheckBinary(std::string_view name, BinaryMoney function) {
  ForEachRow(name, [function](const Row& row) {
    Money out{kUntouched, kUntouched};
    const Money left = MoneyAt(row, 0);
    const Fault fault = function(left, MoneyAt(row, 2), &out);
    CheckMoney(row, 4, fault, out, left.currency);
  });
}

void CheckParsed(const Row& row, std::string_view currency, bool parsed, const Money& out) {
  EXPECT_EQ(parsed, !row.Refused(2));
  EXPECT_EQ(out.minor, row.Refused(2) ? kUntouched : row.Int(2));
  EXPECT_EQ(out.currency, row.Refused(2) ? kUntouched : CurrencyOf(currency));
}

TEST(MoneyVectors, Add) {
  CheckBinary("money_add", MoneyAdd);
}
TEST(MoneyVectors, Sub) {
  CheckBinary("money_sub", MoneySub);
}

TEST(MoneyVectors, Compare) {
  ForEachRow("money_compare", [](const Row& row) {
    std::int64_t out = kUntouched;
    EXPECT_EQ(MoneyCompare(MoneyAt(row, 0), MoneyAt(row, 2), &out), row.ExpectedFault(4));
    EXPECT_EQ(out, row.Refused(4) ? kUntouched : row.Int(4));
  });
}

TEST(MoneyVectors, Neg) {
  ForEachRow("money_neg", [](const Row& row) {
    Money out{kUntouched, kUntouched};
    const Money value = MoneyAt(row, 0);
    const Fault fault = MoneyNeg(value, &out);
    CheckMoney(row, 2, fault, out, value.currency);
  });
}

TEST(MoneyVectors, MulInt) {
  ForEachRow("money_mul_int", [](const Row& row) {
    Money out{kUntouched, kUntouched};
    const Money value = MoneyAt(row, 0);
    const Fault fault = MoneyMulInt(value, row.Int(2), &out);
    CheckMoney(row, 3, fault, out, value.currency);
  });
}

TEST(MoneyVectors, Minor) {
  ForEachRow("money_minor", [](const Row& row) {
    std::int64_t out = kUntouched;
    EXPECT_EQ(MoneyMinor(MoneyAt(row, 0), CurrencyOf(row.Text(2)), &out), row.ExpectedFault(3));
    EXPECT_EQ(out, row.Refused(3) ? kUntouched : row.Int(3));
  });
}

TEST(MoneyVectors, Parse) {
  ForEachRow("parse_money", [](const Row& row) {
    Money out{kUntouched, kUntouched};
    const bool parsed = ParseMoney(row.Text(0), &out);
    CheckParsed(row, row.Text(1), parsed, out);
  });
}

TEST(MoneyVectors, ParseParts) {
  ForEachRow("parse_money_parts", [](const Row& row) {
    Money out{kUntouched, kUntouched};
    const bool parsed = ParseMoneyParts(row.Text(0), row.Text(1), &out);
    CheckParsed(row, row.Text(1), parsed, out);
  });
}

TEST(MoneyVectors, Print) {
  ForEachRow("print_money", [](const Row& row) {
    const Money value = MoneyAt(row, 0);
    std::string text = "12";  // digits before must not be taken for the amount's own
    PrintMoney(value, text);
    EXPECT_EQ(text, "12" + row.Text(2));
    std::string amount = "12";
    PrintMoneyAmount(value, amount);
    EXPECT_EQ(amount, "12" + row.Text(3));
    Money back{kUntouched, kUntouched};
    EXPECT_TRUE(ParseMoney(row.Text(2), &back));
    EXPECT_EQ(back.minor, value.minor);
    EXPECT_EQ(back.currency, value.currency);
  });
}

TEST(CurrencyVectors, ListAndMinorUnits) {
  CheckParse("currency", ParseCurrency);
  ForEachRow("currency", [](const Row& row) {
    if (row.Refused(1)) return;
    EXPECT_EQ(MinorUnits(row.Int(1)), row.Int(2));
    std::string text;
    PrintCurrency(row.Int(1), text);
    EXPECT_EQ(text, row.Text(0));
  });
}

TEST(Currency, UnknownNumbersAreNone) {
  for (const std::int64_t value : {std::int64_t{0}, std::int64_t{-1}, PackCurrency('B', 'G', 'N'),
                                   PackCurrency('X', 'A', 'U'), PackCurrency('E', 'U', 'R') | std::int64_t{1} << 24}) {
    EXPECT_FALSE(IsCurrency(value)) << value;
    EXPECT_EQ(MinorUnits(value), -1) << value;
  }
}

}  // namespace
}  // namespace bpol::values
