#include "tests/support/wire/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

#include "runtime/base/check.h"

namespace bpol::wire {
namespace {

struct Deleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_CRL* list) const { X509_CRL_free(list); }
};

struct Identity {
  std::unique_ptr<EVP_PKEY, Deleter> key;
  std::unique_ptr<X509, Deleter> certificate;
};

void Extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  BPOL_CHECK(extension != nullptr, "the extensions of a test certificate are well-formed");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

enum class Role { Authority, Server, Client };

void SetExtensions(X509* certificate, X509* issuer, Role role) {
  switch (role) {
    case Role::Authority:
      Extend(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE");
      Extend(certificate, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
      return;
    case Role::Server:
      Extend(certificate, issuer, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
      Extend(certificate, issuer, NID_ext_key_usage, "serverAuth");
      return;
    case Role::Client:
      Extend(certificate, issuer, NID_ext_key_usage, "clientAuth");
      return;
  }
}

Identity Make(std::string_view name, long serial, Role role, const Identity* issuer) {
  Identity made{.key = std::unique_ptr<EVP_PKEY, Deleter>(EVP_EC_gen("P-256")),
                .certificate = std::unique_ptr<X509, Deleter>(X509_new())};
  X509* certificate = made.certificate.get();
  const Identity& signer = issuer != nullptr ? *issuer : made;
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 24 * 3600);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.data()), static_cast<int>(name.size()), -1, 0);
  X509_set_issuer_name(certificate, X509_get_subject_name(signer.certificate.get()));
  X509_set_pubkey(certificate, made.key.get());
  SetExtensions(certificate, signer.certificate.get(), role);
  BPOL_CHECK(X509_sign(certificate, signer.key.get(), EVP_sha256()) > 0, "a test certificate can be signed");
  return made;
}

std::unique_ptr<X509_CRL, Deleter> MakeRevocations(const Identity& issuer, long revoked_serial) {
  std::unique_ptr<X509_CRL, Deleter> list(X509_CRL_new());
  X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.certificate.get()));
  ASN1_TIME* time = ASN1_TIME_new();
  X509_CRL_set1_lastUpdate(list.get(), X509_gmtime_adj(time, -3600));
  if (revoked_serial != 0) {
    X509_REVOKED* revoked = X509_REVOKED_new();
    ASN1_INTEGER* serial = ASN1_INTEGER_new();
    ASN1_INTEGER_set(serial, revoked_serial);
    X509_REVOKED_set_serialNumber(revoked, serial);
    X509_REVOKED_set_revocationDate(revoked, time);
    X509_CRL_add0_revoked(list.get(), revoked);
    ASN1_INTEGER_free(serial);
  }
  X509_CRL_set1_nextUpdate(list.get(), X509_gmtime_adj(time, 24 * 3600));
  ASN1_TIME_free(time);
  X509_CRL_sign(list.get(), issuer.key.get(), EVP_sha256());
  return list;
}

template <typename Writer>
void WritePem(const std::string& path, Writer write) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  BPOL_CHECK(file != nullptr && write(file) == 1, "the temporary folder can be written");
  std::fclose(file);
}

void Write(const Identity& identity, const std::string& stem) {
  WritePem(stem + ".pem", [&](std::FILE* file) { return PEM_write_X509(file, identity.certificate.get()); });
  WritePem(stem + ".key", [&](std::FILE* file) {
    return PEM_write_PrivateKey(file, identity.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

}  // namespace

Certificates::Certificates() {
  std::string pattern = (std::filesystem::temp_directory_path() / "bpol-certificates-XXXXXX").string();
  BPOL_CHECK(mkdtemp(pattern.data()) != nullptr, "a temporary folder can be made");
  folder_ = pattern;
  constexpr long kClientSerial = 3;
  const Identity authority = Make("test authority", 1, Role::Authority, nullptr);
  const Identity other = Make("another authority", 1, Role::Authority, nullptr);
  Write(authority, folder_ + "/ca");
  Write(Make("localhost", 2, Role::Server, &authority), folder_ + "/server");
  Write(Make("test client", kClientSerial, Role::Client, &authority), folder_ + "/client");
  Write(Make("stranger", 4, Role::Client, &other), folder_ + "/stranger");
  for (const auto& [path, serial] : {std::pair{empty_revocations(), 0L}, std::pair{client_revoked(), kClientSerial}}) {
    const auto list = MakeRevocations(authority, serial);
    WritePem(path, [&](std::FILE* file) { return PEM_write_X509_CRL(file, list.get()); });
  }
}

Certificates::~Certificates() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace bpol::wire
