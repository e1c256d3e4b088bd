#include "tests/support/wire/wire_client.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace bpol::wire {
namespace {

constexpr timeval kPatience{.tv_sec = 5, .tv_usec = 0};

std::string LowerCase(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// The value of a field in a head, or an empty string.
std::string ValueOf(const std::string& head, const std::string& name) {
  const std::string lower = LowerCase(head);
  const std::size_t at = lower.find("\r\n" + name + ":");
  if (at == std::string::npos) return {};
  const std::size_t begin = lower.find_first_not_of(' ', at + name.size() + 3);
  return lower.substr(begin, lower.find("\r\n", begin) - begin);
}

}  // namespace

WireClient::WireClient(std::uint16_t port) {
  std::signal(SIGPIPE, SIG_IGN);
  fd_ = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connected_ = connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

WireClient::WireClient(WireClient&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      context_(std::move(other.context_)),
      ssl_(std::move(other.ssl_)),
      buffer_(std::move(other.buffer_)),
      ending_(other.ending_),
      connected_(other.connected_) {}

WireClient::~WireClient() {
  ssl_.reset();
  if (fd_ >= 0) close(fd_);
}

WireClient WireClient::Plain(std::uint16_t port) {
  return WireClient(port);
}

WireClient WireClient::Tls(std::uint16_t port, const TlsOptions& options) {
  WireClient client(port);
  client.context_.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* context = client.context_.get();
  SSL_CTX_load_verify_file(context, options.ca.c_str());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_max_proto_version(context, options.max_version);
  // Old versions are to be refused by the server, not by this client.
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_security_level(context, 0);
  if (!options.ciphers.empty()) SSL_CTX_set_cipher_list(context, options.ciphers.c_str());
  if (!options.certificate.empty()) {
    SSL_CTX_use_certificate_chain_file(context, options.certificate.c_str());
    SSL_CTX_use_PrivateKey_file(context, options.key.c_str(), SSL_FILETYPE_PEM);
  }
  if (!options.alpn.empty()) {
    SSL_CTX_set_alpn_protos(context, reinterpret_cast<const unsigned char*>(options.alpn.data()),
                            static_cast<unsigned>(options.alpn.size()));
  }
  client.ssl_.reset(SSL_new(context));
  SSL_set_fd(client.ssl_.get(), client.fd_);
  SSL_set1_host(client.ssl_.get(), "localhost");
  client.connected_ = client.connected_ && SSL_connect(client.ssl_.get()) == 1;
  return client;
}

bool WireClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ssl_ ? SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                              : send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void WireClient::FinishSending() {
  if (ssl_) SSL_shutdown(ssl_.get());
  shutdown(fd_, SHUT_WR);
}

bool WireClient::Fill() {
  // A socket tells of its reset once, and of an end ever after.
  if (ending_ != Ending::Open) return false;
  char bytes[16384];
  ERR_clear_error();
  const ssize_t got = ssl_ ? SSL_read(ssl_.get(), bytes, sizeof bytes) : recv(fd_, bytes, sizeof bytes, 0);
  if (got > 0) {
    buffer_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }
  if (ssl_) {
    const int why = SSL_get_error(ssl_.get(), static_cast<int>(got));
    const bool waits = why == SSL_ERROR_WANT_READ;
    ending_ = why == SSL_ERROR_ZERO_RETURN ? Ending::Finished : waits ? Ending::Open : Ending::CutOff;
    return false;
  }
  const bool waits = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  ending_ = got == 0 ? Ending::Finished : waits ? Ending::Open : Ending::CutOff;
  return false;
}

std::string WireClient::ReadAll() {
  while (Fill()) {
  }
  return std::exchange(buffer_, {});
}

bool WireClient::TakeLine(std::string& line) {
  std::size_t end;
  while ((end = buffer_.find("\r\n")) == std::string::npos) {
    if (!Fill()) return false;
  }
  line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return true;
}

bool WireClient::TakeBytes(std::size_t size, std::string& to) {
  while (buffer_.size() < size && Fill()) {
  }
  const bool enough = buffer_.size() >= size;
  to += buffer_.substr(0, size);
  buffer_.erase(0, size);
  return enough;
}

void WireClient::ReadChunks(Answer& answer) {
  std::string line;
  while (TakeLine(line)) {
    const std::size_t size = std::stoul(line, nullptr, 16);
    if (size > 0 && !TakeBytes(size, answer.body)) return;
    if (!TakeLine(line)) return;
    answer.whole = size == 0;
    if (answer.whole) return;
  }
}

void WireClient::ReadBody(Answer& answer, std::string_view method) {
  const bool has_none = method == "HEAD" || answer.status < 200 || answer.status == 204 || answer.status == 304;
  const std::string length = ValueOf(answer.head, "content-length");
  if (has_none) {
    answer.whole = true;
  } else if (ValueOf(answer.head, "transfer-encoding") == "chunked") {
    ReadChunks(answer);
  } else if (!length.empty()) {
    answer.whole = TakeBytes(std::stoul(length), answer.body);
  } else {
    answer.body = ReadAll();
    answer.whole = ending_ == Ending::Finished;
  }
}

Answer WireClient::ReadAnswer(std::string_view method) {
  Answer answer;
  std::size_t end;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!Fill()) return answer;
  }
  answer.head = buffer_.substr(0, end + 4);
  buffer_.erase(0, end + 4);
  if (answer.head.size() > 12) answer.status = std::atoi(answer.head.substr(9, 3).c_str());
  ReadBody(answer, method);
  return answer;
}

std::string WireClient::alpn() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  if (ssl_) SSL_get0_alpn_selected(ssl_.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

}  // namespace bpol::wire
