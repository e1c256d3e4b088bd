#include "gateway/bind/http_wire_source.h"

#include <utility>

#include "gateway/bind/cookies.h"
#include "gateway/bind/percent.h"
#include "runtime/base/bytes.h"

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

WireItem HttpWireSource::Keep(Form form, std::string text) const {
  return {form, kept_.emplace_back(std::move(text))};
}

WireItem HttpWireSource::Claim(std::string_view name) const {
  if (token_ == nullptr) return {};
  const auto claim = token_->claims.find(name);
  if (claim == token_->claims.end() || claim->is_null()) return {};
  return Keep(Form::Json, claim->dump());
}

WireItem HttpWireSource::Certificate(std::string_view name) const {
  if (certificate_ == nullptr) return {};
  if (name == "country" && !certificate_->country.empty()) return {Form::Text, certificate_->country};
  if (name == "organization_identifier" && !certificate_->organization_identifier.empty())
    return {Form::Text, certificate_->organization_identifier};
  if (name == "sha256") return Keep(Form::Text, ToBase64Url(certificate_->sha256));
  if (name == "psd2_roles") {
    std::string words;
    for (const identity::PspRole role : certificate_->roles) (words += words.empty() ? "" : " ") += Name(role);
    return Keep(Form::Text, std::move(words));
  }
  return {};
}

WireItem HttpWireSource::Connection(std::string_view name) const {
  if (name == "ip") return {Form::Text, connection_.peer_address};
  if (name == "port") return Keep(Form::Text, std::to_string(connection_.peer_port));
  if (name == "mtls") return {Form::Text, connection_.client_certificate ? "true" : "false"};
  if (name == "tls_version" && !connection_.tls_version.empty()) return {Form::Text, connection_.tls_version};
  return {};
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
    if (PercentDecode(pair.substr(0, equals)) != name) continue;
    if (std::exchange(named, true)) return {Form::Repeated};
    if (equals < pair.size()) item = Keep(Form::Text, PercentDecode(pair.substr(equals + 1)));
  }
  return item;
}

}  // namespace bpol::bind
