// Facts out of a TLS client certificate. TLS has already checked its chain; here its content is read, strictly: what is
// ambiguous or not valid DER is refused, never guessed at.
// Sources: RFC 5280 section 4.1, RFC 3739 section 3.2.6 (QCStatements), ETSI EN 319 412-5 section 4.2.3 (type),
// ETSI TS 119 495 section 5.1 (PSD2 roles), section 5.2.1 (organizationIdentifier).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/identity/key_set.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bpol::identity {

enum class PspRole : std::uint8_t {
  AccountServicing,    // PSP_AS
  PaymentInitiation,   // PSP_PI
  AccountInformation,  // PSP_AI
  CardIssuing,         // PSP_IC
};
std::string_view Name(PspRole role);  // as in the standard: PSP_AS ...

enum class QualifiedType : std::uint8_t { ElectronicSignature, ElectronicSeal, WebAuthentication };

struct CertificateFacts {
  Sha256Hash sha256{};                  // of the DER: what cnf.x5t#S256 of a bound token holds
  std::string country;                  // of the subject; empty when absent
  std::string organization_identifier;  // for example PSDDE-BAFIN-123456; empty when absent
  std::vector<PspRole> roles;           // each once; a role we do not know is not there
  std::string sha256_text;              // base64url of sha256
  std::string role_names;               // of roles, in their order, blanks between
  std::optional<QualifiedType> type;    // absent: not qualified, or does not say
  std::chrono::sys_seconds not_before;
  std::chrono::sys_seconds not_after;  // the last second in which it is valid
};

// Error: not exactly one certificate, a subject that names a country or an organizationIdentifier twice, statements
// that are not strict DER or contradict themselves.
Result<CertificateFacts> ReadCertificate(ByteSpan der);

// The statements of one QCStatements extension value.
struct QualifiedStatements {
  std::vector<PspRole> roles;
  std::optional<QualifiedType> type;
};
Result<QualifiedStatements> ReadQualifiedStatements(ByteSpan der);

}  // namespace bpol::identity
