// From the bytes of a complete, scanned head to a RequestHead or ResponseHead. The library reads the fields; our own
// functions then decide host, target and framing, and any difference between the two readings is a refusal.
#pragma once

#include <optional>
#include <string_view>

#include "gateway/http/head_scan.h"
#include "gateway/http/message.h"
#include "gateway/http/refusal.h"

namespace bpol::http {

// `head` is what HeadScan found Complete, `field_count` what it counted.
// `into` is reused from request to request and overwritten; on a refusal its content means nothing.
std::optional<Refusal> ParseRequestHead(std::string_view head, std::size_t field_count, RequestHead& into);

// `method` of the request that is answered: HEAD has no body (RFC 9112 section 6.3).
std::optional<Refusal> ParseResponseHead(std::string_view head, std::size_t field_count, std::string_view method,
                                         ResponseHead& into);

}  // namespace bpol::http
