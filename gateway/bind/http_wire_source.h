// HttpWireSource: the parts of one HTTP request as bindings name them: claims of its token, its certificate, its
// connection, its header, path and query. Nothing is decoded before a binding asks. Items by source:
//   token        any claim of the verified access token
//   certificate  country, organization_identifier, psd2_roles (words), sha256 (base64url)
//   connection   ip, port, mtls, tls_version
//   header       by name; repeated ones are input.duplicate
//   path         variables of the route's template
//   query        parameters, percent-decoded; repeated ones are input.duplicate
//   cookie       by name, of the one Cookie field (cookies.h)
// Thread safety: belongs to the request; keeps the texts that it hands out.
#pragma once

#include <deque>
#include <span>
#include <string>

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
                 const identity::CertificateFacts* certificate)
      : head_(head), connection_(connection), variables_(variables), token_(token), certificate_(certificate) {}

  WireItem Find(schema::Source source, std::string_view name) const override;

 private:
  WireItem Claim(std::string_view name) const;
  WireItem Certificate(std::string_view name) const;
  WireItem Connection(std::string_view name) const;
  WireItem Header(std::string_view name) const;
  WireItem Variable(std::string_view name) const;
  WireItem Query(std::string_view name) const;
  WireItem Keep(WireItem::Form form, std::string text) const;

  const http::RequestHead& head_;
  const net::ConnectionInfo& connection_;
  const std::span<const PathVariable> variables_;
  const identity::VerifiedToken* const token_;
  const identity::CertificateFacts* const certificate_;
  mutable std::deque<std::string> kept_;  // a deque: what was handed out stays where it is
};

}  // namespace bpol::bind
