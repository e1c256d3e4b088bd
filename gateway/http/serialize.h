// Heads and chunk frames as bytes. Everything is appended to one buffer of the caller's, so that head and first piece
// leave in one write. Raw bytes of a message that came in are never sent on; this is where they are written anew.
#pragma once

#include <string>
#include <string_view>

#include "gateway/http/message.h"

namespace bpol::http {

// Framing, persistence and Date are written from what is given here; fields of those names in the list are left out,
// and the head's own `framing` and `persistence` play no part.
void AppendResponseHead(std::string& to, const ResponseHead& head, const Framing& framing, Persistence persistence);

// `host` goes out as Host. Fields of `fields` that are hop-by-hop, Host or Expect are left out.
struct OutgoingHead {
  std::string_view method;
  std::string_view target;
  std::string_view host;
  const FieldList& fields;
  Framing framing{};
};
void AppendRequestHead(std::string& to, const OutgoingHead& head);

// `bytes` is not empty: an empty chunk would end the body.
void AppendChunk(std::string& to, std::string_view bytes);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";
inline constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// Now, as Date wants it (RFC 9110 section 5.6.7). Formatted at most once a second and thread.
std::string_view CurrentHttpDate();

}  // namespace bpol::http
