// Where a body ends (RFC 9112 section 6), and what the message says about its connection. The one place that decides
// it, so that no two readers of one message can differ.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "gateway/http/message.h"
#include "gateway/http/refusal.h"

namespace bpol::http {

// What Content-Length and Transfer-Encoding say; None when neither is there. This is a request's framing.
std::variant<Framing, Refusal> DeclaredFraming(const FieldList& fields, Version version);

// A response's framing: `method` of the request counts too, and the end of the connection may be the body's.
Framing ResponseFraming(Framing declared, int status, std::string_view method);

// Refuses Connection options that would take an end-to-end field away from whoever comes after us.
std::variant<Persistence, Refusal> PersistenceOf(const FieldList& fields, Version version);

}  // namespace bpol::http
