// `header "x-customer" = subject.client_id` in a binding: what the upstream is told of a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/check/scope.h"

namespace bpol::check {

std::string LowerName(std::string_view name);

// The line's value is a part or a key of the action, or a constant: one plain value of a class that may leave. Nothing,
// with a message, for every other, and for names that are not a policy's to give.
std::optional<schema::UpstreamHeader> ReadUpstreamHeader(Session& session, const Scope& scope,
                                                         const syntax::BindLine& line);

}  // namespace bpol::check
