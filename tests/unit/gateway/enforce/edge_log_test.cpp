// The lines for what never becomes a request: each is whole JSON, says why, and holds nothing of the client's but its
// network.
#include "gateway/enforce/edge_log.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "runtime/base/bytes.h"

namespace bpol::enforce {
namespace {

using Json = nlohmann::json;

// An access log in a file of its own, and the lines that `write` makes in it.
template <typename Write>
std::vector<Json> LinesOf(Write write) {
  std::string folder = (std::filesystem::temp_directory_path() / "bpol-edge-XXXXXX").string();
  EXPECT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/access.log";
  {
    const auto log = observe::AccessLog::Open(path, 2);
    EXPECT_TRUE(log.ok());
    EdgeLog edge(**log);
    write(edge);
  }
  std::vector<Json> lines;
  std::istringstream text(ReadFile(path).value());
  for (std::string line; std::getline(text, line);) lines.push_back(Json::parse(line));
  std::filesystem::remove_all(folder);
  return lines;
}

net::ConnectionInfo From(std::string address) {
  return {.peer_address = std::move(address), .peer_port = 50'000, .core = 1};
}

const std::vector<http::Refusal> kRefusals = {
#define BPOL_REFUSAL(name, status, code, seen) http::Refusal::name,
#include "gateway/http/refusals.def"
#undef BPOL_REFUSAL
};

TEST(EdgeLog, SaysWhyAHeadWasRefused) {
  const auto lines = LinesOf([](EdgeLog& edge) {
    for (const http::Refusal refusal : kRefusals) edge.OnRefusal(From("192.0.2.77"), refusal, "an-id");
  });
  ASSERT_EQ(lines.size(), kRefusals.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].at("reason"), http::CodeOf(kRefusals[i]));
    EXPECT_EQ(lines[i].at("status"), http::StatusOf(kRefusals[i]));
    EXPECT_EQ(lines[i].at("effect"), "deny");
    EXPECT_EQ(lines[i].at("interaction_id"), "an-id");
  }
}

TEST(EdgeLog, SaysNothingThatWasNeverSpoken) {
  const auto lines = LinesOf([](EdgeLog& edge) {
    edge.OnRefusal(From("192.0.2.77"), http::Refusal::TooManyConnections, {});
    edge.OnHandshakeFailure(From("192.0.2.77"), "certificate verify failed");
  });
  ASSERT_EQ(lines.size(), 2u);
  for (const Json& line : lines) {
    // No request: no method, route, client, subject or unit; nobody was told an id.
    for (const char* member : {"method", "route", "client", "subject", "unit", "region", "interaction_id"})
      EXPECT_FALSE(line.contains(member)) << line;
  }
  EXPECT_EQ(lines[1].at("reason"), "tls.handshake");
  EXPECT_EQ(lines[1].at("detail"), "certificate verify failed");
  EXPECT_FALSE(lines[1].contains("status")) << "no HTTP was spoken";
}

struct AddressRow {
  std::string address;
  std::string origin;  // empty: left out
};

TEST(EdgeLog, GeneralisesTheAddress) {
  const std::vector<AddressRow> rows = {
      {"192.0.2.77", "192.0.2.0/24"},
      {"2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"},
      {"::1", "::/48"},
      {"not an address", ""},
      {"192.0.2.777", ""},
      {"", ""},
  };
  const auto lines = LinesOf([&](EdgeLog& edge) {
    for (const AddressRow& row : rows) edge.OnHandshakeFailure(From(row.address), "time-out");
  });
  ASSERT_EQ(lines.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(lines[i].value("origin", ""), rows[i].origin);
    const bool tells = rows[i].address.size() > 3;  // shorter ones stand in any text
    EXPECT_TRUE(!tells || lines[i].dump().find(rows[i].address) == std::string::npos) << lines[i];
  }
}

TEST(EdgeLog, CannotBeBrokenOutOf) {
  const auto lines = LinesOf([](EdgeLog& edge) {
    edge.OnHandshakeFailure(From("192.0.2.77"), "a\"}\n{\"effect\":\"permit\"\\\x01\xff");
    edge.OnRefusal(From("192.0.2.77"), http::Refusal::BareLf, "x\"\n");
  });
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].at("effect"), "deny");
  EXPECT_EQ(lines[0].at("detail"), "a\"}\n{\"effect\":\"permit\"\\\x01\xef\xbf\xbd");
  EXPECT_EQ(lines[1].at("interaction_id"), "x\"\n");
}

}  // namespace
}  // namespace bpol::enforce
