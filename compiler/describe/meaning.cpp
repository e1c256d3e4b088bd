#include <openssl/evp.h>

#include "compiler/describe/describe.h"
#include "runtime/base/bytes.h"
#include "runtime/schema/schema_json.h"

namespace bpol::describe {

std::string HashOfMeaning(const schema::Unit& schema, std::string_view core_text) {
  schema::Unit unhashed = schema;
  unhashed.hash.clear();
  // A length between the two, so that no text of one can pass for the other's.
  const std::string described = schema::ToJson(unhashed);
  const std::string hashed = std::to_string(described.size()) + '\n' + described + std::string(core_text);
  std::uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  const int done = EVP_Digest(hashed.data(), hashed.size(), digest, &size, EVP_sha256(), nullptr);
  BPOL_CHECK(done == 1 && size == 32, "SHA-256 of memory cannot fail");
  return ToHex({digest, size});
}

}  // namespace bpol::describe
