// An upstream that does what a test tells it, byte for byte: for each connection a list of steps.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bpol::upstream {

struct Step {
  enum class Kind {
    Answer,       // read a request (head and Content-Length or chunked body), then send `bytes`
    SendUnasked,  // send `bytes` without reading
    Silence,      // read a request and say nothing until the client gives up
  };
  Kind kind = Kind::Answer;
  std::string bytes{};
};
// After its steps the connection is closed.
using Script = std::vector<Step>;

class ScriptedServer {
 public:
  // Connection n follows scripts[n]; later ones follow the last.
  explicit ScriptedServer(std::vector<Script> scripts);
  ~ScriptedServer();
  std::uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  int connections() const { return connections_; }
  // Everything that was received, request after request.
  std::vector<std::string> requests();

 private:
  void Accept();
  void Follow(int fd, const Script& script);
  bool ReadRequest(int fd, std::string& pending);

  std::vector<Script> scripts_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::mutex mutex_;
  std::vector<std::string> requests_;
  std::vector<int> open_;
  std::vector<std::thread> followers_;
  std::thread acceptor_;
};

}  // namespace bpol::upstream
