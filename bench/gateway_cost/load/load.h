// Load: connections that ask one server for one thing. Without a rate each asks again when it was answered; with one,
// requests are due at even times whatever the server does (an open loop), the next free connection asks, and a latency
// counts from when the request was due, so that a server that stalls is not asked more kindly.
// Thread safety: one thread.
#pragma once

#include <map>
#include <vector>

#include "bench/gateway_cost/load/client.h"

namespace bpol::bench {

struct Tally {
  std::uint64_t answers = 0;
  std::uint64_t mixed = 0;  // named a unit that is not expected, or had not that unit's text and no other's
  std::vector<float> microseconds;
  std::size_t body = 0;
};

// The text that a body has when its bpol-unit header names this version, and that no other version's has.
using Expected = std::map<std::string, std::string, std::less<>>;

class Load {
 public:
  // `rate`: requests a second of all connections together; 0: as fast as they are answered.
  Load(double rate, Expected expected);
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  Status Open(SSL_CTX* context, std::uint16_t port, unsigned connections, std::string_view request);
  // The first answer that is not 200 is an error. Ends early at SIGINT.
  Status Run(double seconds, Tally& tally);

  std::string cipher() const { return clients_.front()->cipher(); }

 private:
  Status AskIdle();
  Status Serve(Client& client, Tally& tally);
  Client::Clock::duration Wait() const;
  bool AsExpected(const Client& client) const;

  const int poll_;
  const Client::Clock::duration gap_;  // 0: no rate
  const Expected expected_;
  Client::Clock::time_point due_ = Client::Clock::now();  // the next request, with a rate
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<Client*> idle_;
};

}  // namespace bpol::bench
