// A client for tests that sends exactly the bytes it is given and tells exactly how the connection ended.
// Blocking, with a time limit on each read; a test that waits longer has failed.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace bpol::wire {

// How the peer ended the connection.
enum class Ending {
  Open,      // not at all, within the time limit
  Finished,  // in good order: FIN, and under TLS close_notify
  CutOff,    // reset, or under TLS no close_notify
};

struct Answer {
  int status = 0;      // 0: no complete head came
  std::string head{};  // with its empty line
  std::string body{};  // decoded if chunked
  bool whole = false;  // the body arrived to its end by its own framing
};

struct TlsOptions {
  std::string ca{};
  std::string certificate{};  // empty: none
  std::string key{};
  int max_version = TLS1_3_VERSION;
  std::string ciphers{};  // of TLS 1.2; empty: the library's
  std::string alpn{};     // as on the wire; empty: not offered
};

class WireClient {
 public:
  static WireClient Plain(std::uint16_t port);
  // `connected()` is false when the handshake failed. A TLS 1.3 server refuses a client's certificate only after the
  // client's side of the handshake is done: the first read tells.
  static WireClient Tls(std::uint16_t port, const TlsOptions& options);
  WireClient(WireClient&& other) noexcept;
  WireClient& operator=(WireClient&&) = delete;
  ~WireClient();

  bool connected() const { return connected_; }
  bool Send(std::string_view bytes);
  // No more from us: FIN, and under TLS close_notify.
  void FinishSending();

  // The next answer; the rest of what was received stays for the one after. `method` of the request: HEAD has no body.
  Answer ReadAnswer(std::string_view method = "GET");
  // Everything until the peer ends the connection or nothing comes for a while.
  std::string ReadAll();
  // Known after a read came to the end.
  Ending ending() const { return ending_; }
  // Negotiated; empty: none.
  std::string alpn() const;

 private:
  explicit WireClient(std::uint16_t port);
  bool Fill();
  void ReadBody(Answer& answer, std::string_view method);
  void ReadChunks(Answer& answer);
  bool TakeLine(std::string& line);
  bool TakeBytes(std::size_t size, std::string& to);

  struct Deleter {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  int fd_ = -1;
  std::unique_ptr<SSL_CTX, Deleter> context_;
  std::unique_ptr<SSL, Deleter> ssl_;
  std::string buffer_;
  Ending ending_ = Ending::Open;
  bool connected_ = false;
};

}  // namespace bpol::wire
