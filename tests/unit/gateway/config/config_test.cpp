#include "gateway/config/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace bpol::config {
namespace {

using testing::HasSubstr;

// A folder with every file that the good configuration names.
class Config_ : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "bpol-config-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    for (const char* file :
         {"server.pem", "server.key", "ca.pem", "jwks.json", "admin.token", "bpol-compile", "key.hex"})
      std::ofstream(folder_ + "/" + file) << "x";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Result<Config> With(std::string from, std::string to) {
    std::string text = kGood;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    return Parse(text, folder_ + "/gateway.toml");
  }
  void CheckRefused(std::string from, std::string to, std::string_view message) {
    const auto config = With(std::move(from), std::move(to));
    ASSERT_FALSE(config.ok()) << message;
    EXPECT_THAT(config.error().message, HasSubstr(message));
    EXPECT_THAT(config.error().message, HasSubstr("gateway.toml:"));
  }

  static constexpr const char* kGood = R"(
cores = 2
facts = "facts.db"
compiler = "bpol-compile"
pseudonym_key = "key.hex"
[listener]
port = 8443
certificate = "server.pem"
key = "server.key"
client_ca = "ca.pem"
[admin]
token_file = "admin.token"
[identity]
issuer = "https://as.bank.example"
audience = "https://api.bank.example"
keys = "jwks.json"
[audit]
path = "audit.jsonl"
origin = "gw-1/decisions"
mode = "buffered"
actions = { Pay = "fail_closed" }
[[upstream]]
name = "core-banking"
servers = [ { url = "http://127.0.0.1:9001", region = "eu-central" } ]
)";
  std::string folder_;
};

TEST_F(Config_, ReadsWhatIsThereAndMakesPathsAbsolute) {
  const auto config = Parse(kGood, folder_ + "/gateway.toml");
  ASSERT_TRUE(config.ok()) << config.error().message;
  EXPECT_EQ(config->listener.port, 8443);
  EXPECT_EQ(config->listener.certificate, folder_ + "/server.pem");
  EXPECT_EQ(config->audit.mode, AuditMode::Buffered);
  EXPECT_EQ(config->audit.actions.at("Pay"), AuditMode::FailClosed);
  EXPECT_EQ(config->upstreams.at(0).servers.at(0).region, "eu-central");
  EXPECT_THAT(config->response_headers, testing::Contains("content-type"));
}

TEST_F(Config_, RefusesEveryMistakeByName) {
  CheckRefused("cores = 2", "cores = 1000", "`cores` is 1000; it can be from 0 to 256");
  CheckRefused("cores = 2", "core = 2", "`core` is not a setting");
  CheckRefused("cores = 2", "cores = \"two\"", "`cores` should be a whole number");
  CheckRefused("facts = \"facts.db\"", "", "`facts` is missing");
  CheckRefused("server.pem", "other.pem", "there is no such file");
  CheckRefused("\"buffered\"", "\"sometimes\"", "`audit.mode` is `sometimes`; it can be `buffered`, `fail_closed`");
  CheckRefused("Pay = \"fail_closed\"", "Pay = \"never\"", "`audit.actions.Pay` is `never`");
  CheckRefused("client_ca = \"ca.pem\"", "", "`listener.client_ca` is missing");
  CheckRefused("token_file", "address = \"0.0.0.0\"\ntoken_file", "for this machine only");
  CheckRefused("[[upstream]]", "[upstream]", "`upstream` should be a list");
  CheckRefused("cores = 2", "cores = 2\nresponse_headers = [\"ETag\"]", "names `etag`, which never passes");
  CheckRefused("http://127", "https://127", "`upstream.ca` is missing");
  CheckRefused("name = \"core", "certificate = \"ca.pem\"\nname = \"core", "`upstream.key` is missing");
  CheckRefused("[admin]", "[keys]\na = { files = { v1 = \"key.hex\" } }\n[admin]", "`keys.a.active` is missing");
  CheckRefused("[admin]", "[keys]\na = { active = \"v2\", files = { v1 = \"key.hex\" } }\n[admin]",
               "is `v2`, and `files` has no version of that name");
  CheckRefused("[admin]", "[keys]\na = { active = \"v1\", files = { v1 = \"none\" } }\n[admin]",
               "there is no such file");
  CheckRefused("[admin]", "[keys]\na = \"key.hex\"\n[admin]", "`keys.a` should be a table");
  CheckRefused("[admin]", "[image_cache]\nfolder = \".\"\n[admin]", "`image_cache.key` is missing");
  CheckRefused("[admin]", "[image_cache]\nfolder = \"none\"\nkey = \"key.hex\"\n[admin]", "there is no such file");
  CheckRefused("[audit]", "[audit", "gateway.toml:");
}

TEST_F(Config_, NamesAllMistakesAtOnce) {
  const auto config = With("cores = 2\nfacts = \"facts.db\"", "cores = -1\nfats = \"x\"");
  ASSERT_FALSE(config.ok());
  EXPECT_EQ(std::ranges::count(config.error().message, '\n'), 2);
}

}  // namespace
}  // namespace bpol::config
