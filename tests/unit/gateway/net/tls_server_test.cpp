#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "runtime/base/bytes.h"
#include "tests/unit/gateway/net/echo_server.h"

namespace bpol::net {
namespace {

using tls::ClientCertificate;
using wire::Ending;
using wire::WireClient;

class TlsServer : public testing::Test {
 protected:
  void Start(ClientCertificate client, const std::string& revocations = {}) {
    server_ = std::make_unique<EchoServer>(QuickLimits(),
                                           tls::ServerContext::Load({.certificate_file = certificates_.server(),
                                                                     .key_file = certificates_.server_key(),
                                                                     .client_certificate = client,
                                                                     .client_ca_file = certificates_.ca(),
                                                                     .client_crl_file = revocations})
                                               .value());
  }
  wire::TlsOptions Anonymous() const { return {.ca = certificates_.ca()}; }
  wire::TlsOptions WithCertificate() const {
    return {.ca = certificates_.ca(), .certificate = certificates_.client(), .key = certificates_.client_key()};
  }
  // What /peer says, or nothing when the connection was refused.
  std::string Ask(const wire::TlsOptions& options) {
    auto client = WireClient::Tls(server_->port(), options);
    if (!client.connected()) return {};
    client.Send("GET /peer HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return client.ReadAnswer().body;
  }
  std::string ClientHash() const {
    const auto pem = ReadFile(certificates_.client()).value();
    std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    std::unique_ptr<X509, decltype(&X509_free)> parsed(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr),
                                                       X509_free);
    std::array<std::uint8_t, 32> hash{};
    unsigned size = 0;
    X509_digest(parsed.get(), EVP_sha256(), hash.data(), &size);
    return ToHex(hash);
  }

  wire::Certificates certificates_;
  std::unique_ptr<EchoServer> server_;
};

TEST_F(TlsServer, SpeaksTls13AndKnowsNoClient) {
  Start(ClientCertificate::None);
  EXPECT_EQ(Ask(Anonymous()), "127.0.0.1 TLSv1.3 none");
  EXPECT_EQ(Ask(WithCertificate()), "127.0.0.1 TLSv1.3 none");
}

TEST_F(TlsServer, OptionalCertificateIsShownWithItsHash) {
  Start(ClientCertificate::Optional);
  EXPECT_EQ(Ask(Anonymous()), "127.0.0.1 TLSv1.3 none");
  EXPECT_EQ(Ask(WithCertificate()), "127.0.0.1 TLSv1.3 " + ClientHash());
}

TEST_F(TlsServer, RequiredCertificateIsRequired) {
  Start(ClientCertificate::Required);
  EXPECT_EQ(Ask(Anonymous()), "");
  EXPECT_EQ(Ask(WithCertificate()), "127.0.0.1 TLSv1.3 " + ClientHash());
}

TEST_F(TlsServer, AStrangersCertificateIsRefusedEvenWhereNoneIsNeeded) {
  Start(ClientCertificate::Optional);
  EXPECT_EQ(
      Ask({.ca = certificates_.ca(), .certificate = certificates_.stranger(), .key = certificates_.stranger_key()}),
      "");
  const std::vector<std::string> observed = server_->observed().all(1);
  ASSERT_EQ(observed.size(), 1U);
  EXPECT_TRUE(observed[0].starts_with("handshake: ")) << observed[0];
}

TEST_F(TlsServer, ARevokedCertificateIsRefused) {
  Start(ClientCertificate::Required, certificates_.empty_revocations());
  EXPECT_NE(Ask(WithCertificate()), "");
  Start(ClientCertificate::Required, certificates_.client_revoked());
  EXPECT_EQ(Ask(WithCertificate()), "");
}

struct VersionRow {
  int version;
  std::string ciphers;
  std::string_view said;
};

TEST_F(TlsServer, OldVersionsAndWeakSuitesAreRefused) {
  Start(ClientCertificate::None);
  const VersionRow rows[] = {
      {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-GCM-SHA256", "127.0.0.1 TLSv1.2 none"},
      {TLS1_2_VERSION, "ECDHE-ECDSA-AES256-GCM-SHA384", "127.0.0.1 TLSv1.2 none"},
      {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-SHA", ""},
      {TLS1_2_VERSION, "ECDHE-ECDSA-CHACHA20-POLY1305", ""},
      {TLS1_2_VERSION, "AES128-GCM-SHA256", ""},
      {TLS1_1_VERSION, "ALL:@SECLEVEL=0", ""},
      {TLS1_VERSION, "ALL:@SECLEVEL=0", ""},
  };
  for (const VersionRow& row : rows) {
    wire::TlsOptions options = Anonymous();
    options.max_version = row.version;
    options.ciphers = row.ciphers;
    EXPECT_EQ(Ask(options), row.said) << row.ciphers;
  }
}

TEST_F(TlsServer, OnlyHttp11IsAgreedOn) {
  Start(ClientCertificate::None);
  wire::TlsOptions options = Anonymous();
  options.alpn = "\x02h2\x08http/1.1";
  EXPECT_EQ(WireClient::Tls(server_->port(), options).alpn(), "http/1.1");
  options.alpn = "\x02h2";
  EXPECT_FALSE(WireClient::Tls(server_->port(), options).connected());
}

TEST_F(TlsServer, ACutAnswerHasNoCloseNotify) {
  Start(ClientCertificate::None);
  for (const auto& [path, ending] : {std::pair{"/abort", Ending::CutOff}, std::pair{"/throws", Ending::Finished}}) {
    auto client = WireClient::Tls(server_->port(), Anonymous());
    client.Send("GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(client.ReadAnswer().whole, ending == Ending::Finished) << path;
    EXPECT_EQ(client.ReadAll(), "");
    EXPECT_EQ(client.ending(), ending) << path;
  }
}

TEST_F(TlsServer, StreamsMoreThanOneRecord) {
  Start(ClientCertificate::Optional);
  auto client = WireClient::Tls(server_->port(), WithCertificate());
  client.Send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const wire::Answer answer = client.ReadAnswer();
  EXPECT_TRUE(answer.whole);
  EXPECT_EQ(answer.body.size(), 320u * 16 * 1024 + 3);
  client.Send("POST /whole HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40000\r\n\r\n" + std::string(40000, 'x'));
  EXPECT_EQ(client.ReadAnswer().body.size(), 40000u + 12);
}

TEST_F(TlsServer, GarbageAndSilenceEndTheHandshake) {
  Start(ClientCertificate::None);
  auto garbage = WireClient::Plain(server_->port());
  garbage.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(garbage.ReadAll().find("HTTP"), std::string::npos);
  auto silent = WireClient::Plain(server_->port());
  EXPECT_EQ(silent.ReadAll(), "");
  EXPECT_NE(silent.ending(), Ending::Open);
}

TEST_F(TlsServer, BadFilesAreNamed) {
  const auto load = [&](const std::string& certificate, const std::string& key) {
    const auto context = tls::ServerContext::Load({.certificate_file = certificate, .key_file = key});
    return context.ok() ? std::string("loaded") : context.error().message;
  };
  EXPECT_EQ(load(certificates_.server(), certificates_.server_key()), "loaded");
  EXPECT_NE(load("/nowhere.pem", certificates_.server_key()).find("/nowhere.pem"), std::string::npos);
  EXPECT_NE(load(certificates_.server(), certificates_.client_key()).find("key"), std::string::npos);
  EXPECT_FALSE(tls::ServerContext::Load({.certificate_file = certificates_.server(),
                                         .key_file = certificates_.server_key(),
                                         .client_certificate = ClientCertificate::Required})
                   .ok());
}

}  // namespace
}  // namespace bpol::net
