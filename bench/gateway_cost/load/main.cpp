// bpol-bench-load: asks one server for one thing over a number of TLS 1.3 connections that stay open (load.h), and says
// how much CPU time given processes used meanwhile. One line of JSON. Any answer but 200 ends it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "bench/gateway_cost/load/cpu_clock.h"
#include "bench/gateway_cost/load/load.h"
#include "runtime/base/bytes.h"

namespace bpol::bench {
namespace {

using std::chrono::duration;

struct Arguments {
  std::uint16_t port = 0;
  std::string path, token_file, ca, certificate, key;
  std::vector<pid_t> processes;
  unsigned connections = 32;
  double seconds = 2, warm_up = 0.3, rate = 0;
  Expected expected;
};

// What counts as delayed.
constexpr float kLate = 10'000;  // microseconds

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
  Load load(arguments.rate, arguments.expected);
  BPOL_TRY_STATUS(load.Open(context.get(), arguments.port, arguments.connections, request));
  Tally warm_up, tally;
  BPOL_TRY_STATUS(load.Run(arguments.warm_up, warm_up));
  BPOL_TRY(const std::int64_t before, CpuNanoseconds(arguments.processes));
  const auto start = Client::Clock::now();
  BPOL_TRY_STATUS(load.Run(arguments.seconds, tally));
  BPOL_TRY(const std::int64_t after, CpuNanoseconds(arguments.processes));
  const double seconds = duration<double>(Client::Clock::now() - start).count();
  std::printf(
      R"({"answers":%llu,"mixed":%llu,"late":%llu,"seconds":%.4f,"cpu_us":%.3f,"body":%zu,"p50_us":%.1f,"p99_us":%.1f,"most_us":%.1f,"cipher":"%s"})"
      "\n",
      static_cast<unsigned long long>(tally.answers), static_cast<unsigned long long>(tally.mixed),
      static_cast<unsigned long long>(
          std::ranges::count_if(tally.microseconds, [](float each) { return each > kLate; })),
      seconds,
      static_cast<double>(after - before) / 1e3 / static_cast<double>(std::max<std::uint64_t>(1, tally.answers)),
      tally.body, static_cast<double>(Percentile(tally.microseconds, 0.5)),
      static_cast<double>(Percentile(tally.microseconds, 0.99)), static_cast<double>(Percentile(tally.microseconds, 1)),
      load.cipher().c_str());
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
  app.add_option("--rate", arguments.rate,
                 "requests a second at even times; 0: each connection asks when it was answered")
      ->capture_default_str();
  std::vector<std::pair<std::string, std::string>> expected;
  app.add_option("--expect", expected,
                 "VERSION TEXT: the body has TEXT when bpol-unit names VERSION, and only then; others count as mixed");
  CLI11_PARSE(app, argc, argv);
  arguments.expected = bpol::bench::Expected(expected.begin(), expected.end());
  const bpol::Status status = bpol::bench::Measure(arguments);
  if (status.ok()) return 0;
  std::fprintf(stderr, "bpol-bench-load: %s\n", status.error().message.c_str());
  return 1;
}
