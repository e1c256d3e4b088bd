// The second reading: Boost.Beast parses the same head, and both readings must be the same. On a head that passed the
// scan they always have been; this stands between the next mistake of either and a smuggled request. No Beast type
// leaves here.
#pragma once

#include <string_view>

#include "gateway/http/message.h"

namespace bpol::http {

// What we read, for comparison.
struct OurReading {
  std::string_view method{};  // of a request
  std::string_view target{};  // of a request, as it arrived
  int status = 0;             // of a response
  Version version = Version::Http11;
  const FieldList& fields;
  Framing declared{};  // by Content-Length and Transfer-Encoding alone
};

enum class Agreement { Same, Different };
Agreement CompareRequest(std::string_view head, const OurReading& ours);
Agreement CompareResponse(std::string_view head, const OurReading& ours);

}  // namespace bpol::http
