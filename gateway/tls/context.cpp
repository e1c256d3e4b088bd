#include "gateway/tls/context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>

#include <string_view>

#include "gateway/tls/openssl_error.h"

namespace bpol::tls {
namespace {

// RFC 9325 section 4.2, and nothing else in TLS 1.2. The suites of TLS 1.3 are all sound and stay at their default.
constexpr const char* kTls12Suites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";
constexpr const char* kGroups = "X25519:P-256:P-384";

// ALPN as it stands on the wire: a length byte before each name (RFC 7301).
constexpr std::string_view kAlpn = "\x08http/1.1";

// Chains of banks and third parties have three or four certificates; the bound limits what a stranger's can cost.
constexpr int kMaxChainDepth = 10;

Error Failed(std::string_view what, const std::string& file) {
  return {std::string(what) + " `" + file + "`: " + TakeOpenSslError() + "; a PEM file is wanted"};
}

Result<ContextHandle> NewContext(const SSL_METHOD* method) {
  ERR_clear_error();
  ContextHandle context(SSL_CTX_new(method));
  if (context == nullptr) return Error{"TLS context: " + TakeOpenSslError()};
  SSL_CTX* ssl = context.get();
  SSL_CTX_set_options(ssl, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  // One recv can bring several records; saves half the system calls of a large body.
  SSL_CTX_set_read_ahead(ssl, 1);
  SSL_CTX_set_max_early_data(ssl, 0);
  SSL_CTX_set_verify_depth(ssl, kMaxChainDepth);
  // Level 2: RSA of 2048 bits and EC of 224 at least, also in every certificate of a chain.
  SSL_CTX_set_security_level(ssl, 2);
  const bool done = SSL_CTX_set_min_proto_version(ssl, TLS1_2_VERSION) == 1 &&
                    SSL_CTX_set_cipher_list(ssl, kTls12Suites) == 1 && SSL_CTX_set1_groups_list(ssl, kGroups) == 1;
  if (!done) return Error{"TLS settings: " + TakeOpenSslError()};
  return context;
}

Status LoadIdentity(SSL_CTX* ssl, const std::string& certificate, const std::string& key) {
  if (SSL_CTX_use_certificate_chain_file(ssl, certificate.c_str()) != 1) return Failed("certificate", certificate);
  if (SSL_CTX_use_PrivateKey_file(ssl, key.c_str(), SSL_FILETYPE_PEM) == 1 && SSL_CTX_check_private_key(ssl) == 1)
    return {};
  if (ERR_GET_REASON(ERR_peek_last_error()) != X509_R_KEY_VALUES_MISMATCH) return Failed("private key", key);
  ERR_clear_error();
  return Error{"the private key `" + key + "` does not belong to the certificate `" + certificate + "`"};
}

Status LoadRoots(SSL_CTX* ssl, const std::string& file) {
  if (SSL_CTX_load_verify_file(ssl, file.c_str()) != 1) return Failed("certificate authorities", file);
  return {};
}

Status LoadRevocations(SSL_CTX* ssl, const std::string& file) {
  X509_STORE* store = SSL_CTX_get_cert_store(ssl);
  X509_LOOKUP* lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
  if (lookup == nullptr || X509_load_crl_file(lookup, file.c_str(), X509_FILETYPE_PEM) < 1) {
    return Failed("revocation list", file);
  }
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
  return {};
}

// A client that offers ALPN without http/1.1 speaks something that we would misread (RFC 7301 section 3.2).
int SelectAlpn(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
               unsigned int offered_size, void*) {
  const auto* ours = reinterpret_cast<const unsigned char*>(kAlpn.data());
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(&chosen, out_size, ours, kAlpn.size(), offered, offered_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

Status AskForClientCertificate(SSL_CTX* ssl, const ServerSettings& settings) {
  if (settings.client_certificate == ClientCertificate::None) return {};
  if (settings.client_ca_file.empty()) return Error{"client certificates are asked for, but no authority is given"};
  BPOL_TRY_STATUS(LoadRoots(ssl, settings.client_ca_file));
  if (!settings.client_crl_file.empty()) BPOL_TRY_STATUS(LoadRevocations(ssl, settings.client_crl_file));
  STACK_OF(X509_NAME)* names = SSL_load_client_CA_file(settings.client_ca_file.c_str());
  if (names == nullptr) return Failed("certificate authorities", settings.client_ca_file);
  SSL_CTX_set_client_CA_list(ssl, names);
  const bool required = settings.client_certificate == ClientCertificate::Required;
  SSL_CTX_set_verify(ssl, SSL_VERIFY_PEER | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nullptr);
  // A resumed session would carry a verification from before a revocation.
  SSL_CTX_set_options(ssl, SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(ssl, 0);
  return {};
}

}  // namespace

void ContextDeleter::operator()(ssl_ctx_st* context) const {
  SSL_CTX_free(context);
}

Result<std::shared_ptr<const ServerContext>> ServerContext::Load(const ServerSettings& settings) {
  BPOL_TRY(ContextHandle context, NewContext(TLS_server_method()));
  BPOL_TRY_STATUS(LoadIdentity(context.get(), settings.certificate_file, settings.key_file));
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context.get(), 1);
  SSL_CTX_set_alpn_select_cb(context.get(), SelectAlpn, nullptr);
  BPOL_TRY_STATUS(AskForClientCertificate(context.get(), settings));
  return std::shared_ptr<const ServerContext>(new ServerContext(std::move(context)));
}

Result<std::shared_ptr<const ClientContext>> ClientContext::Load(const ClientSettings& settings) {
  BPOL_TRY(ContextHandle context, NewContext(TLS_client_method()));
  BPOL_TRY_STATUS(LoadRoots(context.get(), settings.ca_file));
  if (!settings.certificate_file.empty()) {
    BPOL_TRY_STATUS(LoadIdentity(context.get(), settings.certificate_file, settings.key_file));
  }
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  const auto* alpn = reinterpret_cast<const unsigned char*>(kAlpn.data());
  if (SSL_CTX_set_alpn_protos(context.get(), alpn, kAlpn.size()) != 0) return Error{"TLS settings: ALPN"};
  return std::shared_ptr<const ClientContext>(new ClientContext(std::move(context)));
}

}  // namespace bpol::tls
