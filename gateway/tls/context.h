// TLS settings made ready once and shared by all cores: one context for clients that come to us, one for upstreams.
// INVARIANT: TLS 1.2 is the floor; in 1.2 only the four suites of RFC 9325 section 4.2; no early data, no compression,
// no renegotiation. With client certificates there is no resumption either, so that each connection is verified anew.
// Thread safety: immutable after construction; OpenSSL counts references atomically.
#pragma once

#include <memory>
#include <string>

#include "runtime/base/result.h"

// OpenSSL's own tag names, so that its headers stay out of ours.
struct ssl_ctx_st;
struct ssl_st;

namespace bpol::tls {

enum class ClientCertificate { None, Optional, Required };

struct ServerSettings {
  std::string certificate_file{};  // PEM chain, leaf first
  std::string key_file{};          // PEM
  ClientCertificate client_certificate = ClientCertificate::None;
  std::string client_ca_file{};  // PEM; needed unless None. The only roots: the system's own are not trusted.
  // PEM; empty: no revocation list. When given, a certificate without a current list fails.
  std::string client_crl_file{};
};

struct ClientSettings {
  std::string ca_file{};           // PEM; the only roots trusted for this upstream
  std::string certificate_file{};  // PEM chain that we present; empty: none
  std::string key_file{};
};

struct ContextDeleter {
  void operator()(ssl_ctx_st* context) const;
};
using ContextHandle = std::unique_ptr<ssl_ctx_st, ContextDeleter>;

class ServerContext {
 public:
  // An error names the file and OpenSSL's reason; also when the key does not belong to the certificate.
  static Result<std::shared_ptr<const ServerContext>> Load(const ServerSettings& settings);
  ssl_ctx_st* native() const { return context_.get(); }

 private:
  explicit ServerContext(ContextHandle context) : context_(std::move(context)) {}
  ContextHandle context_;
};

class ClientContext {
 public:
  static Result<std::shared_ptr<const ClientContext>> Load(const ClientSettings& settings);
  ssl_ctx_st* native() const { return context_.get(); }

 private:
  explicit ClientContext(ContextHandle context) : context_(std::move(context)) {}
  ContextHandle context_;
};

}  // namespace bpol::tls
