// Manifest: what bpol.toml says, as values, each mistake as a diagnostic at its line.
//
//   [project]  name  version  zone = "UTC"  modules = ["a.bpol", …]  regions = ["eu-central", …]
//   [params]   a value a parameter: 4, true, "EUR 30.00", 2026-11-20
//   [limits]   elements = 64  text = 4096  visits = 100000  clock_skew = "10s"  cost = …
//   [keys]     analytics = "6b6b…"   material of a `key` for `bpol test` and `bpol eval`; a gateway has its own
//   [host]     obligations = ["audit", …]   what the host can fulfil; where it is not said, nothing is refused
//   [controls] catalogues = ["data/controls.csv"]   the bank's own, beside those of the standard library
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/checked/project.h"
#include "compiler/diagnostics/diagnostics.h"
#include "compiler/source/source_file.h"
#include "runtime/keys/key_ring.h"

namespace bpol::project {

inline constexpr char kManifestName[] = "bpol.toml";

// Where something of the manifest stands, for later messages about it.
struct Placed {
  std::string text;
  Span span;
};

struct Manifest {
  checked::Project settings;    // without data files
  std::vector<Placed> modules;  // paths, in the order in which they are declared
  std::vector<Placed> keys;     // names of those in test_keys
  keys::KeyRing test_keys;
  std::optional<std::vector<std::string>> host_obligations;
  std::optional<std::int64_t> cost_limit;  // of schema::Action::cost
};

// When `diagnostics` gets errors, the rest of the result is what could be read.
Manifest ReadManifest(const source::SourceFile& file, Diagnostics& diagnostics);

}  // namespace bpol::project
