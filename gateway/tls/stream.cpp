#include "gateway/tls/stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>

#include "gateway/tls/openssl_error.h"

namespace bpol::tls {
namespace {

namespace asio = boost::asio;
constexpr auto kNoThrow = asio::as_tuple(asio::use_awaitable_t<Executor>{});

// Read and dropped after our last byte: what a client may still have on its way after a refusal.
constexpr std::size_t kMaxDropped = 1 << 20;

IoResult FromErrno() {
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {IoStatus::WouldBlock, 0};
  return {IoStatus::Reset, 0};
}

}  // namespace

void Stream::SslDeleter::operator()(ssl_st* ssl) const {
  SSL_free(ssl);
}

Stream::Stream(Socket socket, Deadlines& deadlines) : DeadlineEntry(deadlines), socket_(std::move(socket)) {
  boost::system::error_code ignored;  // a socket that is broken already says so at the first read
  socket_.non_blocking(true, ignored);
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Stream::~Stream() = default;

void Stream::SetDeadline(Duration after) {
  expired_ = false;
  Arm(after);
}

void Stream::ClearDeadline() {
  expired_ = false;
  Disarm();
}

void Stream::Expire() {
  expired_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Stream::Cancel() {
  cancelled_ = true;
  boost::system::error_code ignored;
  if (socket_.is_open()) socket_.cancel(ignored);
}

IoStatus Stream::AfterWait(const boost::system::error_code& error) const {
  if (expired_ || cancelled_) return IoStatus::TimedOut;
  return error ? IoStatus::Reset : IoStatus::Ok;
}

Task<IoStatus> Stream::Wait(Socket::wait_type direction) {
  if (expired_ || cancelled_) co_return IoStatus::TimedOut;
  const auto [error] = co_await socket_.async_wait(direction, kNoThrow);
  co_return AfterWait(error);
}

Task<IoStatus> Stream::WaitReadable() {
  if (ssl_ != nullptr && SSL_has_pending(ssl_.get()) == 1) co_return IoStatus::Ok;
  co_return co_await Wait(Socket::wait_read);
}

IoStatus Stream::Classify(int ssl_result) {
  switch (SSL_get_error(ssl_.get(), ssl_result)) {
    case SSL_ERROR_WANT_READ:
      wanted_ = Socket::wait_read;
      return IoStatus::WouldBlock;
    case SSL_ERROR_WANT_WRITE:
      wanted_ = Socket::wait_write;
      return IoStatus::WouldBlock;
    case SSL_ERROR_ZERO_RETURN:
      return IoStatus::Closed;
    case SSL_ERROR_SYSCALL:
      return IoStatus::Reset;
    default:  // OpenSSL's enumeration, not ours
      if (ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING) return IoStatus::Reset;
      failure_ = TakeOpenSslError();
      return IoStatus::TlsFailed;
  }
}

IoResult Stream::TryReadPlain(std::span<char> into) {
  const ssize_t got = ::recv(socket_.native_handle(), into.data(), into.size(), 0);
  if (got > 0) return {IoStatus::Ok, static_cast<std::size_t>(got)};
  if (got == 0) return {IoStatus::Closed, 0};
  wanted_ = Socket::wait_read;
  return FromErrno();
}

IoResult Stream::TryReadTls(std::span<char> into) {
  ERR_clear_error();
  std::size_t got = 0;
  const int result = SSL_read_ex(ssl_.get(), into.data(), into.size(), &got);
  if (result == 1) return {IoStatus::Ok, got};
  return {Classify(result), 0};
}

IoResult Stream::TryWritePlain(std::string_view bytes) {
  const ssize_t sent = ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent >= 0) return {IoStatus::Ok, static_cast<std::size_t>(sent)};
  wanted_ = Socket::wait_write;
  return FromErrno();
}

IoResult Stream::TryWriteTls(std::string_view bytes) {
  ERR_clear_error();
  std::size_t sent = 0;
  const int result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &sent);
  if (result == 1) return {IoStatus::Ok, sent};
  return {Classify(result), 0};
}

IoResult Stream::TryRead(std::span<char> into) {
  BPOL_CHECK(!into.empty(), "a read has room for a byte");
  if (!socket_.is_open()) return {IoStatus::Reset, 0};
  return ssl_ != nullptr ? TryReadTls(into) : TryReadPlain(into);
}

IoResult Stream::TryWrite(std::string_view bytes) {
  if (bytes.empty()) return {IoStatus::Ok, 0};
  if (!socket_.is_open()) return {IoStatus::Reset, 0};
  return ssl_ != nullptr ? TryWriteTls(bytes) : TryWritePlain(bytes);
}

Task<IoResult> Stream::Read(std::span<char> into) {
  for (;;) {
    const IoResult result = TryRead(into);
    if (result.status != IoStatus::WouldBlock) co_return result;
    const IoStatus ready = co_await Wait(wanted_);
    if (ready != IoStatus::Ok) co_return IoResult{ready, 0};
  }
}

Task<IoResult> Stream::Write(std::string_view bytes) {
  std::size_t sent = 0;
  for (;;) {
    const IoResult result = TryWrite(bytes.substr(sent));
    sent += result.bytes;
    if (result.ok() && sent == bytes.size()) co_return IoResult{IoStatus::Ok, sent};
    if (result.ok()) continue;
    if (result.status != IoStatus::WouldBlock) co_return IoResult{result.status, sent};
    const IoStatus ready = co_await Wait(wanted_);
    if (ready != IoStatus::Ok) co_return IoResult{ready, sent};
  }
}

bool Stream::IsQuiet() {
  if (!socket_.is_open() || expired_ || cancelled_) return false;
  char byte;
  const ssize_t got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  const bool nothing_there = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  if (ssl_ == nullptr || (nothing_there && SSL_has_pending(ssl_.get()) == 0)) return nothing_there;
  // Ciphertext need not be data: a TLS 1.3 server sends its tickets after the handshake.
  ERR_clear_error();
  std::size_t peeked = 0;
  const int result = SSL_peek_ex(ssl_.get(), &byte, 1, &peeked);
  return result != 1 && Classify(result) == IoStatus::WouldBlock;
}

void Stream::Close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
  Disarm();
}

void Stream::CutOff() {
  boost::system::error_code ignored;
  if (socket_.is_open()) socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  Close();
}

Task<void> Stream::CloseGracefully(Duration linger) {
  if (!socket_.is_open()) co_return;
  if (ssl_ != nullptr && SSL_is_init_finished(ssl_.get())) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
  }
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  if (linger > Duration::zero()) co_await DropIncoming(linger);
  Close();
}

Task<void> Stream::DropIncoming(Duration linger) {
  SetDeadline(linger);
  std::array<char, 4096> scrap;
  for (std::size_t dropped = 0; dropped < kMaxDropped;) {
    const IoResult result = TryReadPlain(scrap);
    dropped += result.bytes;
    if (result.ok()) continue;
    if (result.status != IoStatus::WouldBlock) co_return;
    const IoStatus ready = co_await Wait(Socket::wait_read);
    if (ready != IoStatus::Ok) co_return;
  }
}

}  // namespace bpol::tls
