#include "runtime/bind/object_decoder.h"

#include <gtest/gtest.h>

#include "tests/unit/runtime/bind/pay_unit.h"

namespace bpol::bind {
namespace {

// `count`, and `day` where live, of an Item; `null` where the object does not fit.
void CheckItem(const std::string& json, const std::vector<schema::Live>& live, const std::string& expected) {
  const PayUnit pay;
  Arena arena;
  JsonParser parser;
  std::uint32_t item = 0;
  while (pay.unit.records[item].name != "Item") ++item;
  const std::byte* record = DecodeObject(pay.unit, item, live, json, arena, parser);
  std::string seen = "null";
  if (record != nullptr) {
    const decision::Value value = ReadRecord(pay.unit, pay.unit.records[item], record, arena);
    seen = std::to_string(value.elements[0].integer) + (value.elements[1].present() ? " and a day" : "");
  }
  EXPECT_EQ(seen, expected) << json;
}

TEST(DecodeObject, ReadsWhatIsLiveOnly) {
  const std::vector<schema::Live> count = {{.field = 0}};
  const std::vector<schema::Live> both = {{.field = 0}, {.field = 1}};
  CheckItem(R"({"count":3})", both, "3");
  CheckItem(R"({"count":3,"day":"2026-01-01"})", both, "3 and a day");
  CheckItem(R"({"count":3,"day":"2026-01-01"})", count, "3");
  CheckItem(R"({"count":3,"day":"never"})", count, "3");
  CheckItem(R"({"count":3,"extra":{"more":[1]}})", both, "3");
  CheckItem(R"({"count":3,"day":"never"})", both, "null");
  CheckItem(R"({"day":"2026-01-01"})", both, "null");
  CheckItem(R"({"count":3,"count":4})", both, "null");
  CheckItem(R"({"count":3)", both, "null");
  CheckItem("[]", both, "null");
  CheckItem("", both, "null");
}

}  // namespace
}  // namespace bpol::bind
