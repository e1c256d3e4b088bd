#include "gateway/bind/cookies.h"

#include <gtest/gtest.h>

namespace bpol::bind {
namespace {

using Form = WireItem::Form;

std::string Seen(const std::vector<std::string>& lines, std::string_view name) {
  http::FieldList fields;
  for (const std::string& line : lines) EXPECT_TRUE(fields.Add("Cookie", line)) << line;
  const WireItem item = FindCookie(fields, name);
  switch (item.form) {
    case Form::Absent:
      return "absent";
    case Form::Text:
      return "=" + std::string(item.text);
    case Form::Json:
      return "json";
    case Form::Repeated:
      return "repeated";
    case Form::Malformed:
      return "malformed";
  }
  return "";
}

TEST(Cookies, AreReadAsTheyAreToBeWritten) {
  std::string most = "a=1", more;
  for (std::size_t i = 1; i < kMostCookies; ++i) most += "; c" + std::to_string(i) + "=";
  more = most + "; last=";
  const std::pair<std::string, std::string> kRows[] = {
      {"a=1", "=1"},
      {"a=", "="},
      {"b=2; a=1", "=1"},
      {"A=2", "absent"},
      {"a=\"1\"", "=\"1\""},
      {"a=\"\"", "=\"\""},
      {"a=b=c", "=b=c"},
      {"a=!#$%&'()*+-./:<=>?@[]^_`{|}~", "=!#$%&'()*+-./:<=>?@[]^_`{|}~"},
      {most, "=1"},
      {more, "malformed"},
      {"", "malformed"},
      {"a", "malformed"},
      {"a=1;", "malformed"},
      {"a=1; ", "malformed"},
      {"a=1;b=2", "malformed"},
      {"a=1;  b=2", "malformed"},
      {"a=1;\tb=2", "malformed"},
      {"a=1 ; b=2", "malformed"},
      {"; a=1", "malformed"},
      {"=1; a=2", "malformed"},
      {"a=1,b=2", "malformed"},
      {"a=\"1", "malformed"},
      {"a=\"", "malformed"},
      {"a=1\"", "malformed"},
      {"a=\"1\"2\"", "malformed"},
      {"a=\\1", "malformed"},
      {"a=\xc3\xa9", "malformed"},
      {"a b=1", "malformed"},
      {"b=\x80; a=1", "malformed"},
      {"a=1; a=1", "repeated"},
      {"b=1; b=1; a=1", "repeated"},
  };
  for (const auto& [line, seen] : kRows) EXPECT_EQ(Seen({line}, "a"), seen) << line;
  EXPECT_EQ(Seen({}, "a"), "absent");
  EXPECT_EQ(Seen({"a=1", "b=2"}, "a"), "repeated");
  EXPECT_EQ(Seen({"a=1", "b=2"}, "c"), "repeated");
}

}  // namespace
}  // namespace bpol::bind
