// bpol-bench-load: asks one server for one thing over a number of TLS 1.3 connections that stay open, each asking again
// when it was answered, and says how much CPU time given processes used meanwhile. One line of JSON. Any answer but 200
// ends it.
#include <sys/epoll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "bench/gateway_cost/load/client.h"
#include "bench/gateway_cost/load/cpu_clock.h"
#include "runtime/base/bytes.h"

namespace bpol::bench {
namespace {

using std::chrono::duration;

struct Arguments {
  std::uint16_t port = 0;
  std::string path, token_file, ca, certificate, key;
  std::vector<pid_t> processes;
  unsigned connections = 32;
  double seconds = 2, warm_up = 0.3;
};

struct Tally {
  std::uint64_t answers = 0;
  std::vector<float> microseconds;
  std::size_t body = 0;
};

class Load {
 public:
  explicit Load(int poll) : poll_(poll) {}
  ~Load() { close(poll_); }

  Status Open(SSL_CTX* context, const Arguments& arguments, std::string_view request) {
    for (unsigned i = 0; i < arguments.connections; ++i) {
      BPOL_TRY(std::unique_ptr<Client> client, Client::Connect(context, arguments.port, request));
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.ptr = client.get();
      epoll_ctl(poll_, EPOLL_CTL_ADD, client->descriptor(), &event);
      clients_.push_back(std::move(client));
    }
    for (const auto& client : clients_) BPOL_TRY_STATUS(client->Ask());
    return {};
  }

  std::string cipher() const { return clients_.front()->cipher(); }

  Status Run(double seconds, Tally& tally) {
    const auto end =
        Client::Clock::now() + std::chrono::duration_cast<Client::Clock::duration>(duration<double>(seconds));
    std::array<epoll_event, 64> events;
    while (Client::Clock::now() < end) {
      const int ready = epoll_wait(poll_, events.data(), events.size(), 1000);
      if (ready == 0) return Error{"no answer within a second"};
      for (int i = 0; i < ready; ++i)
        BPOL_TRY_STATUS(Serve(*static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr), tally));
    }
    return {};
  }

 private:
  static Status Serve(Client& client, Tally& tally) {
    BPOL_TRY(const Client::Answer answer, client.Read());
    if (answer == Client::Answer::Partial) return {};
    ++tally.answers;
    tally.body = client.body_size();
    tally.microseconds.push_back(duration<float, std::micro>(client.latency()).count());
    return client.Ask();
  }

  const int poll_;
  std::vector<std::unique_ptr<Client>> clients_;
};

std::string RequestFor(const Arguments& arguments, std::string_view token) {
  while (token.ends_with('\n')) token.remove_suffix(1);
  std::string request = "GET " + arguments.path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n";
  if (!token.empty()) request += "Authorization: Bearer " + std::string(token) + "\r\n";
  return request + "x-fapi-interaction-id: 5c4b1f0e-6a1d-4c6e-9a53-0b8f5e2f7a11\r\n\r\n";
}

float Percentile(std::vector<float>& values, double share) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}

Status Measure(const Arguments& arguments) {
  std::string token;
  if (!arguments.token_file.empty()) {
    BPOL_TRY(token, ReadFile(arguments.token_file, 64u << 10));
  }
  const std::string request = RequestFor(arguments, token);
  BPOL_TRY(const ContextOwner context, MakeContext(arguments.ca, arguments.certificate, arguments.key));
  Load load(epoll_create1(EPOLL_CLOEXEC));
  BPOL_TRY_STATUS(load.Open(context.get(), arguments, request));
  Tally warm_up, tally;
  BPOL_TRY_STATUS(load.Run(arguments.warm_up, warm_up));
  BPOL_TRY(const std::int64_t before, CpuNanoseconds(arguments.processes));
  const auto start = Client::Clock::now();
  BPOL_TRY_STATUS(load.Run(arguments.seconds, tally));
  BPOL_TRY(const std::int64_t after, CpuNanoseconds(arguments.processes));
  const double seconds = duration<double>(Client::Clock::now() - start).count();
  std::printf(
      R"({"answers":%llu,"seconds":%.4f,"cpu_us":%.3f,"body":%zu,"p50_us":%.1f,"p99_us":%.1f,"cipher":"%s"})"
      "\n",
      static_cast<unsigned long long>(tally.answers), seconds,
      static_cast<double>(after - before) / 1e3 / static_cast<double>(std::max<std::uint64_t>(1, tally.answers)),
      tally.body, static_cast<double>(Percentile(tally.microseconds, 0.5)),
      static_cast<double>(Percentile(tally.microseconds, 0.99)), load.cipher().c_str());
  return {};
}

}  // namespace
}  // namespace bpol::bench

int main(int argc, char** argv) {
  bpol::bench::Arguments arguments;
  CLI::App app("Load over TLS 1.3, and the CPU time that given processes spend on it");
  app.add_option("--port", arguments.port, "on 127.0.0.1; the certificate is for localhost")->required();
  app.add_option("--path", arguments.path)->required();
  app.add_option("--token-file", arguments.token_file, "an access token; none: no Authorization header");
  app.add_option("--ca", arguments.ca)->required();
  app.add_option("--certificate", arguments.certificate)->required();
  app.add_option("--key", arguments.key)->required();
  app.add_option("--process", arguments.processes, "whose CPU time is counted; several add up");
  app.add_option("--connections", arguments.connections)->check(CLI::Range(1, 1000))->capture_default_str();
  app.add_option("--seconds", arguments.seconds)->capture_default_str();
  app.add_option("--warm-up", arguments.warm_up, "seconds before them that do not count")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const bpol::Status status = bpol::bench::Measure(arguments);
  if (status.ok()) return 0;
  std::fprintf(stderr, "bpol-bench-load: %s\n", status.error().message.c_str());
  return 1;
}
