#include "gateway/identity/certificate.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>

namespace bpol::identity {
namespace {

// Certificates of banks with all their statements have about 3 KB.
constexpr std::size_t kMaxCertificate = 16 << 10;
constexpr std::size_t kMaxNamePart = 256;
constexpr const char* kOrganizationIdentifier = "2.5.4.97";

// The text of the one subject attribute of this kind, or the empty text when there is none.
Result<std::string> SubjectPart(const X509_NAME* subject, const char* oid, std::string_view what) {
  const std::unique_ptr<ASN1_OBJECT, FreedBy<ASN1_OBJECT_free>> object(OBJ_txt2obj(oid, /*no_name=*/1));
  const int index = X509_NAME_get_index_by_OBJ(subject, object.get(), -1);
  if (index < 0) return std::string();
  if (X509_NAME_get_index_by_OBJ(subject, object.get(), index) >= 0)
    return Error{"the certificate names " + std::string(what) + " twice"};
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index)));
  if (size < 0) return Error{"the certificate has an unreadable " + std::string(what)};
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  if (text.empty() || text.size() > kMaxNamePart ||
      std::ranges::any_of(text, [](char c) { return c < 0x21 || c > 0x7e; }))
    return Error{"the certificate has a " + std::string(what) + " that is not plain text of sensible length"};
  return text;
}

Result<std::chrono::sys_seconds> TimeOf(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return Error{"the certificate has an unreadable validity"};
  return std::chrono::sys_seconds(std::chrono::seconds(::timegm(&parts)));
}

// The value of the QCStatements extension; empty when there is none.
Result<ByteSpan> StatementsOf(const X509* certificate) {
  const int index = X509_get_ext_by_NID(certificate, NID_qcStatements, -1);
  if (index < 0) return ByteSpan();
  if (X509_get_ext_by_NID(certificate, NID_qcStatements, index) >= 0)
    return Error{"the certificate has two QCStatements extensions"};
  const ASN1_OCTET_STRING* const value = X509_EXTENSION_get_data(X509_get_ext(certificate, index));
  return ByteSpan(ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value)));
}

Result<CertificateFacts> ReadFacts(const X509* certificate) {
  CertificateFacts facts;
  const X509_NAME* const subject = X509_get_subject_name(certificate);
  BPOL_TRY(facts.country, SubjectPart(subject, "2.5.4.6", "country"));
  BPOL_TRY(facts.organization_identifier, SubjectPart(subject, kOrganizationIdentifier, "organizationIdentifier"));
  BPOL_TRY(facts.not_before, TimeOf(X509_get0_notBefore(certificate)));
  BPOL_TRY(facts.not_after, TimeOf(X509_get0_notAfter(certificate)));
  BPOL_TRY(const ByteSpan value, StatementsOf(certificate));
  if (value.empty()) return facts;
  BPOL_TRY(QualifiedStatements statements, ReadQualifiedStatements(value));
  facts.roles = std::move(statements.roles);
  for (const PspRole role : facts.roles) (facts.role_names += facts.role_names.empty() ? "" : " ") += Name(role);
  facts.type = statements.type;
  return facts;
}

}  // namespace

std::string_view Name(PspRole role) {
  switch (role) {
    case PspRole::AccountServicing:
      return "PSP_AS";
    case PspRole::PaymentInitiation:
      return "PSP_PI";
    case PspRole::AccountInformation:
      return "PSP_AI";
    case PspRole::CardIssuing:
      return "PSP_IC";
  }
  BPOL_CHECK(false, "a PspRole is one of its four members");
}

Result<CertificateFacts> ReadCertificate(ByteSpan der) {
  if (der.size() > kMaxCertificate) return Error{"the certificate is larger than 16 KB"};
  const unsigned char* at = der.data();
  const CertificateOwner certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != der.data() + der.size()) {
    ERR_clear_error();
    return Error{"the bytes are not exactly one certificate"};
  }
  auto facts = ReadFacts(certificate.get());
  ERR_clear_error();
  if (facts.ok()) {
    facts->sha256 = Sha256Of(der);
    facts->sha256_text = ToBase64Url(facts->sha256);
  }
  return facts;
}

}  // namespace bpol::identity
