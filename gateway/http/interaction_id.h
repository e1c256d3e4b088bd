// x-fapi-interaction-id: every response carries one; the client's own when it sent a UUID, else a new one
// (FAPI 1.0 6.2.1).
#pragma once

#include <string>
#include <string_view>

#include "gateway/http/field_list.h"

namespace bpol::http {

// A random UUID, version 4 (RFC 9562), from OpenSSL's generator.
std::string NewInteractionId();
// The client's, when it sent exactly one and that is a UUID; else a new one.
std::string InteractionIdOf(const FieldList& request_fields);

}  // namespace bpol::http
