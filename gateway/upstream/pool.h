// Pool: the connections of one core to one group: those at rest, and a count of all.
// INVARIANT: a connection at rest has nothing unread, and none rests longer than the group's idle time and a tick.
// Thread safety: belongs to one core.
#pragma once

#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include "gateway/http/message_reader.h"
#include "gateway/tls/stream.h"
#include "gateway/upstream/group.h"

namespace bpol::upstream {

class Pool;

// One connection to one server. In use from the moment it is taken or made until it is given back or destroyed.
class Connection {
 public:
  Connection(Pool& pool, std::size_t server, std::unique_ptr<tls::Stream> stream);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  tls::Stream& stream() { return *stream_; }
  http::MessageReader& reader() { return reader_; }
  std::size_t server() const { return server_; }
  // It has answered a request before, so that the server may have closed it in the meantime.
  bool reused() const { return reused_; }

 private:
  friend class Pool;
  Pool& pool_;
  std::size_t server_;
  std::unique_ptr<tls::Stream> stream_;
  http::MessageReader reader_;
  tls::Clock::time_point resting_since_{};
  bool reused_ = false;
};

class Pool final : private tls::DeadlineEntry {
 public:
  Pool(const UpstreamGroup& group, tls::Deadlines& deadlines);
  ~Pool() override;

  // The most recently used one that is still quiet, or null.
  std::unique_ptr<Connection> Take(std::size_t server);
  bool HasRoom(std::size_t server) const;
  // Only when its message was read to the end and both sides keep the connection.
  void GiveBack(std::unique_ptr<Connection> connection);

  std::size_t resting() const;
  // Closes those at rest, cancels those in use, and takes none back from now on.
  void Shutdown();
  bool is_shut_down() const { return shut_down_; }
  const UpstreamGroup& group() const { return group_; }

 private:
  friend class Connection;
  void Expire() override;

  const UpstreamGroup& group_;
  std::vector<std::vector<std::unique_ptr<Connection>>> resting_;  // by server, oldest first
  std::vector<std::size_t> counts_;                                // by server, at rest and in use
  std::unordered_set<Connection*> all_;
  bool ticking_ = false;
  bool shut_down_ = false;
};

}  // namespace bpol::upstream
