#include <openssl/asn1.h>
#include <openssl/err.h>

#include <algorithm>
#include <array>

#include "gateway/identity/certificate.h"
#include "gateway/identity/der.h"

namespace bpol::identity {
namespace {

// Contents of OBJECT IDENTIFIER elements; the arcs 19495 and 1862 take several bytes (X.690 section 8.19).
constexpr std::array<std::uint8_t, 6> kPsd2Statement = {0x04, 0x00, 0x81, 0x98, 0x27, 0x02};  // 0.4.0.19495.2
constexpr std::array<std::uint8_t, 6> kRoles = {0x04, 0x00, 0x81, 0x98, 0x27, 0x01};          // 0.4.0.19495.1, then n
constexpr std::array<std::uint8_t, 6> kTypeStatement = {0x04, 0x00, 0x8e, 0x46, 0x01, 0x06};  // 0.4.0.1862.1.6, then n
constexpr std::size_t kMaxAuthorityText = 256;

// The n of an identifier `prefix.n` with a small n, or 0.
std::uint8_t LastArc(ByteSpan oid, ByteSpan prefix) {
  if (oid.size() != prefix.size() + 1 || oid.back() >= 0x80) return 0;
  return std::ranges::equal(oid.first(prefix.size()), prefix) ? oid.back() : 0;
}

// RoleOfPSP ::= SEQUENCE { roleOfPspOid OBJECT IDENTIFIER, roleOfPspName UTF8String }
Status ReadRole(DerReader role, std::vector<PspRole>& roles) {
  const auto oid = role.Take(V_ASN1_OBJECT);
  const auto name = role.Take(V_ASN1_UTF8STRING);
  if (!oid || !name || !role.empty()) return Error{"a PSD2 role in the certificate is not as the standard has it"};
  constexpr std::array kByArc = {PspRole::AccountServicing, PspRole::PaymentInitiation, PspRole::AccountInformation,
                                 PspRole::CardIssuing};
  const std::uint8_t arc = LastArc(*oid, kRoles);
  if (arc < 1 || arc > kByArc.size()) return {};
  const PspRole found = kByArc[arc - 1u];
  if (AsText(*name) != Name(found)) return Error{"a PSD2 role in the certificate contradicts its own name"};
  if (std::ranges::find(roles, found) != roles.end()) return Error{"the certificate states a PSD2 role twice"};
  roles.push_back(found);
  return {};
}

// PSD2QcType ::= SEQUENCE { rolesOfPSP SEQUENCE OF RoleOfPSP, nCAName UTF8String, nCAId UTF8String }
Status ReadPsd2(DerReader info, std::vector<PspRole>& roles) {
  const auto body = info.Take(V_ASN1_SEQUENCE);
  if (!body || !info.empty()) return Error{"the PSD2 statement of the certificate has no body"};
  DerReader parts(*body);
  const auto list = parts.Take(V_ASN1_SEQUENCE);
  const auto authority = parts.Take(V_ASN1_UTF8STRING);
  const auto authority_id = parts.Take(V_ASN1_UTF8STRING);
  const auto sensible = [](const std::optional<ByteSpan>& text) {
    return text && !text->empty() && text->size() <= kMaxAuthorityText;
  };
  if (!list || !sensible(authority) || !sensible(authority_id) || !parts.empty())
    return Error{"the PSD2 statement of the certificate is not as the standard has it"};
  DerReader elements(*list);
  while (!elements.empty()) {
    const auto role = elements.Take(V_ASN1_SEQUENCE);
    if (!role) return Error{"a PSD2 role in the certificate is not as the standard has it"};
    BPOL_TRY_STATUS(ReadRole(DerReader(*role), roles));
  }
  return {};
}

// QcType ::= SEQUENCE OF OBJECT IDENTIFIER; one of them, for a certificate cannot be of two types at once.
Status ReadType(DerReader info, std::optional<QualifiedType>& type) {
  const auto body = info.Take(V_ASN1_SEQUENCE);
  if (!body || !info.empty()) return Error{"the type statement of the certificate has no body"};
  DerReader types(*body);
  const auto oid = types.Take(V_ASN1_OBJECT);
  if (!oid || !types.empty()) return Error{"the certificate does not state exactly one type"};
  constexpr std::array kByArc = {QualifiedType::ElectronicSignature, QualifiedType::ElectronicSeal,
                                 QualifiedType::WebAuthentication};
  const std::uint8_t arc = LastArc(*oid, kTypeStatement);
  if (arc >= 1 && arc <= kByArc.size()) type = kByArc[arc - 1u];
  return {};
}

// QCStatement ::= SEQUENCE { statementId OBJECT IDENTIFIER, statementInfo ANY OPTIONAL }
struct Statement {
  ByteSpan id;
  DerReader info;
};

std::optional<Statement> TakeStatement(DerReader& list) {
  const auto body = list.Take(V_ASN1_SEQUENCE);
  if (!body) return std::nullopt;
  DerReader parts(*body);
  const auto id = parts.Take(V_ASN1_OBJECT);
  if (!id || id->empty()) return std::nullopt;
  const DerReader info = parts;
  if (!parts.empty() && !(parts.Skip() && parts.empty())) return std::nullopt;
  return Statement{*id, info};
}

Result<QualifiedStatements> ReadStatements(ByteSpan der) {
  DerReader outer(der);
  const auto list = outer.Take(V_ASN1_SEQUENCE);
  if (!list || !outer.empty()) return Error{"the QCStatements of the certificate are no sequence"};
  QualifiedStatements statements;
  bool psd2 = false;
  bool type = false;
  DerReader elements(*list);
  while (!elements.empty()) {
    const auto statement = TakeStatement(elements);
    if (!statement) return Error{"a QCStatement of the certificate is not as the standard has it"};
    if (std::ranges::equal(statement->id, kPsd2Statement)) {
      if (std::exchange(psd2, true)) return Error{"the certificate has two PSD2 statements"};
      BPOL_TRY_STATUS(ReadPsd2(statement->info, statements.roles));
    } else if (std::ranges::equal(statement->id, kTypeStatement)) {
      if (std::exchange(type, true)) return Error{"the certificate has two type statements"};
      BPOL_TRY_STATUS(ReadType(statement->info, statements.type));
    }
  }
  return statements;
}

}  // namespace

Result<QualifiedStatements> ReadQualifiedStatements(ByteSpan der) {
  auto statements = ReadStatements(der);
  ERR_clear_error();
  return statements;
}

}  // namespace bpol::identity
