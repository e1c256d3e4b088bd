#include "gateway/bind/http_wire_source.h"

#include <charconv>
#include <utility>

#include "gateway/bind/cookies.h"
#include "gateway/bind/percent.h"

namespace bpol::bind {

using Form = WireItem::Form;

WireItem HttpWireSource::Find(schema::Source source, std::string_view name) const {
  switch (source) {
    case schema::Source::Token:
      return Claim(name);
    case schema::Source::Certificate:
      return Certificate(name);
    case schema::Source::Connection:
      return Connection(name);
    case schema::Source::Header:
      return Header(name);
    case schema::Source::Path:
      return Variable(name);
    case schema::Source::Query:
      return Query(name);
    case schema::Source::Cookie:
      return FindCookie(head_.fields, name);
    case schema::Source::Constant:
      break;
  }
  return {};
}

WireItem HttpWireSource::Claim(std::string_view name) const {
  if (token_ == nullptr) return {};
  const auto claim = token_->claims.find(name);
  if (claim == token_->claims.end()) return {};
  return {Form::Json, claim->second};
}

WireItem HttpWireSource::Certificate(std::string_view name) const {
  if (certificate_ == nullptr) return {};
  if (name == "country" && !certificate_->country.empty()) return {Form::Text, certificate_->country};
  if (name == "organization_identifier" && !certificate_->organization_identifier.empty())
    return {Form::Text, certificate_->organization_identifier};
  if (name == "sha256") return {Form::Text, certificate_->sha256_text};
  if (name == "psd2_roles") return {Form::Text, certificate_->role_names};
  return {};
}

WireItem HttpWireSource::Connection(std::string_view name) const {
  if (name == "ip") return {Form::Text, connection_.peer_address};
  if (name == "port") return {Form::Text, Port()};
  if (name == "mtls") return {Form::Text, connection_.client_certificate ? "true" : "false"};
  if (name == "tls_version" && !connection_.tls_version.empty()) return {Form::Text, connection_.tls_version};
  return {};
}

std::string_view HttpWireSource::Port() const {
  const std::span<char> digits = arena_.AllocateArray<char>(5);
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), connection_.peer_port);
  return {digits.data(), static_cast<std::size_t>(written.ptr - digits.data())};
}

WireItem HttpWireSource::Header(std::string_view name) const {
  const http::FieldLookup found = head_.fields.Find(name);
  if (found.presence == http::Presence::Repeated) return {Form::Repeated};
  // An empty header is absent (docs/language/semantics.md, faults).
  if (found.presence == http::Presence::Absent || found.value.empty()) return {};
  return {Form::Text, found.value};
}

WireItem HttpWireSource::Variable(std::string_view name) const {
  for (const PathVariable& variable : variables_)
    if (variable.name == name) return {Form::Text, variable.value};
  return {};
}

WireItem HttpWireSource::Query(std::string_view name) const {
  WireItem item;
  bool named = false;  // also without a value: `?text&text=b` says it twice
  std::string_view rest = head_.query();
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (PercentDecode(pair.substr(0, equals), arena_) != name) continue;
    if (std::exchange(named, true)) return {Form::Repeated};
    if (equals < pair.size()) item = {Form::Text, PercentDecode(pair.substr(equals + 1), arena_)};
  }
  return item;
}

}  // namespace bpol::bind
