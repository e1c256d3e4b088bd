#include "tests/support/bank/bank_server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gateway/http/body_decoder.h"
#include "gateway/http/parse.h"

namespace bpol::bank {
namespace {

constexpr std::string_view kTest = "/test/";

bool Receive(int fd, std::string& pending) {
  char bytes[16 * 1024];
  const ssize_t got = recv(fd, bytes, sizeof bytes, 0);
  if (got > 0) pending.append(bytes, static_cast<std::size_t>(got));
  return got > 0;
}

// Takes the next head off `pending`; false when the client ended or sent nonsense.
bool ReadHead(int fd, std::string& pending, http::RequestHead& head) {
  http::HeadScan scan(http::MessageKind::Request);
  for (;;) {
    const auto state = pending.empty() ? http::HeadScan::State::NeedMore : scan.Step(pending);
    if (state == http::HeadScan::State::Refused) return false;
    if (state == http::HeadScan::State::Complete) break;
    if (!Receive(fd, pending)) return false;
  }
  const bool good = !http::ParseRequestHead(pending.substr(0, scan.head_size()), scan.field_count(), head);
  pending.erase(0, scan.head_size());
  return good;
}

bool ReadBody(int fd, std::string& pending, http::Framing framing, std::string& body) {
  http::BodyDecoder decoder(framing);
  for (;;) {
    const auto step = decoder.Next(pending);
    body += step.piece;
    pending.erase(0, step.consumed);
    if (step.state == http::BodyDecoder::State::End) return true;
    if (step.state == http::BodyDecoder::State::Refused) return false;
    if (step.state == http::BodyDecoder::State::NeedMore && !Receive(fd, pending)) return false;
  }
}

}  // namespace

BankServer::BankServer(const BankSettings& settings)
    : settings_(settings), documents_(MakeAccounts(settings.accounts)) {
  if (!settings.log.empty()) log_.reset(std::fopen(settings.log.c_str(), "a"));
  if (!settings.tee.empty()) tee_.reset(std::fopen(settings.tee.c_str(), "ab"));
}

Result<std::unique_ptr<BankServer>> BankServer::Start(const BankSettings& settings) {
  std::unique_ptr<BankServer> server(new BankServer(settings));
  if (settings.accounts == 0) return Error{"a bank has an account"};
  if (!settings.always.empty() && !Misbehave(settings.always, {}, server->documents_)) {
    return Error{"`" + settings.always + "` is no misbehaviour"};
  }
  if (!settings.log.empty() && server->log_ == nullptr) return Error{"cannot write `" + settings.log + "`"};
  if (!settings.tee.empty() && server->tee_ == nullptr) return Error{"cannot write `" + settings.tee + "`"};
  BPOL_TRY_STATUS(server->Listen());
  return server;
}

Status BankServer::Listen() {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(settings_.port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, generic, size) != 0 || listen(listener_, SOMAXCONN) != 0) {
    return Error{"cannot listen on port " + std::to_string(settings_.port)};
  }
  getsockname(listener_, generic, &size);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { Accept(); });
  return {};
}

BankServer::~BankServer() {
  stopping_ = true;
  if (listener_ >= 0) shutdown(listener_, SHUT_RDWR);
  if (acceptor_.joinable()) acceptor_.join();
  std::unique_lock lock(mutex_);
  for (const int fd : open_) shutdown(fd, SHUT_RDWR);
  while (serving_ > 0) {
    lock.unlock();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    lock.lock();
  }
  if (listener_ >= 0) close(listener_);
}

void BankServer::Accept() {
  for (;;) {
    const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    {
      const std::lock_guard lock(mutex_);
      open_.insert(fd);
      ++serving_;
    }
    std::thread([this, fd] { Serve(fd); }).detach();
  }
}

void BankServer::Serve(int fd) {
  std::string pending;
  while (ServeRequest(fd, pending)) {
  }
  const std::lock_guard lock(mutex_);
  open_.erase(fd);
  close(fd);
  --serving_;
}

bool BankServer::ServeRequest(int fd, std::string& pending) {
  http::RequestHead head;
  std::string body;
  if (!ReadHead(fd, pending, head) || !ReadBody(fd, pending, head.framing, body)) return false;
  ++requests_;
  Log(settings_.region + " " + head.method + " " + head.target + " " + std::to_string(body.size()) + "\n");
  return Perform(fd, ScriptFor(head.method, head.path(), body)) && head.persistence == http::Persistence::KeepAlive;
}

// `/test/NAME` misbehaves with the account list, `/test/NAME/open-banking/...` with what stands there otherwise.
Script BankServer::ScriptFor(std::string_view method, std::string_view path, std::string_view body) const {
  std::string name = settings_.always;
  if (path.starts_with(kTest)) {
    const std::size_t end = std::min(path.find('/', kTest.size()), path.size());
    name = path.substr(kTest.size(), end - kTest.size());
    path = end == path.size() ? "/open-banking/v4.0/aisp/accounts" : path.substr(end);
  }
  const Answer good = method == "POST" ? documents_.Post(path, body) : documents_.Get(path);
  if (auto script = Misbehave(name, good, documents_)) return *std::move(script);
  std::string bytes = Bytes(good);
  bytes.insert(bytes.find("\r\n") + 2, "X-Region: " + settings_.region + "\r\n");
  return {.bytes = std::move(bytes)};
}

bool BankServer::Perform(int fd, const Script& script) {
  std::string_view rest = script.bytes;
  const bool slowly = script.pause.count() > 0;
  while (!rest.empty()) {
    const std::string_view piece = slowly ? rest.substr(0, script.piece) : rest;
    if (stopping_ || !Send(fd, piece)) return false;
    rest.remove_prefix(piece.size());
    if (slowly) std::this_thread::sleep_for(script.pause);
  }
  switch (script.after) {
    case Script::After::KeepOpen:
      return true;
    case Script::After::Close:
      return false;
    case Script::After::Reset: {
      const linger now{.l_onoff = 1, .l_linger = 0};
      setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
      return false;
    }
    case Script::After::Hang: {
      std::string ignored;
      while (Receive(fd, ignored)) {
      }
      return false;
    }
  }
  return false;
}

bool BankServer::Send(int fd, std::string_view bytes) {
  if (tee_ != nullptr) {
    const std::lock_guard lock(mutex_);
    std::fwrite(bytes.data(), 1, bytes.size(), tee_.get());
    std::fflush(tee_.get());
  }
  while (!bytes.empty()) {
    const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Before the answer leaves: whoever has the answer finds the line.
void BankServer::Log(const std::string& line) {
  if (log_ == nullptr) return;
  const std::lock_guard lock(mutex_);
  std::fwrite(line.data(), 1, line.size(), log_.get());
  std::fflush(log_.get());
}

}  // namespace bpol::bank
