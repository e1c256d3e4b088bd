#include "runtime/values/integer.h"

#include <gtest/gtest.h>

#include "tests/unit/runtime/values/vectors.h"

namespace bpol::values {
namespace {

TEST(IntegerVectors, Add) {
  CheckInts("add_int", AddInt);
}
TEST(IntegerVectors, Sub) {
  CheckInts("sub_int", SubInt);
}
TEST(IntegerVectors, Mul) {
  CheckInts("mul_int", MulInt);
}
TEST(IntegerVectors, Neg) {
  CheckInts("neg_int", NegInt);
}
TEST(IntegerVectors, FloorDiv) {
  CheckInts("floor_div_int", FloorDivInt);
}
TEST(IntegerVectors, FloorMod) {
  CheckInts("floor_mod_int", FloorModInt);
}
TEST(IntegerVectors, Parse) {
  CheckParse("parse_int", ParseInt);
}
TEST(IntegerVectors, Print) {
  CheckPrint("print_int", PrintInt, ParseInt);
}

}  // namespace
}  // namespace bpol::values
