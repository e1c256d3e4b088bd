#include <gtest/gtest.h>

#include <set>

#include "gateway/http/parse.h"
#include "tests/unit/gateway/http/refused_requests.h"

namespace bpol::http {
namespace {

struct Read {
  HeadScan::State state = HeadScan::State::NeedMore;
  std::optional<Refusal> refusal{};
  RequestHead head{};
  std::size_t size = 0;
};

Read ReadIn(std::string_view raw, std::size_t step) {
  HeadScan scan(MessageKind::Request);
  Read read;
  for (std::size_t size = std::min(step, raw.size()); read.state == HeadScan::State::NeedMore;
       size = std::min(size + step, raw.size())) {
    read.state = scan.Step(raw.substr(0, size));
    if (size == raw.size()) break;
  }
  if (read.state == HeadScan::State::Refused) read.refusal = scan.refusal();
  if (read.state != HeadScan::State::Complete) return read;
  read.size = scan.head_size();
  read.refusal = ParseRequestHead(raw.substr(0, read.size), scan.field_count(), read.head);
  return read;
}

std::string_view CodeIn(std::string_view raw, std::size_t step) {
  const Read read = ReadIn(raw, step);
  return read.refusal ? CodeOf(*read.refusal) : read.state == HeadScan::State::Complete ? "accepted" : "incomplete";
}

TEST(Head, RefusesEachRowHoweverItArrives) {
  for (const RefusedRequest& row : RefusedHeads()) {
    std::string_view raw = row.raw;
    // The connection drops one empty line before it scans.
    if (raw.starts_with("\r\n")) raw.remove_prefix(2);
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, raw.size()}) {
      EXPECT_EQ(CodeIn(raw, step), row.code) << row.raw.substr(0, 200);
    }
  }
}

// Every refusal that can be caused by bytes alone has a row; the others are about time, size of a route, or ourselves.
TEST(Head, EveryRefusalHasARow) {
  std::set<std::string_view> shown = {"http.status_line",          "http.parsers_disagree", "http.body_too_large",
                                      "http.head_timeout",         "http.body_timeout",     "http.body_cut",
                                      "http.too_many_connections", "gateway.internal"};
  for (const RefusedRequest& row : RefusedHeads()) shown.insert(row.code);
  for (const RefusedRequest& row : RefusedBodies()) shown.insert(row.code);
#define BPOL_REFUSAL(name, status, code, seen) EXPECT_TRUE(shown.contains(code)) << code;
#include "gateway/http/refusals.def"
#undef BPOL_REFUSAL
}

struct AcceptedTarget {
  std::string_view raw;
  std::string_view target;
  std::string_view path;
  std::string_view query;
};

TEST(Head, ForwardsTheTargetThatIsDecidedOn) {
  const AcceptedTarget rows[] = {
      {"/", "/", "/", ""},
      {"/?", "/?", "/", ""},
      {"/a/b", "/a/b", "/a/b", ""},
      {"/a/", "/a/", "/a/", ""},
      {"/%41%7e%2D", "/A~-", "/A~-", ""},
      {"/a%c3%a9?x=%2f%0a&y", "/a%C3%A9?x=%2f%0a&y", "/a%C3%A9", "x=%2f%0a&y"},
      {"/a%20b", "/a%20b", "/a%20b", ""},
      {"/a...b/..c?/../..", "/a...b/..c?/../..", "/a...b/..c", "/../.."},
      {"http://h", "/", "/", ""},
      {"HTTP://H/a?b", "/a?b", "/a", "b"},
      {"https://h:443?q", "/?q", "/", "q"},
      {"/a?b?c=http://h//x;y", "/a?b?c=http://h//x;y", "/a", "b?c=http://h//x;y"},
  };
  for (const AcceptedTarget& row : rows) {
    const Read read = ReadIn(Get(row.raw), 4096);
    ASSERT_FALSE(read.refusal) << row.raw << ": " << CodeOf(*read.refusal);
    EXPECT_EQ(read.head.target, row.target);
    EXPECT_EQ(read.head.path(), row.path);
    EXPECT_EQ(read.head.query(), row.query);
  }
}

TEST(Head, ReadsHosts) {
  for (const auto& [raw, host] : {std::pair{"H.Example:8443", "h.example:8443"}, std::pair{"127.0.0.1", "127.0.0.1"},
                                  std::pair{"[::1]:443", "[::1]:443"}, std::pair{"a_b-c", "a_b-c"}}) {
    const Read read = ReadIn("GET / HTTP/1.1\r\nHost: " + std::string(raw) + "\r\n\r\n", 4096);
    ASSERT_FALSE(read.refusal) << raw;
    EXPECT_EQ(read.head.host, host);
  }
}

TEST(Head, KeepsFieldsInOrderWithLowerCaseNames) {
  const Read read =
      ReadIn("PATCH /x HTTP/1.1\r\nHost: h\r\nX-One:1\r\nX-TWO: \t two words \t\r\nx-one:\r\nX-\xc3: y\r\n\r\n", 4096);
  EXPECT_EQ(read.refusal, Refusal::FieldName);
  const Read good = ReadIn(
      "PATCH /x HTTP/1.1\r\nHost: h\r\nX-One:1\r\nX-TWO: \t two words \t\r\nx-one:\r\nN: \xc3\xa9\r\n\r\nrest", 3);
  ASSERT_FALSE(good.refusal);
  EXPECT_EQ(good.head.method, "PATCH");
  ASSERT_EQ(good.head.fields.size(), 5u);
  EXPECT_EQ(good.head.fields[2].name, "x-two");
  EXPECT_EQ(good.head.fields[2].value, "two words");
  EXPECT_EQ(good.head.fields.Find("X-One").presence, Presence::Repeated);
  EXPECT_EQ(good.head.fields.FindOnly("x-one"), "");
  EXPECT_EQ(good.head.fields.FindOnly("n"), "\xc3\xa9");
}

struct FramingRow {
  std::string raw;
  Framing::Kind kind;
  std::uint64_t length;
  Persistence persistence;
};

TEST(Head, KnowsWhereTheBodyEndsAndTheConnectionStays) {
  using Kind = Framing::Kind;
  const FramingRow rows[] = {
      {Get("/"), Kind::None, 0, Persistence::KeepAlive},
      {With("Content-Length: 0\r\n"), Kind::Length, 0, Persistence::KeepAlive},
      {With("Content-Length: 0042\r\nConnection: Close\r\n"), Kind::Length, 42, Persistence::Close},
      {With("Transfer-Encoding: Chunked\r\nConnection: keep-alive, TE\r\n"), Kind::Chunked, 0, Persistence::KeepAlive},
      {With("Connection: keep-alive\r\nConnection: close\r\n"), Kind::None, 0, Persistence::Close},
      {"GET / HTTP/1.0\r\nHost: h\r\n\r\n", Kind::None, 0, Persistence::Close},
      {"GET / HTTP/1.0\r\nHost: h\r\nConnection: Keep-Alive\r\n\r\n", Kind::None, 0, Persistence::KeepAlive},
  };
  for (const FramingRow& row : rows) {
    const Read read = ReadIn(row.raw, 4096);
    ASSERT_FALSE(read.refusal) << row.raw;
    EXPECT_EQ(read.head.framing.kind, row.kind) << row.raw;
    EXPECT_EQ(read.head.framing.length, row.length) << row.raw;
    EXPECT_EQ(read.head.persistence, row.persistence) << row.raw;
  }
}

TEST(Head, TakesTheLargestThatIsAllowed) {
  std::string raw = "GET /" + std::string(8 * 1024 - 16, 'a') + " HTTP/1.1\r\nHost: h\r\n";
  for (int i = 0; i < 98; ++i) raw += "A: " + std::string(300, 'b') + "\r\n";
  raw += "Z: c\r\n\r\n";
  const Read read = ReadIn(raw, 1000);
  ASSERT_FALSE(read.refusal) << CodeOf(*read.refusal);
  EXPECT_EQ(read.size, raw.size());
  EXPECT_EQ(read.head.fields.size(), 100u);
}

struct ResponseRow {
  std::string_view raw;
  std::string_view method;
  std::string_view result;  // a framing, or a reason code
};

std::string_view ReadResponseRow(const ResponseRow& row) {
  HeadScan scan(MessageKind::Response);
  if (scan.Step(row.raw) == HeadScan::State::Refused) return CodeOf(scan.refusal());
  ResponseHead head;
  if (const auto refusal = ParseResponseHead(row.raw, scan.field_count(), row.method, head)) return CodeOf(*refusal);
  constexpr std::string_view kNames[] = {"none", "length", "chunked", "until close"};
  return kNames[static_cast<int>(head.framing.kind)];
}

TEST(ResponseHead, KnowsWhereTheBodyEnds) {
  const ResponseRow rows[] = {
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "GET", "length"},
      {"HTTP/1.1 200\r\nContent-Length: 5\r\n\r\n", "GET", "http.status_line"},
      {"HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n", "GET", "chunked"},
      {"HTTP/1.1 200 OK\r\n\r\n", "GET", "until close"},
      {"HTTP/1.0 200 OK\r\n\r\n", "GET", "until close"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HEAD", "none"},
      {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "GET", "none"},
      {"HTTP/1.1 204 No Content\r\n\r\n", "GET", "none"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", "GET", "http.length_and_encoding"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n", "GET", "http.content_length"},
      {"HTTP/1.1 20 OK\r\n\r\n", "GET", "http.status_line"},
      {"HTTP/1.1 600 OK\r\n\r\n", "GET", "http.status_line"},
      {"HTTP/1.1 2000 OK\r\n\r\n", "GET", "http.status_line"},
      {"HTTP/1.1  200 OK\r\n\r\n", "GET", "http.status_line"},
      {"ICY 200 OK\r\n\r\n", "GET", "http.status_line"},
      {"HTTP/3.1 200 OK\r\n\r\n", "GET", "http.version"},
      {"HTTP/1.1 200 OK\r\nA: b\n\r\n", "GET", "http.bare_lf"},
  };
  for (const ResponseRow& row : rows) EXPECT_EQ(ReadResponseRow(row), row.result) << row.raw;
}

}  // namespace
}  // namespace bpol::http
