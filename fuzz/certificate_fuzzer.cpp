// Client certificates: whole ones, and the QCStatements extension by itself (first byte `q`), which mutation of a whole
// certificate would seldom reach.
#include "gateway/identity/certificate.h"
#include "runtime/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bpol::identity;
  const bpol::ByteSpan input(data, size);
  if (input.empty()) return 0;
  if (input.front() == 'q') {
    const auto statements = ReadQualifiedStatements(input.subspan(1));
    BPOL_CHECK(!statements.ok() || statements->roles.size() <= 4, "each role is there once");
    return 0;
  }
  const auto facts = ReadCertificate(input);
  BPOL_CHECK(!facts.ok() || facts->sha256 == Sha256Of(input), "the hash is of the bytes that came");
  return 0;
}
