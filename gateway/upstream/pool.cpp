#include "gateway/upstream/pool.h"

#include "runtime/base/check.h"

namespace bpol::upstream {
namespace {

// A response of the usual size in one system call.
constexpr std::size_t kBufferSize = 32 * 1024;

}  // namespace

Connection::Connection(Pool& pool, std::size_t server, std::unique_ptr<tls::Stream> stream)
    : pool_(pool),
      server_(server),
      stream_(std::move(stream)),
      reader_(*stream_, http::MessageKind::Response, pool.group_.settings().head_sizes, kBufferSize) {
  ++pool_.counts_[server_];
  pool_.all_.insert(this);
}

Connection::~Connection() {
  --pool_.counts_[server_];
  pool_.all_.erase(this);
}

Pool::Pool(const UpstreamGroup& group, tls::Deadlines& deadlines)
    : DeadlineEntry(deadlines), group_(group), resting_(group.servers().size()), counts_(group.servers().size()) {}

Pool::~Pool() {
  resting_.clear();
  BPOL_CHECK(all_.empty(), "a client outlives the responses it gave");
}

std::unique_ptr<Connection> Pool::Take(std::size_t server) {
  auto& resting = resting_[server];
  while (!resting.empty()) {
    std::unique_ptr<Connection> connection = std::move(resting.back());
    resting.pop_back();
    if (connection->stream().IsQuiet()) return connection;
  }
  return nullptr;
}

bool Pool::HasRoom(std::size_t server) const {
  return counts_[server] < group_.settings().connections_per_core;
}

void Pool::GiveBack(std::unique_ptr<Connection> connection) {
  if (shut_down_) return;
  connection->reused_ = true;
  connection->resting_since_ = tls::Clock::now();
  connection->stream().ClearDeadline();
  resting_[connection->server()].push_back(std::move(connection));
  if (!ticking_) Arm(group_.settings().idle);
  ticking_ = true;
}

void Pool::Expire() {
  const auto oldest_allowed = tls::Clock::now() - group_.settings().idle;
  for (auto& resting : resting_) {
    std::erase_if(resting, [&](const auto& connection) { return connection->resting_since_ <= oldest_allowed; });
  }
  ticking_ = resting() > 0;
  // A quarter of the time between looks: a connection rests at most five quarters.
  if (ticking_) Arm(group_.settings().idle / 4);
}

std::size_t Pool::resting() const {
  std::size_t sum = 0;
  for (const auto& resting : resting_) sum += resting.size();
  return sum;
}

void Pool::Shutdown() {
  shut_down_ = true;
  for (auto& resting : resting_) resting.clear();
  for (Connection* connection : all_) connection->stream().Cancel();
}

}  // namespace bpol::upstream
