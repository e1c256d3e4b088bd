// Stream: one TCP connection, plain or under TLS, read and written by the coroutine that owns it.
// OpenSSL works directly on the descriptor (SSL_set_fd) and we wait for readiness: no BIO pair, no extra copy.
// INVARIANT: no exception leaves a Stream; after any status but Ok or WouldBlock the stream is only good for closing.
// Thread safety: belongs to one core. At most one reader and one writer at a time.
#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/tls/context.h"
#include "gateway/tls/deadlines.h"
#include "gateway/tls/task.h"
#include "runtime/base/bytes.h"

namespace bpol::tls {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

enum class IoStatus {
  Ok,
  WouldBlock,  // only from the Try... functions
  Closed,      // the peer said that it is done: FIN, and under TLS close_notify before it
  Reset,       // the connection broke, or under TLS ended without close_notify
  TimedOut,    // the armed deadline passed
  TlsFailed,   // the peer's TLS is wrong or its certificate is not accepted
};

struct IoResult {
  IoStatus status = IoStatus::Ok;
  std::size_t bytes = 0;
  bool ok() const { return status == IoStatus::Ok; }
};

struct PeerCertificate {
  Bytes der{};
  std::array<std::uint8_t, 32> sha256{};  // of `der`; base64url of it is the x5t#S256 of RFC 8705
};

class Stream final : private DeadlineEntry {
 public:
  // Takes a connected socket and makes it non-blocking, TCP_NODELAY.
  Stream(Socket socket, Deadlines& deadlines);
  ~Stream() override;

  // Both may be bounded by SetDeadline. On failure, `failure()` says why in words fit for a log.
  Task<IoStatus> HandshakeAsServer(const ServerContext& context);
  // `host` is the name or address that the certificate must carry (RFC 9525); a name is also sent as SNI.
  Task<IoStatus> HandshakeAsClient(const ClientContext& context, const std::string& host);

  // What can be had without waiting. `into` is not empty.
  IoResult TryRead(std::span<char> into);
  IoResult TryWrite(std::string_view bytes);
  // At least one byte, or the reason why not.
  Task<IoResult> Read(std::span<char> into);
  // Every byte; `bytes` of the result says how many left when it failed.
  Task<IoResult> Write(std::string_view bytes);
  // Returns Ok as soon as a read is worth trying (for TLS: ciphertext is there).
  Task<IoStatus> WaitReadable();

  // Holds from now for whatever waits or will wait, until replaced or cleared; accurate to Deadlines::kTick.
  void SetDeadline(Duration after);
  void ClearDeadline();
  // Makes the present and every later wait return TimedOut.
  void Cancel();

  // For a connection taken from a pool: true when the peer neither closed nor sent anything unasked.
  bool IsQuiet();

  // Ends in good order: close_notify, FIN, then reads and drops what the peer still sends, for at most `linger` and
  // 1 MB, so that a reset does not destroy our last bytes on their way (RFC 9112 section 9.6). Zero: does not read on.
  Task<void> CloseGracefully(Duration linger);
  // Ends so that the peer cannot take what it got for whole: no close_notify, and a TCP reset instead of a FIN.
  void CutOff();
  // Just closes; no close_notify.
  void Close();

  bool is_open() const { return socket_.is_open(); }
  bool is_tls() const { return ssl_ != nullptr; }
  // "TLSv1.3", "TLSv1.2", or empty on a plain connection.
  std::string tls_version() const;
  // The certificate that the peer proved to hold; nothing on a plain connection or when it sent none.
  std::optional<PeerCertificate> peer_certificate() const;
  const std::string& failure() const { return failure_; }

 private:
  struct SslDeleter {
    void operator()(ssl_st* ssl) const;
  };

  void Expire() override;
  bool AttachSsl(ssl_ctx_st* context);
  Task<IoStatus> Handshake();
  Task<void> DropIncoming(Duration linger);
  Task<IoStatus> Wait(Socket::wait_type direction);
  IoStatus AfterWait(const boost::system::error_code& error) const;
  IoResult TryReadPlain(std::span<char> into);
  IoResult TryWritePlain(std::string_view bytes);
  IoResult TryReadTls(std::span<char> into);
  IoResult TryWriteTls(std::string_view bytes);
  IoStatus Classify(int ssl_result);
  // What TLS is waiting for: a read may need the socket writable, and the other way round.
  Socket::wait_type wanted_ = Socket::wait_read;

  Socket socket_;
  std::unique_ptr<ssl_st, SslDeleter> ssl_;
  std::string failure_;
  bool expired_ = false;    // by the present deadline
  bool cancelled_ = false;  // for good
};

}  // namespace bpol::tls
