#include "bench/gateway_cost/load/load.h"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>

namespace bpol::bench {
namespace {

using std::chrono::duration;
using Clock = Client::Clock;

constexpr std::chrono::seconds kPatience{10};

volatile std::sig_atomic_t interrupted = 0;

Clock::duration Of(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(duration<double>(seconds));
}

timespec TimeOf(Clock::duration wait) {
  const auto nanoseconds = std::chrono::nanoseconds(std::max(wait, Clock::duration::zero())).count();
  return {nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
}

}  // namespace

Load::Load(double rate, Expected expected)
    : poll_(epoll_create1(EPOLL_CLOEXEC)),
      gap_(rate > 0 ? Of(1 / rate) : Clock::duration::zero()),
      expected_(std::move(expected)) {
  prctl(PR_SET_TIMERSLACK, 1ul);  // else the kernel wakes us up to 50 µs after a request was due
  std::signal(SIGINT, [](int) { interrupted = 1; });
}

Load::~Load() {
  close(poll_);
}

Status Load::Open(SSL_CTX* context, std::uint16_t port, unsigned connections, std::string_view request) {
  for (unsigned i = 0; i < connections; ++i) {
    BPOL_TRY(std::unique_ptr<Client> client, Client::Connect(context, port, request));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = client.get();
    epoll_ctl(poll_, EPOLL_CTL_ADD, client->descriptor(), &event);
    idle_.push_back(client.get());
    clients_.push_back(std::move(client));
  }
  due_ = Clock::now();
  return {};
}

Status Load::Run(double seconds, Tally& tally) {
  const auto end = Clock::now() + Of(seconds);
  std::array<epoll_event, 64> events;
  while (Clock::now() < end && interrupted == 0) {
    BPOL_TRY_STATUS(AskIdle());
    const timespec wait = TimeOf(std::min(Wait(), end - Clock::now()));
    const int ready = epoll_pwait2(poll_, events.data(), events.size(), &wait, nullptr);
    if (ready == 0 && wait.tv_sec >= kPatience.count()) return Error{"no answer within ten seconds"};
    for (int i = 0; i < ready; ++i)
      BPOL_TRY_STATUS(Serve(*static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr), tally));
  }
  return {};
}

// Until the next request is due and a connection is free for it; else until an answer comes.
Clock::duration Load::Wait() const {
  if (gap_ == Clock::duration::zero() || idle_.empty()) return kPatience;
  return due_ - Clock::now();
}

Status Load::AskIdle() {
  while (!idle_.empty()) {
    const auto now = Clock::now();
    const bool paced = gap_ != Clock::duration::zero();
    if (paced && due_ > now) return {};
    BPOL_TRY_STATUS(idle_.back()->Ask(paced ? due_ : now));
    idle_.pop_back();
    due_ += gap_;
  }
  return {};
}

Status Load::Serve(Client& client, Tally& tally) {
  BPOL_TRY(const Client::Answer answer, client.Read());
  if (answer == Client::Answer::Partial) return {};
  ++tally.answers;
  if (!AsExpected(client)) ++tally.mixed;
  tally.body = client.body_size();
  tally.microseconds.push_back(duration<float, std::micro>(client.latency()).count());
  idle_.push_back(&client);
  return {};
}

bool Load::AsExpected(const Client& client) const {
  if (expected_.empty()) return true;
  const std::string_view unit = Header(client.head(), "bpol-unit");
  const auto own = expected_.find(unit.substr(0, unit.find_first_of(";\r")));
  return own != expected_.end() && std::ranges::all_of(expected_, [&](const auto& each) {
           return (client.body().find(each.second) != std::string_view::npos) == (each.first == own->first);
         });
}

}  // namespace bpol::bench
