#include "runtime/values/decimal.h"

#include <gtest/gtest.h>

#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

constexpr Decimal kUntouchedDecimal{kUntouched, 0};

Decimal Number(const Row& row, std::size_t index) {
  Decimal number = kUntouchedDecimal;
  EXPECT_TRUE(ParseDecimal(row.Text(index), &number)) << row.Text(index);
  return number;
}

std::string Printed(const Decimal& number) {
  std::string text;
  PrintDecimal(number, text);
  return text;
}

Rounding RoundingAt(const Row& row, std::size_t index) {
  Rounding rounding{};
  EXPECT_TRUE(ParseRounding(row.Text(index), &rounding));
  return rounding;
}

void CheckResult(const Row& row, Fault fault, const Decimal& out) {
  const std::size_t last = row.size() - 1;
  EXPECT_EQ(FaultCode(fault), FaultCode(row.ExpectedFault(last)));
  if (row.Refused(last)) {
    EXPECT_EQ(out, kUntouchedDecimal);
  } else {
    EXPECT_EQ(Printed(out), row.Text(last));
  }
}

using BinaryDecimal = Fault (*)(const Decimal&, const Decimal&, Decimal*) noexcept;
void CheckBinary(std::string_view name, BinaryDecimal function) {
  ForEachRow(name, [&](const Row& row) {
    Decimal out = kUntouchedDecimal;
    CheckResult(row, function(Number(row, 0), Number(row, 1), &out), out);
  });
}

TEST(DecimalVectors, Add) {
  CheckBinary("decimal_add", DecimalAdd);
}
TEST(DecimalVectors, Subtract) {
  CheckBinary("decimal_sub", DecimalSub);
}
TEST(DecimalVectors, Multiply) {
  CheckBinary("decimal_mul", DecimalMul);
}

TEST(DecimalVectors, Compare) {
  ForEachRow("decimal_compare", [](const Row& row) {
    EXPECT_EQ(DecimalCompare(Number(row, 0), Number(row, 1)), row.Int(2));
    EXPECT_EQ(Number(row, 0) == Number(row, 1), row.Int(2) == 0) << "one value has one form";
  });
}

TEST(DecimalVectors, Round) {
  ForEachRow("decimal_round", [](const Row& row) {
    EXPECT_EQ(Printed(DecimalRound(Number(row, 0), row.Int(1), RoundingAt(row, 2))), row.Text(3));
  });
}

TEST(DecimalVectors, Divide) {
  ForEachRow("decimal_divide", [](const Row& row) {
    Decimal out = kUntouchedDecimal;
    CheckResult(row, DecimalDivide(Number(row, 0), Number(row, 1), row.Int(2), RoundingAt(row, 3), &out), out);
  });
}

TEST(DecimalVectors, Floor) {
  ForEachRow("decimal_floor", [](const Row& row) {
    std::int64_t out = kUntouched;
    EXPECT_EQ(FaultCode(DecimalFloor(Number(row, 0), &out)), FaultCode(row.ExpectedFault(1)));
    EXPECT_EQ(out, row.Refused(1) ? kUntouched : row.Int(1));
    if (row.Refused(1) || Printed(Number(row, 0)).find('.') != std::string::npos) return;
    EXPECT_EQ(DecimalOfInt(row.Int(1)), Number(row, 0)) << "a whole number comes back";
  });
}

TEST(DecimalVectors, MoneyScale) {
  ForEachRow("money_scale", [](const Row& row) {
    Money out{kUntouched, 0};
    const Money amount{row.Int(0), PackCurrency('E', 'U', 'R')};
    const Fault fault = MoneyScale(amount, Number(row, 1), RoundingAt(row, 2), &out);
    EXPECT_EQ(FaultCode(fault), FaultCode(row.ExpectedFault(3)));
    EXPECT_EQ(out.minor, row.Refused(3) ? kUntouched : row.Int(3));
    EXPECT_EQ(out.currency, row.Refused(3) ? 0 : amount.currency);
  });
}

TEST(DecimalVectors, Parse) {
  ForEachRow("parse_decimal", [](const Row& row) {
    Decimal out = kUntouchedDecimal;
    EXPECT_EQ(ParseDecimal(row.Text(0), &out), !row.Refused(1));
    if (row.Refused(1)) {
      EXPECT_EQ(out, kUntouchedDecimal);
      return;
    }
    EXPECT_EQ(Printed(out), row.Text(1));
    Decimal again{};
    EXPECT_TRUE(ParseDecimal(row.Text(1), &again) && again == out) << "what is printed parses back";
  });
}

TEST(Decimal, ARoundingThatIsNoneIsRefused) {
  Rounding rounding = Rounding::Up;
  EXPECT_FALSE(ParseRounding("half", &rounding));
  EXPECT_EQ(rounding, Rounding::Up);
}

}  // namespace
}  // namespace bpol::values
