#include "runtime/bind/replace_member.h"

#include <gtest/gtest.h>

namespace bpol::bind {
namespace {

void CheckReplaced(const std::string& json, const std::string& expected) {
  EXPECT_EQ(ReplaceMember(json, "status", "\"CANC\"").value_or("nothing"), expected) << json;
}

TEST(ReplaceMember, LeavesEveryOtherByte) {
  CheckReplaced(R"({"status":"AUTH"})", R"({"status":"CANC"})");
  CheckReplaced(R"( { "a" : 1.10 , "status" : "AUTH"  , "b" : [ "status" ] } )",
                R"( { "a" : 1.10 , "status" : "CANC"  , "b" : [ "status" ] } )");
  CheckReplaced(R"({"inner":{"status":"x"},"big":12345678901234567890123,"status":"AUTH"})",
                R"({"inner":{"status":"x"},"big":12345678901234567890123,"status":"CANC"})");
  CheckReplaced(R"({"st\u0061tus":"A\"}UTH\\"})", R"({"st\u0061tus":"CANC"})");
  CheckReplaced(R"({"status":""})", R"({"status":"CANC"})");
}

TEST(ReplaceMember, WantsOneText) {
  CheckReplaced(R"({})", "nothing");
  CheckReplaced(R"({"Status":"AUTH"})", "nothing");
  CheckReplaced(R"({"status":1})", "nothing");
  CheckReplaced(R"({"status":null})", "nothing");
  CheckReplaced(R"({"status":{"status":"AUTH"}})", "nothing");
  CheckReplaced(R"({"status":"AUTH","status":"AUTH"})", "nothing");
  CheckReplaced(R"({"status":"AUTH","st\u0061tus":"AUTH"})", "nothing");
  CheckReplaced(R"(["status"])", "nothing");
  CheckReplaced("", "nothing");
}

}  // namespace
}  // namespace bpol::bind
