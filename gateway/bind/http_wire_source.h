// HttpWireSource: the parts of one HTTP request as bindings name them: claims of its token, its certificate, its
// connection, its header, path and query. Nothing is decoded before a binding asks. Items by source:
//   token        any claim of the verified access token
//   certificate  country, organization_identifier, psd2_roles (words), sha256 (base64url)
//   connection   ip, port, mtls, tls_version
//   header       by name; repeated ones are input.duplicate
//   path         variables of the route's template
//   query        parameters, percent-decoded; repeated ones are input.duplicate
//   cookie       by name, of the one Cookie field (cookies.h)
// Thread safety: belongs to the request; what it hands out stands in the request or in the arena.
#pragma once

#include <span>

#include "gateway/bind/route_table.h"
#include "gateway/identity/certificate.h"
#include "gateway/identity/token.h"
#include "gateway/net/exchange.h"
#include "runtime/bind/wire_source.h"

namespace bpol::bind {

class HttpWireSource final : public WireSource {
 public:
  // Everything outlives the source; `token` and `certificate` may be null.
  HttpWireSource(const http::RequestHead& head, const net::ConnectionInfo& connection,
                 std::span<const PathVariable> variables, const identity::VerifiedToken* token,
                 const identity::CertificateFacts* certificate, Arena& arena)
      : head_(head),
        connection_(connection),
        variables_(variables),
        token_(token),
        certificate_(certificate),
        arena_(arena) {}

  WireItem Find(schema::Source source, std::string_view name) const override;

 private:
  WireItem Claim(std::string_view name) const;
  WireItem Certificate(std::string_view name) const;
  WireItem Connection(std::string_view name) const;
  WireItem Header(std::string_view name) const;
  WireItem Variable(std::string_view name) const;
  WireItem Query(std::string_view name) const;
  std::string_view Port() const;

  const http::RequestHead& head_;
  const net::ConnectionInfo& connection_;
  const std::span<const PathVariable> variables_;
  const identity::VerifiedToken* const token_;
  const identity::CertificateFacts* const certificate_;
  Arena& arena_;
};

}  // namespace bpol::bind
