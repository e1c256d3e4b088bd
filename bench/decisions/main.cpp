// bpol-bench-decisions: nanoseconds a decision, native, plain and by hand, as a page of Markdown on standard output.
//   --policies FOLDER   where the packs are
//   --check             no clock: the same answers from every contestant, and no allocation in native code
//   --rounds N          31 unless told
//   --json FILE --machine TEXT   the same figures there too, with that line about the machine
//   --spin PACK.ACTION  native decisions from typed frames and nothing else, for three seconds: for profilers
//   --spin-json PACK.ACTION   the same from JSON text
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "bench/decisions/engines.h"
#include "bench/decisions/reasons.h"
#include "bench/support/measure.h"
#include "tests/support/allocations/allocations.h"

namespace bpol::bench {
namespace {

constexpr std::size_t kOrderLength = 1024;

struct Entrant {
  std::string name;
  std::unique_ptr<Contestant> contestant;
};

// The floor first, where there is one.
std::vector<Entrant> EntrantsFor(const Subject& subject) {
  std::vector<Entrant> entrants;
  if (auto floor = MakeFloor(subject.pack->name, subject.name, subject.requests))
    entrants.push_back({"C++ by hand", std::move(floor)});
  entrants.push_back({"native", MakeNative(subject)});
  entrants.push_back({"plain", MakePlain(subject)});
  return entrants;
}

// In no order that a branch predictor could learn by heart; the same for every contestant and every run.
std::vector<std::uint16_t> ShuffledOrder(std::size_t requests) {
  std::vector<std::uint16_t> order(kOrderLength);
  std::uint64_t state = 2026;
  for (std::uint16_t& each : order) {
    state = state * 6364136223846793005u + 1442695040888963407u;  // Knuth, TAOCP 3.3.4, the constants of MMIX
    each = static_cast<std::uint16_t>((state >> 33) % requests);
  }
  return order;
}

bool SameAnswers(const Subject& subject, const std::vector<Entrant>& entrants) {
  bool same = true;
  for (std::size_t request = 0; request < subject.requests.size(); ++request) {
    const std::string expected = entrants.back().contestant->Answer(request);
    for (const Entrant& entrant : entrants) {
      const std::string answer = entrant.contestant->Answer(request);
      if (answer == expected) continue;
      same = false;
      std::fprintf(stderr, "%s.%s: %s\n  plain %s\n  %s %s\n", subject.pack->name.c_str(), subject.name.c_str(),
                   subject.requests[request].c_str(), expected.c_str(), entrant.name.c_str(), answer.c_str());
    }
  }
  return same;
}

// A decision, after warming up.
double AllocationsPer(Contestant& contestant, Order order, void (Contestant::*decide)(Order)) {
  (contestant.*decide)(order);
  const std::uint64_t before = testing::AllocationsSoFar();
  (contestant.*decide)(order);
  return static_cast<double>(testing::AllocationsSoFar() - before) / static_cast<double>(order.size());
}

bool NoAllocations(const Subject& subject, const std::vector<Entrant>& entrants) {
  const std::vector<std::uint16_t> order = ShuffledOrder(subject.requests.size());
  for (const Entrant& entrant : entrants) {
    if (entrant.name != "native") continue;
    const double typed = AllocationsPer(*entrant.contestant, order, &Contestant::DecideTyped);
    if (typed == 0) continue;
    std::fprintf(stderr, "%s.%s: native code allocates %g times a decision\n", subject.pack->name.c_str(),
                 subject.name.c_str(), typed);
    return false;
  }
  return true;
}

std::string Nanoseconds(const Spread& spread) {
  char text[64];
  const double scale = 1e9 / kOrderLength;
  std::snprintf(text, sizeof text, "%.0f (%.0f–%.0f)", spread.median * scale, spread.low * scale, spread.high * scale);
  return text;
}

std::string Ratio(const Spread& spread) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", spread.median);
  return text;
}

// Of all tables: {"action", "requests", "entrant", …} each.
using Lines = std::vector<nlohmann::ordered_json>;
struct Results {
  Lines lines, reasons;
};

// Which requests are decided, and in what order.
struct Draw {
  const char* name;
  std::vector<std::uint16_t> order;
};

void PrintTable(const Subject& subject, const std::vector<Entrant>& entrants, const Draw& draw, unsigned rounds,
                Lines& lines) {
  const Order order(draw.order);
  std::vector<Work> works;
  for (const Entrant& entrant : entrants) {
    Contestant* const contestant = entrant.contestant.get();
    works.push_back([=] { contestant->DecideTyped(order); });
    works.push_back([=] { contestant->DecideJson(order); });
  }
  const Series series = Measure(works, rounds, 2);
  const char* const first = entrants.front().name.c_str();
  std::printf("| | typed frame in, ns | × %s | from JSON text, ns | × %s | allocations, typed | from JSON |\n", first,
              first);
  std::puts("|---|---|---|---|---|---|---|");
  for (std::size_t i = 0; i < entrants.size(); ++i) {
    Contestant& contestant = *entrants[i].contestant;
    std::printf("| %s | %s | %s | %s | %s | %.3g | %.3g |\n", entrants[i].name.c_str(),
                Nanoseconds(series.Of(2 * i)).c_str(), Ratio(series.Ratio(2 * i, 0)).c_str(),
                Nanoseconds(series.Of(2 * i + 1)).c_str(), Ratio(series.Ratio(2 * i + 1, 1)).c_str(),
                AllocationsPer(contestant, order, &Contestant::DecideTyped),
                AllocationsPer(contestant, order, &Contestant::DecideJson));
    lines.push_back({{"action", subject.pack->name + "." + subject.name},
                     {"requests", draw.name},
                     {"entrant", entrants[i].name},
                     {"typed_ns", series.Of(2 * i).median * 1e9 / kOrderLength},
                     {"typed_times_first", series.Ratio(2 * i, 0).median},
                     {"json_ns", series.Of(2 * i + 1).median * 1e9 / kOrderLength},
                     {"json_times_first", series.Ratio(2 * i + 1, 1).median},
                     {"allocations_typed", AllocationsPer(contestant, order, &Contestant::DecideTyped)}});
  }
  std::puts("");
}

void PrintReasons(const Subject& subject, unsigned rounds, Lines& lines) {
  const nlohmann::ordered_json line = MeasureReasons(subject, rounds);
  if (line.is_null()) return;
  std::printf("All that native code evaluates, nobody listening, %.0f ns; the whole decision %.0f ns, %.2f times.\n\n",
              line.at("unheard_ns").get<double>(), line.at("whole_ns").get<double>(),
              line.at("times_unheard").get<double>());
  lines.push_back(line);
}

void Print(const Subject& subject, const std::vector<Entrant>& entrants, unsigned rounds, Results& results) {
  const std::size_t count = subject.requests.size();
  std::printf("## %s, %s\n\nThe %zu requests of its tests, in random order:\n\n", subject.pack->name.c_str(),
              subject.name.c_str(), count);
  PrintTable(subject, entrants, {"tests", ShuffledOrder(count)}, rounds, results.lines);
  std::puts("The first of them alone, which is permitted and goes through every line:\n");
  PrintTable(subject, entrants, {"first", std::vector<std::uint16_t>(kOrderLength, 0)}, rounds, results.lines);
  PrintReasons(subject, rounds, results.reasons);
}

void Spin(const Subject& subject, void (Contestant::*decide)(Order)) {
  const std::unique_ptr<Contestant> native = MakeNative(subject);
  const std::vector<std::uint16_t> order = ShuffledOrder(subject.requests.size());
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  while (std::chrono::steady_clock::now() < end) (*native.*decide)(order);
}

struct Asked {
  bool check = false;
  unsigned rounds = 31;
  std::string spin, spin_json, json, machine;
};

// False: the contestants disagree, or native code allocates.
bool Serve(const Subject& subject, const Asked& asked, Results& results) {
  const std::string name = subject.pack->name + "." + subject.name;
  if (asked.spin == name) Spin(subject, &Contestant::DecideTyped);
  if (asked.spin_json == name) Spin(subject, &Contestant::DecideJson);
  if (!asked.spin.empty() || !asked.spin_json.empty()) return true;
  const std::vector<Entrant> entrants = EntrantsFor(subject);
  if (!SameAnswers(subject, entrants) || !NoAllocations(subject, entrants)) return false;
  if (!asked.check) Print(subject, entrants, asked.rounds, results);
  return true;
}

// False: it cannot be written.
bool Write(const Asked& asked, const Results& results) {
  if (asked.json.empty()) return true;
  std::ofstream file(asked.json);
  file << nlohmann::ordered_json{{"machine", asked.machine}, {"lines", results.lines}, {"reasons", results.reasons}}
              .dump(1)
       << "\n";
  return file.good();
}

int Run(const std::string& policies, const Asked& asked) {
  Results results;
  for (const char* folder : {"psd2_ais", "open_banking_gateway"}) {
    const Result<Pack> pack = OpenPack(policies + "/" + folder);
    if (!pack.ok()) {
      std::fprintf(stderr, "bpol-bench-decisions: %s\n", pack.error().message.c_str());
      return 2;
    }
    for (const Subject& subject : SubjectsOf(*pack))
      if (!Serve(subject, asked, results)) return 1;
  }
  if (Write(asked, results)) return 0;
  std::fprintf(stderr, "bpol-bench-decisions: %s cannot be written\n", asked.json.c_str());
  return 2;
}

}  // namespace
}  // namespace bpol::bench

int main(int argc, char** argv) {
  std::string policies = "policies";
  bpol::bench::Asked asked;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--check") == 0) {
      asked.check = true;
    } else if (std::strcmp(argv[i], "--policies") == 0 && i + 1 < argc) {
      policies = argv[++i];
    } else if (std::strcmp(argv[i], "--rounds") == 0 && i + 1 < argc && std::atoi(argv[i + 1]) > 0) {
      asked.rounds = static_cast<unsigned>(std::atoi(argv[++i]));
    } else if (std::strcmp(argv[i], "--spin") == 0 && i + 1 < argc) {
      asked.spin = argv[++i];
    } else if (std::strcmp(argv[i], "--spin-json") == 0 && i + 1 < argc) {
      asked.spin_json = argv[++i];
    } else if (std::strcmp(argv[i], "--json") == 0 && i + 1 < argc) {
      asked.json = argv[++i];
    } else if (std::strcmp(argv[i], "--machine") == 0 && i + 1 < argc) {
      asked.machine = argv[++i];
    } else {
      std::fprintf(stderr,
                   "bpol-bench-decisions [--policies FOLDER] [--check] [--rounds N] [--spin PACK.ACTION] "
                   "[--spin-json PACK.ACTION] [--json FILE --machine TEXT]\n");
      return 2;
    }
  }
  return bpol::bench::Run(policies, asked);
}
