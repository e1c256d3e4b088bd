#include "bench/gateway_cost/load/client.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace bpol::bench {
namespace {

Error TlsError(const std::string& what) {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  return Error{what + ": " + text.data()};
}

}  // namespace

std::string_view Header(std::string_view head, std::string_view name) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (std::size_t line = head.find("\r\n"); line != std::string_view::npos; line = head.find("\r\n", line + 2)) {
    const std::string_view text = head.substr(line + 2, head.find("\r\n", line + 2) - line - 2);
    const std::size_t colon = std::min(text.find(':'), text.size());
    if (!std::ranges::equal(text.substr(0, colon), name, {}, lower, lower)) continue;
    const std::size_t begin = std::min(text.find_first_not_of(' ', colon + 1), text.size());
    return text.substr(begin);
  }
  return {};
}

Result<ContextOwner> MakeContext(const std::string& ca, const std::string& certificate, const std::string& key) {
  ContextOwner context(SSL_CTX_new(TLS_client_method()));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) != 1 ||
      SSL_CTX_set_ciphersuites(context.get(), "TLS_AES_256_GCM_SHA384") != 1 ||
      SSL_CTX_load_verify_locations(context.get(), ca.c_str(), nullptr) != 1 ||
      SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1)
    return TlsError("TLS settings");
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  return context;
}

Result<std::unique_ptr<Client>> Client::Connect(SSL_CTX* context, std::uint16_t port, std::string_view request) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return Error{"no socket"};
  std::unique_ptr<Client> client(new Client(descriptor, request));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return Error{"nobody listens on port " + std::to_string(port)};
  client->ssl_.reset(SSL_new(context));
  if (!client->ssl_ || SSL_set_fd(client->ssl_.get(), descriptor) != 1 || SSL_connect(client->ssl_.get()) != 1)
    return TlsError("handshake");
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
  return client;
}

Client::~Client() {
  close(descriptor_);
}

Status Client::Ask(Clock::time_point due) {
  asked_ = due;
  received_.clear();
  // A request is a few hundred bytes: the buffer of an idle connection always has room.
  if (SSL_write(ssl_.get(), request_.data(), static_cast<int>(request_.size())) <= 0) return TlsError("write");
  return {};
}

Result<Client::Answer> Client::Read() {
  for (;;) {
    constexpr std::size_t kPiece = 16u << 10;
    const std::size_t size = received_.size();
    received_.resize(size + kPiece);
    const int got = SSL_read(ssl_.get(), received_.data() + size, kPiece);
    received_.resize(size + static_cast<std::size_t>(std::max(got, 0)));
    if (got > 0) continue;
    const int why = SSL_get_error(ssl_.get(), got);
    if (why == SSL_ERROR_WANT_READ) return Look();
    return TlsError("the server closed the connection, or read");
  }
}

Result<Client::Answer> Client::Look() {
  const std::string_view all = received_;
  const std::size_t end = all.find("\r\n\r\n");
  if (end == std::string_view::npos) return Answer::Partial;
  const std::string_view head = all.substr(0, end);
  const std::string_view body = all.substr(end + 4);
  if (!head.starts_with("HTTP/1.1 200 ")) return Error{"an answer that is not 200: " + received_.substr(0, 1500)};
  if (Header(head, "transfer-encoding") == "chunked") {
    if (!body.ends_with("\r\n0\r\n\r\n")) return Answer::Partial;
  } else {
    const std::string_view text = Header(head, "content-length");
    std::size_t length = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), length).ec != std::errc())
      return Error{"an answer without a length"};
    if (body.size() < length) return Answer::Partial;
  }
  head_size_ = end + 4;
  body_size_ = body.size();
  latency_ = Clock::now() - asked_;
  return Answer::Whole;
}

}  // namespace bpol::bench
