// The sample bank on loopback: a thread for each connection, blocking, since it only has to be right.
// It writes its answers itself instead of through the gateway's server, so that it can break every rule of HTTP.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "runtime/base/result.h"
#include "tests/support/bank/misbehaviour.h"

namespace bpol::bank {

struct BankSettings {
  std::uint16_t port = 0;       // 0: a free one
  std::string region = "none";  // said in the X-Region field of each answer that follows the rules, and in the log
  std::size_t accounts = 24;
  std::string log{};     // file, a line a request: region, method, target, bytes of body; empty: none
  std::string tee{};     // file that receives every byte sent; empty: none
  std::string always{};  // name of a misbehaviour for every request; empty: only under /test/
};

class BankServer {
 public:
  static Result<std::unique_ptr<BankServer>> Start(const BankSettings& settings);
  // Ends all connections.
  ~BankServer();

  std::uint16_t port() const { return port_; }
  const Documents& documents() const { return documents_; }
  std::size_t requests() const { return requests_; }

 private:
  explicit BankServer(const BankSettings& settings);
  Status Listen();
  void Accept();
  void Serve(int fd);
  bool ServeRequest(int fd, std::string& pending);
  Script ScriptFor(std::string_view method, std::string_view path, std::string_view body) const;
  bool Perform(int fd, const Script& script);
  bool Send(int fd, std::string_view bytes);
  void Log(const std::string& line);

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  BankSettings settings_;
  Documents documents_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<std::size_t> requests_ = 0;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;  // guards what follows
  std::unique_ptr<std::FILE, Close> log_;
  std::unique_ptr<std::FILE, Close> tee_;
  std::set<int> open_;
  std::size_t serving_ = 0;
  std::thread acceptor_;
};

}  // namespace bpol::bank
