// The part of Stream that is about becoming TLS and about what the peer proved.
#include <openssl/err.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>

#include "gateway/tls/openssl_error.h"
#include "gateway/tls/stream.h"

namespace bpol::tls {
namespace {

// The certificate must carry exactly this name or address in a subjectAltName (RFC 9525): no common name, no `f*.bank`.
bool ExpectPeer(SSL* ssl, const std::string& host) {
  X509_VERIFY_PARAM* parameters = SSL_get0_param(ssl);
  X509_VERIFY_PARAM_set_hostflags(parameters,
                                  X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  boost::system::error_code not_an_address;
  boost::asio::ip::make_address(host, not_an_address);
  if (!not_an_address) return X509_VERIFY_PARAM_set1_ip_asc(parameters, host.c_str()) == 1;
  return SSL_set1_host(ssl, host.c_str()) == 1 && SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
}

}  // namespace

bool Stream::AttachSsl(ssl_ctx_st* context) {
  ERR_clear_error();
  ssl_.reset(SSL_new(context));
  if (ssl_ != nullptr && SSL_set_fd(ssl_.get(), socket_.native_handle()) == 1) return true;
  failure_ = TakeOpenSslError();
  return false;
}

Task<IoStatus> Stream::HandshakeAsServer(const ServerContext& context) {
  if (!AttachSsl(context.native())) co_return IoStatus::TlsFailed;
  SSL_set_accept_state(ssl_.get());
  co_return co_await Handshake();
}

Task<IoStatus> Stream::HandshakeAsClient(const ClientContext& context, const std::string& host) {
  if (!AttachSsl(context.native())) co_return IoStatus::TlsFailed;
  if (!ExpectPeer(ssl_.get(), host)) {
    failure_ = "the host name cannot be checked";
    co_return IoStatus::TlsFailed;
  }
  SSL_set_connect_state(ssl_.get());
  co_return co_await Handshake();
}

Task<IoStatus> Stream::Handshake() {
  for (;;) {
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) co_return IoStatus::Ok;
    const IoStatus status = Classify(result);
    if (status != IoStatus::WouldBlock) co_return status;
    const IoStatus ready = co_await Wait(wanted_);
    if (ready != IoStatus::Ok) co_return ready;
  }
}

std::string Stream::tls_version() const {
  return ssl_ != nullptr ? SSL_get_version(ssl_.get()) : "";
}

std::optional<PeerCertificate> Stream::peer_certificate() const {
  if (ssl_ == nullptr || SSL_get_verify_result(ssl_.get()) != X509_V_OK) return std::nullopt;
  X509* certificate = SSL_get0_peer_certificate(ssl_.get());
  if (certificate == nullptr) return std::nullopt;
  unsigned char* encoded = nullptr;
  const int size = i2d_X509(certificate, &encoded);
  if (size <= 0) return std::nullopt;
  PeerCertificate peer;
  peer.der.assign(encoded, encoded + size);
  OPENSSL_free(encoded);
  SHA256(peer.der.data(), peer.der.size(), peer.sha256.data());
  return peer;
}

}  // namespace bpol::tls
