// Runs a Client on a core of its own and waits for what it gives.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/net/core_runtime.h"
#include "gateway/upstream/client.h"

namespace bpol::upstream {

// A request and what became of it, in one line: "200 body", or the code of the failure, and "200 part|code" when the
// body broke off.
struct Call {
  std::string_view method = "GET";
  std::string body{};
  std::vector<std::string> stream{};  // pieces; when not empty, the body is streamed instead
  http::Framing stream_framing{.kind = http::Framing::Kind::Chunked};
  bool any_region = true;
  std::vector<std::string> regions{};
};

class ClientHarness {
 public:
  explicit ClientHarness(GroupSettings settings);
  ~ClientHarness();

  std::string Send(const Call& call = {});
  std::string served_by() const { return served_by_; }  // region of the last answer
  unsigned resends() const { return resends_; }
  std::size_t idle();
  void Shutdown();
  // As Send, without waiting for the answer's body; returns the status.
  std::string SendAndDropBody();

 private:
  Task<std::string> Run(const Call& call, bool drop_body);
  std::string Wait(const Call& call, bool drop_body);

  std::unique_ptr<net::CoreRuntime> runtime_;
  std::unique_ptr<Client> client_;
  std::string served_by_;
  unsigned resends_ = 0;
};

// Time limits short enough for a test.
GroupSettings QuickSettings(std::vector<ServerSettings> servers);

}  // namespace bpol::upstream
