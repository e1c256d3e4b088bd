#include "runtime/values/identifier.h"

#include <gtest/gtest.h>

#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

TEST(IdentifierVectors, Iban) {
  CheckPredicate("iban", IsIban);
}
TEST(IdentifierVectors, Luhn) {
  CheckPredicate("pan", PassesLuhn, 1);
}
TEST(IdentifierVectors, Pan) {
  CheckPredicate("pan", IsPan, 2);
}
TEST(IdentifierVectors, Lei) {
  CheckPredicate("lei", IsLei);
}
TEST(IdentifierVectors, Bic) {
  CheckPredicate("bic", IsBic);
}
TEST(IdentifierVectors, Email) {
  CheckPredicate("email", IsEmail);
}
TEST(IdentifierVectors, Phone) {
  CheckPredicate("phone", IsPhone);
}

TEST(IdentifierVectors, IbanLength) {
  ForEachRow("iban_length", [](const Row& row) { EXPECT_EQ(IbanLength(row.Text(0)), row.Int(1)); });
}

TEST(IdentifierVectors, FromDisplay) {
  ForEachRow("from_display", [](const Row& row) {
    ShortText out{};
    const bool iban = row.Text(0) == "iban";
    EXPECT_EQ(iban ? IbanFromDisplay(row.Text(1), &out) : PanFromDisplay(row.Text(1), &out), !row.Refused(2));
    EXPECT_EQ(out.View(), row.Refused(2) ? "" : row.Text(2));
  });
}

}  // namespace
}  // namespace bpol::values
