// WireSource: where a binding's items come from. The gateway implements it over its token, certificate and message; the
// runtime itself knows nothing of HTTP.
#pragma once

#include <string_view>

#include "runtime/schema/schema.h"

namespace bpol::bind {

struct WireItem {
  enum class Form : std::uint8_t {
    Absent,
    Text,       // as it stands on the wire, decoded by its own rules (percent, blanks around a header's value)
    Json,       // one JSON value: a claim
    Repeated,   // came more than once: input.duplicate
    Malformed,  // stands in something that has no reading: input.misfit
  };
  Form form = Form::Absent;
  std::string_view text = {};  // valid until the request is bound
};

class WireSource {
 public:
  virtual ~WireSource() = default;
  // `source` is never Constant.
  virtual WireItem Find(schema::Source source, std::string_view name) const = 0;
};

}  // namespace bpol::bind
