// Client: one TLS 1.3 connection that asks for the same thing again and again and looks at each answer.
// wrk cannot show a client certificate, so the benchmark has a generator of its own.
// Thread safety: one thread.
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bpol::bench {

struct Freed {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using ContextOwner = std::unique_ptr<SSL_CTX, Freed>;

// TLS 1.3 with one cipher suite for every server, trusting `ca` only, showing the certificate.
Result<ContextOwner> MakeContext(const std::string& ca, const std::string& certificate, const std::string& key);

// The value of a header in a head, empty where there is none; names have no case.
std::string_view Header(std::string_view head, std::string_view name);

class Client {
 public:
  using Clock = std::chrono::steady_clock;

  // Connects and shakes hands, blocking; afterwards the socket does not block. `request` outlives the client.
  static Result<std::unique_ptr<Client>> Connect(SSL_CTX* context, std::uint16_t port, std::string_view request);
  ~Client();

  int descriptor() const { return descriptor_; }
  std::string cipher() const { return SSL_get_cipher_name(ssl_.get()); }

  // Asks; an answer must not be outstanding. What its latency is counted from: now, or when it was due.
  Status Ask(Clock::time_point due = Clock::now());
  // Reads what is there. Whole: the answer, which was 200, is complete.
  enum class Answer { Partial, Whole };
  Result<Answer> Read();

  // Of the last whole answer; the texts until the next is asked for.
  std::string_view head() const { return std::string_view(received_).substr(0, head_size_); }
  std::string_view body() const { return std::string_view(received_).substr(head_size_); }
  std::size_t body_size() const { return body_size_; }
  Clock::duration latency() const { return latency_; }

 private:
  Client(int descriptor, std::string_view request) : descriptor_(descriptor), request_(request) {}
  Result<Answer> Look();

  const int descriptor_;
  const std::string_view request_;
  std::unique_ptr<SSL, Freed> ssl_;
  std::string received_;
  Clock::time_point asked_;
  Clock::duration latency_{};
  std::size_t head_size_ = 0;
  std::size_t body_size_ = 0;
};

}  // namespace bpol::bench
