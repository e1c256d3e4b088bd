// bpol-bench-peers: bpol's native engine and C++ by hand on the workloads of the peers, a JSON line each and input, of
// the form that the programs of the peers print.
//   --workloads FOLDER  what bench/workloads/make.py wrote
//   --own FOLDER        bench/workloads     --packs FOLDER   policies
//   --only WORKLOAD     this one, and others named so
//   --check             no clock: every answer against what is expected
//   --threads           instead: decisions a second with 1, 2, … threads
//   --counted           instead: decisions and nothing else, for a profiler that counts instructions
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>

#include "bench/peers/bpol/figures.h"

namespace bpol::bench {
namespace {

enum class Mode { Times, CheckOnly, Threads, Counted };

Status Serve(const Workload& workload, Mode mode) {
  // The floor is written for this machine, which a profiler may not know how to be.
  BPOL_TRY(const Entrants entrants, Entrants::Of(workload, mode == Mode::Counted ? Floor::Without : Floor::With));
  BPOL_TRY_STATUS(entrants.Right(workload));
  std::fprintf(stderr, "bpol%s: %zu answers to %s are right\n", mode == Mode::Counted ? "" : ", C++ by hand",
               entrants.list().size() * workload.requests.size(), workload.name.c_str());
  switch (mode) {
    case Mode::CheckOnly:
      break;
    case Mode::Times:
      PrintTimes(workload, entrants);
      break;
    case Mode::Threads:
      PrintThreads(workload, entrants);
      break;
    case Mode::Counted:
      PrintCounted(workload, entrants);
      break;
  }
  return {};
}

Status Run(const Folders& folders, const std::vector<std::string>& only, Mode mode) {
  BPOL_TRY(const std::vector<Workload> workloads, ReadWorkloads(folders, only));
  for (const Workload& workload : workloads) BPOL_TRY_STATUS(Serve(workload, mode));
  return {};
}

}  // namespace
}  // namespace bpol::bench

int main(int argc, char** argv) {
  using bpol::bench::Mode;
  bpol::bench::Folders folders;
  std::vector<std::string> only;
  auto mode = Mode::Times;
  const std::map<std::string_view, std::string*> paths = {
      {"--workloads", &folders.workloads}, {"--own", &folders.own}, {"--packs", &folders.packs}};
  const std::map<std::string_view, Mode> modes = {
      {"--check", Mode::CheckOnly}, {"--threads", Mode::Threads}, {"--counted", Mode::Counted}};
  for (int i = 1; i < argc; ++i) {
    const auto path = paths.find(argv[i]);
    if (const auto asked = modes.find(argv[i]); asked != modes.end()) {
      mode = asked->second;
    } else if (path != paths.end() && i + 1 < argc) {
      *path->second = argv[++i];
    } else if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
      only.emplace_back(argv[++i]);
    } else {
      std::fprintf(stderr,
                   "bpol-bench-peers [--workloads FOLDER] [--own FOLDER] [--packs FOLDER] [--only WORKLOAD]... "
                   "[--check | --threads | --counted]\n");
      return 2;
    }
  }
  const bpol::Status done = bpol::bench::Run(folders, only, mode);
  if (done.ok()) return 0;
  std::fprintf(stderr, "bpol-bench-peers: %s\n", done.error().message.c_str());
  return 1;
}
