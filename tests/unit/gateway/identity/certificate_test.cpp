#include "gateway/identity/certificate.h"

#include <gtest/gtest.h>
#include <openssl/asn1.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "gateway/identity/certificate_reader.h"
#include "tests/support/tokens/test_keys.h"

namespace bpol::identity {
namespace {

// DER put together by hand; OpenSSL encodes the identifiers.
std::string Tlv(char tag, std::string_view content) {
  std::string out(1, tag);
  if (content.size() < 128) {
    out += static_cast<char>(content.size());
  } else {
    out += '\x82';
    out += static_cast<char>(content.size() >> 8);
    out += static_cast<char>(content.size() & 255);
    if (content.size() < 256) out.replace(1, 2, "\x81");
  }
  return out.append(content);
}
std::string Seq(std::string_view content) {
  return Tlv(0x30, content);
}
std::string Utf8(std::string_view text) {
  return Tlv(0x0c, text);
}
std::string Oid(const char* dotted) {
  ASN1_OBJECT* const object = OBJ_txt2obj(dotted, 1);
  unsigned char* der = nullptr;
  const int size = i2d_ASN1_OBJECT(object, &der);
  std::string text(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  ASN1_OBJECT_free(object);
  return text;
}

std::string Role(const char* oid, const char* name) {
  return Seq(Oid(oid) + Utf8(name));
}
std::string Psd2(const std::string& roles) {
  return Seq(Oid("0.4.0.19495.2") + Seq(Seq(roles) + Utf8("BaFin") + Utf8("DE-BAFIN")));
}
std::string Type(const char* oid) {
  return Seq(Oid("0.4.0.1862.1.6") + Seq(Oid(oid)));
}

const std::string kAi = Role("0.4.0.19495.1.3", "PSP_AI");
const std::string kPi = Role("0.4.0.19495.1.2", "PSP_PI");
const std::string kWeb = Type("0.4.0.1862.1.6.3");

std::string Summary(const QualifiedStatements& statements) {
  std::string text;
  for (const PspRole role : statements.roles) text += std::string(Name(role)) + " ";
  if (statements.type) text += "type " + std::to_string(static_cast<int>(*statements.type));
  return text;
}

void CheckStatements(const std::string& der, std::string_view summary) {
  const auto statements = ReadQualifiedStatements(AsBytes(der));
  ASSERT_TRUE(statements.ok()) << statements.error().message;
  EXPECT_EQ(Summary(*statements), summary);
}

TEST(QualifiedStatements, GiveRolesAndType) {
  CheckStatements(Seq(Psd2(kAi) + kWeb), "PSP_AI type 2");
  CheckStatements(Seq(kWeb + Psd2(kPi + kAi)), "PSP_PI PSP_AI type 2");
  CheckStatements(Seq(Psd2(Role("0.4.0.19495.1.1", "PSP_AS") + Role("0.4.0.19495.1.4", "PSP_IC"))), "PSP_AS PSP_IC ");
  CheckStatements(Seq(Type("0.4.0.1862.1.6.2")), "type 1");
  CheckStatements(Seq(""), "");
  CheckStatements(Seq(Seq(Oid("0.4.0.1862.1.1"))), "");                 // another statement, without info
  CheckStatements(Seq(Seq(Oid("0.4.0.1862.1.5") + Seq(Seq("")))), "");  // another, with info
  CheckStatements(Seq(Psd2(Role("0.4.0.19495.1.9", "PSP_NEW") + kAi)), "PSP_AI ");
  CheckStatements(Seq(Type("0.4.0.1862.1.6.9")), "");
}

void CheckRefused(const std::string& der) {
  const auto statements = ReadQualifiedStatements(AsBytes(der));
  EXPECT_FALSE(statements.ok()) << ToHex(AsBytes(der));
}

TEST(QualifiedStatements, AreReadStrictly) {
  CheckRefused("");
  CheckRefused(Utf8("x"));
  CheckRefused(Seq(Psd2(kAi)) + "x");
  CheckRefused(Seq(Psd2(kAi) + Psd2(kPi)));
  CheckRefused(Seq(kWeb + kWeb));
  CheckRefused(Seq(Psd2(kAi + kAi)));
  CheckRefused(Seq(Psd2(Role("0.4.0.19495.1.3", "PSP_PI"))));  // says two things
  CheckRefused(Seq(Psd2(Role("0.4.0.19495.1.3", ""))));
  CheckRefused(Seq(Psd2(Seq(Oid("0.4.0.19495.1.3") + Tlv(0x13, "PSP_AI")))));  // PrintableString
  CheckRefused(Seq(Psd2(Seq(Oid("0.4.0.19495.1.3") + Utf8("PSP_AI") + Utf8("x")))));
  CheckRefused(Seq(Psd2(Oid("0.4.0.19495.1.3"))));
  CheckRefused(Seq(Seq(Oid("0.4.0.19495.2"))));
  CheckRefused(Seq(Seq(Oid("0.4.0.19495.2") + Seq(Seq(kAi) + Utf8("BaFin")))));
  CheckRefused(Seq(Seq(Oid("0.4.0.19495.2") + Seq(Seq(kAi) + Utf8("") + Utf8("DE-BAFIN")))));
  CheckRefused(Seq(Seq(Oid("0.4.0.19495.2") + Seq(Seq(kAi) + Utf8(std::string(257, 'x')) + Utf8("DE")))));
  CheckRefused(Seq(Seq(Oid("0.4.0.1862.1.6") + Seq(""))));
  CheckRefused(Seq(Seq(Oid("0.4.0.1862.1.6") + Seq(Oid("0.4.0.1862.1.6.2") + Oid("0.4.0.1862.1.6.3")))));
  CheckRefused(Seq(Seq(Oid("0.4.0.1862.1.1") + Utf8("a") + Utf8("b"))));
  CheckRefused(Seq(Seq("")));
  CheckRefused(Seq(Seq(Tlv(0x06, ""))));
}

TEST(QualifiedStatements, RefuseBerThatIsNotDer) {
  const std::string good = Psd2(kAi);
  CheckRefused(std::string("\x30\x80", 2) + good + std::string("\x00\x00", 2));      // indefinite length
  CheckRefused(std::string("\x30\x81", 2) + static_cast<char>(good.size()) + good);  // longer than needed
  CheckRefused(std::string("\x30\x7f", 2) + good);                                   // more than there is
  CheckRefused(std::string("\x10", 1) + static_cast<char>(good.size()) + good);      // not constructed
  CheckRefused(std::string("\xb0", 1) + static_cast<char>(good.size()) + good);      // another class
}

TEST(QualifiedStatements, SurviveTruncationAndChangeAnywhere) {
  const std::string good = Seq(Psd2(kAi + kPi) + kWeb);
  for (std::size_t size = 0; size < good.size(); ++size) CheckRefused(good.substr(0, size));
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int bit : {1, 4, 0x80}) {
      std::string changed = good;
      changed[at] = static_cast<char>(changed[at] ^ bit);
      const auto statements = ReadQualifiedStatements(AsBytes(changed));
      if (statements.ok()) {  // an identifier may have become an unknown one
        EXPECT_LE(statements->roles.size(), 2u);
      }
    }
  }
}

struct Request {
  std::vector<std::pair<const char*, const char*>> subject = {{"C", "DE"}, {"2.5.4.97", "PSDDE-BAFIN-123456"}};
  std::vector<std::string> statements = {Seq(Psd2(kAi) + kWeb)};
};

Bytes MakeCertificate(const Request& request) {
  const TestKey key = MakeEcKey("x");
  const CertificateOwner certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate.get()), "20260101000000Z");
  ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate.get()), "20270101000000Z");
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  for (const auto& [attribute, value] : request.subject) {
    EXPECT_EQ(X509_NAME_add_entry_by_txt(name, attribute, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value),
                                         -1, -1, 0),
              1);
  }
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key.pair.get());
  for (const std::string& value : request.statements) {
    ASN1_OCTET_STRING* const octets = ASN1_OCTET_STRING_new();
    ASN1_OCTET_STRING_set(octets, AsBytes(value).data(), static_cast<int>(value.size()));
    X509_EXTENSION* const extension = X509_EXTENSION_create_by_NID(nullptr, NID_qcStatements, 0, octets);
    X509_add_ext(certificate.get(), extension, -1);
    X509_EXTENSION_free(extension);
    ASN1_OCTET_STRING_free(octets);
  }
  X509_sign(certificate.get(), key.pair.get(), EVP_sha256());
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate.get(), &der);
  Bytes bytes(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

TEST(Certificate, GivesItsFacts) {
  const Bytes der = MakeCertificate({});
  const auto facts = ReadCertificate(der);
  ASSERT_TRUE(facts.ok()) << facts.error().message;
  EXPECT_EQ(facts->country, "DE");
  EXPECT_EQ(facts->organization_identifier, "PSDDE-BAFIN-123456");
  EXPECT_EQ(facts->roles, std::vector{PspRole::AccountInformation});
  EXPECT_EQ(facts->role_names, "PSP_AI");
  EXPECT_EQ(facts->sha256_text, ToBase64Url(facts->sha256));
  EXPECT_EQ(facts->type, QualifiedType::WebAuthentication);
  EXPECT_EQ(facts->sha256, Sha256Of(der));
  EXPECT_EQ(facts->not_before.time_since_epoch().count(), 1'767'225'600);
  EXPECT_EQ(facts->not_after.time_since_epoch().count(), 1'798'761'600);
}

TEST(Certificate, LeavesAbsentWhatIsNotThere) {
  const auto facts = ReadCertificate(MakeCertificate({{{"CN", "Anna Example"}}, {}}));
  ASSERT_TRUE(facts.ok());
  EXPECT_EQ(facts->country, "");
  EXPECT_EQ(facts->organization_identifier, "");
  EXPECT_TRUE(facts->roles.empty());
  EXPECT_FALSE(facts->type.has_value());
}

void CheckCertificateRefused(const Request& request, std::string_view why) {
  const auto facts = ReadCertificate(MakeCertificate(request));
  ASSERT_FALSE(facts.ok()) << why;
  EXPECT_NE(facts.error().message.find(why), std::string::npos) << facts.error().message;
}

TEST(Certificate, IsRefusedWhenItCanBeReadInTwoWays) {
  CheckCertificateRefused({{{"C", "DE"}, {"C", "FR"}}, {}}, "names country twice");
  CheckCertificateRefused({{{"2.5.4.97", "A"}, {"2.5.4.97", "B"}}, {}}, "names organizationIdentifier twice");
  CheckCertificateRefused({{{"2.5.4.97", "PSD\nDE"}}, {}}, "not plain text");
  CheckCertificateRefused({{{"2.5.4.97", "PSD\xc3\xa4"}}, {}}, "not plain text");
  CheckCertificateRefused({{}, {Seq(kWeb), Seq(kWeb)}}, "two QCStatements extensions");
  CheckCertificateRefused({{}, {"x"}}, "no sequence");
}

TEST(Certificate, IsExactlyOneCertificate) {
  const Bytes der = MakeCertificate({});
  EXPECT_FALSE(ReadCertificate({}).ok());
  for (std::size_t size = 0; size < der.size(); size += 7)
    EXPECT_FALSE(ReadCertificate(ByteSpan(der).first(size)).ok());
  Bytes longer = der;
  longer.push_back(0);
  EXPECT_FALSE(ReadCertificate(longer).ok());
  EXPECT_FALSE(ReadCertificate(Bytes(20'000)).ok());
}

std::string CountryOf(CertificateReader& reader, const Bytes& der) {
  const auto facts = reader.Read(Sha256Of(der), der);
  return facts ? facts->country : "refused";
}

TEST(CertificateReader, ReadsEachCertificateOnce) {
  CertificateReader reader;
  const Bytes german = MakeCertificate({}), french = MakeCertificate({{{"C", "FR"}}, {}});
  EXPECT_EQ(CountryOf(reader, german), "DE");
  EXPECT_EQ(CountryOf(reader, french), "FR");
  EXPECT_EQ(CountryOf(reader, german), "DE");
  EXPECT_EQ(reader.hits(), 1u);
  EXPECT_EQ(reader.misses(), 2u);
}

TEST(CertificateReader, RemembersNothingThatIsNotInOrder) {
  CertificateReader reader;
  const Bytes twice = MakeCertificate({{{"C", "DE"}, {"C", "FR"}}, {}});
  EXPECT_EQ(CountryOf(reader, twice), "refused");
  EXPECT_EQ(CountryOf(reader, twice), "refused");
  EXPECT_EQ(reader.misses(), 2u);
  EXPECT_EQ(reader.size(), 0u);
}

// Else the facts of one certificate would answer for another.
TEST(CertificateReader, TakesNoHashThatIsNotOfTheCertificate) {
  CertificateReader reader;
  const Bytes german = MakeCertificate({}), french = MakeCertificate({{{"C", "FR"}}, {}});
  EXPECT_EQ(reader.Read(Sha256Of(french), german), nullptr);
  EXPECT_EQ(reader.size(), 0u);
  EXPECT_EQ(CountryOf(reader, french), "FR");
}

TEST(CertificateReader, ForgetsTheOneThatWasNotUsedForLongest) {
  CertificateReader reader(2);
  const Bytes first = MakeCertificate({}), second = MakeCertificate({{{"C", "FR"}}, {}}),
              third = MakeCertificate({{{"C", "IT"}}, {}});
  CountryOf(reader, first);
  CountryOf(reader, second);
  CountryOf(reader, first);
  CountryOf(reader, third);  // in the place of the second
  EXPECT_EQ(reader.size(), 2u);
  CountryOf(reader, first);
  EXPECT_EQ(reader.hits(), 2u);
  EXPECT_EQ(CountryOf(reader, second), "FR");
  EXPECT_EQ(reader.misses(), 4u);
}

}  // namespace
}  // namespace bpol::identity
