#include "tests/unit/gateway/upstream/scripted_server.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "runtime/base/check.h"

namespace bpol::upstream {
namespace {

bool Receive(int fd, std::string& pending) {
  char bytes[4096];
  const ssize_t got = recv(fd, bytes, sizeof bytes, 0);
  if (got > 0) pending.append(bytes, static_cast<std::size_t>(got));
  return got > 0;
}

// Bytes of the first request in `pending`, or nothing when it is not whole.
std::size_t RequestSize(const std::string& pending) {
  const std::size_t end = pending.find("\r\n\r\n");
  if (end == std::string::npos) return 0;
  const std::string head = pending.substr(0, end + 4);
  if (head.find("Transfer-Encoding: chunked") != std::string::npos) {
    const std::size_t last = pending.find("0\r\n\r\n", end + 4);
    return last == std::string::npos ? 0 : last + 5;
  }
  const std::size_t length = head.find("Content-Length: ");
  const std::size_t body = length == std::string::npos ? 0 : std::stoul(head.substr(length + 16));
  return pending.size() >= head.size() + body ? head.size() + body : 0;
}

}  // namespace

ScriptedServer::ScriptedServer(std::vector<Script> scripts) : scripts_(std::move(scripts)) {
  listener_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  BPOL_CHECK(bind(listener_, generic, size) == 0 && listen(listener_, 16) == 0, "loopback has a free port");
  getsockname(listener_, generic, &size);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { Accept(); });
}

ScriptedServer::~ScriptedServer() {
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : open_) shutdown(fd, SHUT_RDWR);
  }
  for (auto& follower : followers_) follower.join();
  close(listener_);
}

void ScriptedServer::Accept() {
  for (;;) {
    const int fd = accept(listener_, nullptr, nullptr);
    if (fd < 0) return;
    const auto index = std::min<std::size_t>(static_cast<std::size_t>(connections_++), scripts_.size() - 1);
    {
      const std::lock_guard lock(mutex_);
      open_.push_back(fd);
    }
    followers_.emplace_back([this, fd, index] { Follow(fd, scripts_[index]); });
  }
}

bool ScriptedServer::ReadRequest(int fd, std::string& pending) {
  std::size_t size;
  while ((size = RequestSize(pending)) == 0) {
    if (!Receive(fd, pending)) return false;
  }
  const std::lock_guard lock(mutex_);
  requests_.push_back(pending.substr(0, size));
  pending.erase(0, size);
  return true;
}

void ScriptedServer::Follow(int fd, const Script& script) {
  std::string pending;
  for (const Step& step : script) {
    if (step.kind != Step::Kind::SendUnasked && !ReadRequest(fd, pending)) break;
    send(fd, step.bytes.data(), step.bytes.size(), MSG_NOSIGNAL);
    while (step.kind == Step::Kind::Silence && Receive(fd, pending)) {
    }
  }
  const std::lock_guard lock(mutex_);
  std::erase(open_, fd);
  close(fd);
}

std::vector<std::string> ScriptedServer::requests() {
  const std::lock_guard lock(mutex_);
  return requests_;
}

}  // namespace bpol::upstream
