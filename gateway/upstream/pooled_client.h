// The Client there is: a pool, a picker, and the rules for trying again.
#pragma once

#include "gateway/upstream/client.h"
#include "gateway/upstream/picker.h"
#include "gateway/upstream/pool.h"
#include "gateway/upstream/round_trip.h"

namespace bpol::upstream {

class PooledClient final : public Client {
 public:
  PooledClient(boost::asio::io_context& core, tls::Deadlines& deadlines, std::shared_ptr<const UpstreamGroup> group);

  Task<std::variant<Response, Failure>> Send(const Request& request) override;
  std::size_t idle_connections() const override { return pool_.resting(); }
  void Shutdown() override { pool_.Shutdown(); }

 private:
  friend class PooledBody;
  enum class Source { PoolFirst, Fresh };

  // What one attempt came to.
  struct Attempt {
    std::unique_ptr<Connection> connection{};
    RoundTrip trip{};
    enum class Advice { Done, OtherServer, SameServerFresh } advice = Advice::Done;
  };

  Task<Attempt> Try(std::size_t server, Source source, const Request& request);
  Task<std::variant<std::unique_ptr<Connection>, Failure>> Acquire(std::size_t server, Source source);
  Response MakeResponse(Attempt attempt);
  void Note(std::size_t server, const std::optional<Failure>& failure);

  boost::asio::io_context& core_;
  tls::Deadlines& deadlines_;
  std::shared_ptr<const UpstreamGroup> group_;
  Picker picker_;
  Pool pool_;
};

// A response's body; owns the connection until the end.
class PooledBody final : public ResponseBody {
 public:
  PooledBody(PooledClient& client, std::unique_ptr<Connection> connection, const http::ResponseHead& head,
             bool sent_whole);

  Task<http::BodyStep> Next() override;
  void SetLimit(std::uint64_t bytes) override { limit_ = bytes; }
  std::optional<Failure> failure() const override { return failure_; }

 private:
  http::BodyStep StepOf(const http::MessageReader::BodyOutcome& outcome);
  http::BodyStep Reset(Failure failure);
  void Release();

  PooledClient& client_;
  std::unique_ptr<Connection> connection_;  // null once the body ended
  bool may_keep_;
  std::uint64_t limit_;
  std::uint64_t seen_ = 0;
  std::optional<Failure> failure_;
};

}  // namespace bpol::upstream
