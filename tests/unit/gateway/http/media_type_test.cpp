#include "gateway/http/media_type.h"

#include <gtest/gtest.h>

namespace bpol::http {
namespace {

struct Row {
  std::string_view content_type;
  std::string_view media_type;
  bool json;  // of the family
  bool utf8;  // nothing says otherwise
};

constexpr Row kRows[] = {
    {"application/json", "application/json", true, true},
    {"Application/JSON", "Application/JSON", true, true},
    {"application/json; charset=utf-8", "application/json", true, true},
    {"application/json \t;charset=UTF-8", "application/json", true, true},
    {"application/json;charset=\"utf-8\"", "application/json", true, true},
    {"application/json; profile=x", "application/json", true, true},
    {"application/problem+json", "application/problem+json", true, true},
    {"application/vnd.bank.v4+json", "application/vnd.bank.v4+json", true, true},
    // charsets that are another text
    {"application/json; charset=utf-7", "application/json", true, false},
    {"application/json; charset=utf-16", "application/json", true, false},
    {"application/json; CHARSET=latin1", "application/json", true, false},
    {"application/json; charset", "application/json", true, false},
    {"application/json; charset=", "application/json", true, false},
    {"application/json; charset=utf-8; charset=utf-7", "application/json", true, false},
    {"application/json; charset=utf-7; charset=utf-8", "application/json", true, false},
    {"application/json; charset=utf-8; charset=utf-8", "application/json", true, false},
    {"application/json; charset = utf-7", "application/json", true, false},
    {"application/json; charset=\"utf-7\"", "application/json", true, false},
    {"application/json; charset=utf-8, text/plain", "application/json", true, false},
    {"application/json; a=\";charset=utf-7\"", "application/json", true, false},  // inside quotes: a doubt
    // what is not JSON
    {"", "", false, true},
    {";", "", false, true},
    {"json", "json", false, true},
    {"text/json", "text/json", false, true},
    {"application/jsonx", "application/jsonx", false, true},
    {"application/json5", "application/json5", false, true},
    {"application/x-ndjson", "application/x-ndjson", false, true},
    {"application/json-seq", "application/json-seq", false, true},
    {"application/+json", "application/+json", false, true},
    {"text/plain+json", "text/plain+json", false, true},
    {"application/json, text/html", "application/json, text/html", false, true},
    {"application/json/x", "application/json/x", false, true},
    {" application/json", " application/json", false, true},
    {"multipart/mixed; boundary=application/json", "multipart/mixed", false, true},
};

TEST(MediaType, TellsJsonInUtf8FromEverythingElse) {
  for (const Row& row : kRows) {
    EXPECT_EQ(MediaTypeOf(row.content_type), row.media_type) << row.content_type;
    EXPECT_EQ(IsJson(MediaTypeOf(row.content_type)), row.json) << row.content_type;
    EXPECT_EQ(IsForUtf8(row.content_type), row.utf8) << row.content_type;
  }
}

}  // namespace
}  // namespace bpol::http
