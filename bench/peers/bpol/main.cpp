// bpol-bench-peers: bpol's native engine and C++ by hand on the workloads of the peers, a JSON line each and input, of
// the form that the programs of the peers print.
//   --workloads FOLDER  what bench/workloads/make.py wrote
//   --own FOLDER        bench/workloads     --packs FOLDER   policies
//   --only WORKLOAD     this one, and others named so
//   --check             no clock: every answer against what is expected
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "bench/decisions/engines.h"
#include "bench/peers/bpol/floors.h"
#include "bench/support/measure.h"

namespace bpol::bench {
namespace {

constexpr unsigned kRounds = 31;
constexpr double kMilliseconds = 2;  // of a round
constexpr std::size_t kSingleCalls = 20'000;

using Decide = void (Contestant::*)(Order);
struct Entrant {
  const char* name;
  std::unique_ptr<Contestant> contestant;
};
struct Input {
  const char* name;
  Decide decide;
};
constexpr Input kInputs[] = {{"typed", &Contestant::DecideTyped}, {"json", &Contestant::DecideJson}};

std::unique_ptr<Contestant> MakeFloorOf(const Workload& workload) {
  if (workload.name == "one_rule") return MakeOneRuleFloor(workload);
  if (!workload.policies.empty()) return MakeKeyedFloor(workload);
  return MakeFloor(workload.name, "Decide", workload.requests);
}

// How an answer begins, as Said writes it.
std::string BeginningOf(const Expected& expected) {
  return expected.effect + " | " + (expected.reason ? *expected.reason + " " : "");
}

// Each answer against what the workload expects, and both entrants against each other.
bool Right(const Workload& workload, const std::vector<Entrant>& entrants) {
  for (std::size_t i = 0; i < workload.requests.size(); ++i) {
    const Expected& expected = workload.expected[i];
    const std::string first = entrants.front().contestant->Answer(i);
    for (const Entrant& entrant : entrants) {
      const std::string answer = entrant.contestant->Answer(i);
      if (answer == first && answer.starts_with(BeginningOf(expected))) continue;
      std::fprintf(stderr, "%s, %s: %s\n  expected %s %s\n  said     %s\n", entrant.name, workload.name.c_str(),
                   workload.requests[i].c_str(), expected.effect.c_str(), expected.reason.value_or("").c_str(),
                   answer.c_str());
      return false;
    }
  }
  return true;
}

template <typename Call>
std::vector<double> SingleCalls(const Call& call) {
  std::vector<double> nanoseconds;
  for (std::size_t i = 0; i < kSingleCalls; ++i) {
    const auto start = std::chrono::steady_clock::now();
    call(i);
    nanoseconds.push_back(std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::sort(nanoseconds);
  return nanoseconds;
}

double ClockCost() {
  return SingleCalls([](std::size_t) {})[kSingleCalls / 2];
}

double SlowestOfAHundred(Contestant& contestant, Decide decide, Order order) {
  return SingleCalls(
      [&](std::size_t i) { (contestant.*decide)(order.subspan(i % order.size(), 1)); })[kSingleCalls * 99 / 100];
}

void Print(const Workload& workload, const std::vector<Entrant>& entrants, const Input& input) {
  std::vector<std::uint16_t> indices(workload.requests.size());
  std::iota(indices.begin(), indices.end(), 0);
  const Order order(indices);
  std::vector<Work> works;
  for (const Entrant& entrant : entrants)
    works.push_back([contestant = entrant.contestant.get(), &input, order] { (contestant->*input.decide)(order); });
  const Series series = Measure(works, kRounds, kMilliseconds);
  const double scale = 1e9 / static_cast<double>(order.size());
  for (std::size_t i = 0; i < entrants.size(); ++i) {
    const Spread spread = series.Of(i);
    const nlohmann::ordered_json line = {{"peer", entrants[i].name},
                                         {"version", "this tree"},
                                         {"workload", workload.name},
                                         {"input", input.name},
                                         {"requests", order.size()},
                                         {"ns_median", spread.median * scale},
                                         {"ns_low", spread.low * scale},
                                         {"ns_high", spread.high * scale},
                                         {"ns_p99", SlowestOfAHundred(*entrants[i].contestant, input.decide, order)},
                                         {"clock_ns", ClockCost()},
                                         {"notes", "all reasons, obligations too"}};
    std::puts(line.dump().c_str());
  }
}

enum class Mode { Measure, CheckOnly };

// False: a wrong answer, or a policy that does not compile.
bool Serve(const Workload& workload, Mode mode) {
  const Result<Pack> pack = OpenPack(workload.project);
  if (!pack.ok()) {
    std::fprintf(stderr, "bpol-bench-peers: %s\n", pack.error().message.c_str());
    return false;
  }
  const Subject subject{&*pack, 0, "Decide", workload.requests};
  std::vector<Entrant> entrants;
  entrants.push_back({"bpol", MakeNative(subject)});
  entrants.push_back({"C++ by hand", MakeFloorOf(workload)});
  if (!Right(workload, entrants)) return false;
  std::fprintf(stderr, "bpol, C++ by hand: %zu answers to %s are right\n", 2 * workload.requests.size(),
               workload.name.c_str());
  if (mode == Mode::CheckOnly) return true;
  for (const Input& input : kInputs) Print(workload, entrants, input);
  return true;
}

int Run(const Folders& folders, const std::vector<std::string>& only, Mode mode) {
  const Result<std::vector<Workload>> workloads = ReadWorkloads(folders, only);
  if (!workloads.ok()) {
    std::fprintf(stderr, "bpol-bench-peers: %s\n", workloads.error().message.c_str());
    return 2;
  }
  return std::ranges::all_of(*workloads, [&](const Workload& workload) { return Serve(workload, mode); }) ? 0 : 1;
}

}  // namespace
}  // namespace bpol::bench

int main(int argc, char** argv) {
  bpol::bench::Folders folders;
  std::vector<std::string> only;
  auto mode = bpol::bench::Mode::Measure;
  const std::map<std::string_view, std::string*> paths = {
      {"--workloads", &folders.workloads}, {"--own", &folders.own}, {"--packs", &folders.packs}};
  for (int i = 1; i < argc; ++i) {
    const auto path = paths.find(argv[i]);
    if (std::strcmp(argv[i], "--check") == 0) {
      mode = bpol::bench::Mode::CheckOnly;
    } else if (path != paths.end() && i + 1 < argc) {
      *path->second = argv[++i];
    } else if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
      only.emplace_back(argv[++i]);
    } else {
      std::fprintf(
          stderr,
          "bpol-bench-peers [--workloads FOLDER] [--own FOLDER] [--packs FOLDER] [--only WORKLOAD]... [--check]\n");
      return 2;
    }
  }
  return bpol::bench::Run(folders, only, mode);
}
