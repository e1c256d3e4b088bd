// bpol-bench-compile: from what a unit is made of to a unit that decides, once, in a process of its own, so that the
// peak of its memory is that of this one way. One line of JSON. Afterwards, off the clock, the unit is asked, and a
// wrong effect ends it with status 1.
//   text  --project FOLDER             every pass, from the project's files
//   core  --kept FOLDER                from the text of its core program, as lowering leaves it: read, optimised,
//   emitted cache --kept FOLDER --bundle FILE  from the image cache, whose seal is checked keep  --project FOLDER
//   --kept FOLDER --bundle FILE   nothing is measured: writes what the other ways begin with
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "compiler/core/print.h"
#include "compiler/core/read.h"
#include "compiler/diagnostics/render.h"
#include "compiler/emit/emit.h"
#include "compiler/image/image.h"
#include "compiler/pipeline.h"
#include "runtime/bind/request_json.h"
#include "runtime/unit/image_cache.h"
#include "runtime/unit/image_file.h"
#include "runtime/unit/native_engine.h"

namespace bpol::bench {
namespace {

using Unit = std::unique_ptr<const unit::PolicyUnit>;
using Clock = std::chrono::steady_clock;

// Of this benchmark alone.
constexpr std::string_view kKey = "6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b";

struct Asked {
  std::string project, kept, bundle, requests;
};

struct Cost {
  Clock::time_point start = Clock::now();
  double cpu = Cpu();

  static double Cpu() {
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
  }
  nlohmann::ordered_json SoFar() const {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return {{"wall_ms", std::chrono::duration<double, std::milli>(Clock::now() - start).count()},
            {"cpu_ms", Cpu() - cpu},
            {"peak_mb", static_cast<double>(usage.ru_maxrss) / 1024}};
  }
};

Result<std::unique_ptr<compiler::Compiled>> Compile(const std::string& folder, const compiler::Options& options) {
  BPOL_TRY(const project::FolderSource files, project::FolderSource::Open(folder));
  BPOL_TRY(auto compiled, compiler::Compile(files, options));
  if (compiled->diagnostics.has_errors())
    return Error{diagnostics::RenderText(compiled->diagnostics, compiled->sources, diagnostics::Colour::Never)};
  return compiled;
}

Result<Unit> LoadImage(ByteSpan image) {
  BPOL_TRY(const unit::FileDescriptor file, unit::SealedImageOf(image));
  return unit::Load(file.get());
}

Result<unit::ImageCache> OpenCache(const Asked& asked) {
  BPOL_TRY(keys::KeyMaterial key, keys::KeyMaterial::Parse(kKey));
  return unit::ImageCache::Open(asked.kept, std::move(key), "/proc/self/exe");
}

Result<Unit> FromText(const Asked& asked, nlohmann::ordered_json& cost) {
  const Cost clock;
  BPOL_TRY(const auto compiled, Compile(asked.project, {}));
  BPOL_TRY(Unit unit, LoadImage(compiled->image));
  cost = clock.SoFar();
  return unit;
}

Result<Unit> FromCore(const Asked& asked, nlohmann::ordered_json& cost) {
  BPOL_TRY(const std::string image, ReadFile(asked.kept + "/unit.image"));
  BPOL_TRY(const Unit same, LoadImage(AsBytes(image)));  // for its schema, which core does not hold
  BPOL_TRY(const std::string text, ReadFile(asked.kept + "/unit.core", 256u << 20));
  const Cost clock;
  BPOL_TRY(core::Program program, core::Read(text));
  const double read_ms = clock.SoFar().at("wall_ms");
  program = optimise::Optimise(std::move(program));
  BPOL_TRY(const Bytes object, emit::Emit(program));
  BPOL_TRY(const Bytes made, image::MakeImage(object, program, same->schema()));
  BPOL_TRY(Unit unit, LoadImage(made));
  cost = clock.SoFar();
  cost["read_ms"] = read_ms;
  return unit;
}

Result<Unit> FromCache(const Asked& asked, nlohmann::ordered_json& cost) {
  BPOL_TRY(const unit::ImageCache cache, OpenCache(asked));
  BPOL_TRY(const std::string bundle, ReadFile(asked.bundle));
  const Cost clock;
  const std::optional<unit::FileDescriptor> image = cache.Find(bundle);
  if (!image) return Error{"the cache has no image of `" + asked.bundle + "`"};
  BPOL_TRY(Unit unit, unit::Load(image->get()));
  cost = clock.SoFar();
  return unit;
}

Result<Unit> Keep(const Asked& asked, nlohmann::ordered_json&) {
  BPOL_TRY(const auto lowered, Compile(asked.project, {.stop_after = compiler::Stage::Lower}));
  BPOL_TRY_STATUS(WriteFile(asked.kept + "/unit.core", core::Print(lowered->core)));
  BPOL_TRY(const auto compiled, Compile(asked.project, {}));
  BPOL_TRY_STATUS(WriteFile(asked.kept + "/unit.image", AsText(compiled->image)));
  BPOL_TRY(const unit::ImageCache cache, OpenCache(asked));
  BPOL_TRY(const std::string bundle, ReadFile(asked.bundle));
  BPOL_TRY(const unit::FileDescriptor file, unit::SealedImageOf(compiled->image));
  BPOL_TRY_STATUS(cache.Store(bundle, file.get()));
  return LoadImage(compiled->image);
}

// The effect that the unit gives.
Result<std::string> Decide(const unit::PolicyUnit& unit, const std::string& name, const std::string& request) {
  const auto& actions = unit.schema().actions;
  const auto action = std::ranges::find(actions, name, &schema::Action::name);
  if (action == actions.end()) return Error{"the unit has no action " + name};
  Arena arena;
  bind::JsonParser parser;
  const bind::BoundRequest bound = bind::DecodeRequest(unit.schema(), *action, request, arena, parser);
  if (bound.misfit) return Error{"a request of the benchmark does not fit: " + request};
  unit::NativeEngine engine(unit, *action, bound.frame, arena);
  decision::Decision decision(arena);
  decision::Decide(unit.plan(), *action, engine, arena, decision);
  const auto said = nlohmann::json::parse(decision::ToJson(unit.schema(), decision, decision::UnitPart::Without));
  return said.at("effect").get<std::string>();
}

Status Check(const unit::PolicyUnit& unit, const std::string& path, nlohmann::ordered_json& cost) {
  std::ifstream file(path);
  std::size_t answers = 0;
  for (std::string text; std::getline(file, text); ++answers) {
    const auto line = nlohmann::json::parse(text);
    BPOL_TRY(const std::string effect, Decide(unit, line.value("action", "Decide"), line.at("request").dump()));
    if (effect != line.at("effect").get<std::string>()) return Error{"said " + effect + " to " + text};
  }
  if (answers == 0) return Error{path + ": no requests"};
  cost["answers"] = answers;
  return {};
}

using Way = Result<Unit> (*)(const Asked&, nlohmann::ordered_json&);

Status Run(Way way, const Asked& asked) {
  nlohmann::ordered_json cost = nlohmann::ordered_json::object();
  BPOL_TRY(const Unit unit, way(asked, cost));
  BPOL_TRY_STATUS(Check(*unit, asked.requests, cost));
  std::puts(cost.dump().c_str());
  return {};
}

}  // namespace
}  // namespace bpol::bench

int main(int argc, char** argv) {
  using namespace bpol::bench;
  const std::map<std::string, Way> ways = {
      {"text", FromText}, {"core", FromCore}, {"cache", FromCache}, {"keep", Keep}};
  std::string name;
  Asked asked;
  CLI::App app("From text, core or the image cache to a unit that decides: time and memory");
  app.add_option("way", name)->required()->check(CLI::IsMember({"text", "core", "cache", "keep"}));
  app.add_option("--project", asked.project);
  app.add_option("--kept", asked.kept, "a folder with what `keep` wrote");
  app.add_option("--bundle", asked.bundle, "the project's bundle, under which its image is cached");
  app.add_option("--requests", asked.requests, "{\"action\", \"request\", \"effect\"} a line")->required();
  CLI11_PARSE(app, argc, argv);
  const bpol::Status status = Run(ways.at(name), asked);
  if (status.ok()) return 0;
  std::fprintf(stderr, "bpol-bench-compile: %s\n", status.error().message.c_str());
  return 1;
}
