#include "compiler/trial/differences.h"

#include <gtest/gtest.h>

namespace bpol::trial {
namespace {

std::string Told(std::string_view expected, std::string_view came) {
  std::string all;
  for (const std::string& each : Differences(expected, came)) all += (all.empty() ? "" : "\n") + each;
  return all;
}

TEST(Differences, AreToldByTheirPath) {
  const struct {
    std::string_view expected, came, told;
  } kRows[] = {
      {R"({"a":1,"b":[2]})", R"({"b":[2],"a":1})", ""},
      {R"({"a":"x"})", R"({"a":"***"})", R"(`a` is expected to be "x", came "***")"},
      {R"({"a":{"b":[{"c":1},{"c":2}]}})", R"({"a":{"b":[{"c":1},{"c":3}]}})",
       "`a.b[1].c` is expected to be 2, came 3"},
      {R"({"a":1,"b":2})", R"({"a":1})", "`b` is expected to be 2, and is not there"},
      {R"({"a":1})", R"({"a":1,"iban":"DE"})", R"(`iban` is not expected, came "DE")"},
      {R"([{"a":1}])", R"([])", "the whole is expected to have 1 element, came with 0"},
      {R"({"a":[1,2]})", R"({"a":[1]})", "`a` is expected to have 2 elements, came with 1"},
      {R"({"a":[1]})", R"({"a":{}})", "`a` is expected to be [1], came {}"},
      {R"("x")", R"("y")", R"(the whole is expected to be "x", came "y")"},
      {R"({"a":)", R"({"a":1})", ""},
  };
  for (const auto& row : kRows) EXPECT_EQ(Told(row.expected, row.came), row.told) << row.expected;
}

TEST(Differences, AreAtMostFour) {
  EXPECT_EQ(Differences("[1,2,3,4,5,6]", "[0,0,0,0,0,0]").size(), 4u);
}

}  // namespace
}  // namespace bpol::trial
