#include "tests/agreement/engines.h"

#include <algorithm>

#include "compiler/diagnostics/render.h"
#include "compiler/image/image.h"
#include "compiler/optimise/optimise.h"
#include "compiler/trial/run_test.h"
#include "runtime/unit/image_file.h"
#include "tests/agreement/wire_case.h"

namespace bpol::agreement {
namespace {

// What the decision says, and where its fault is, which it does not always show.
std::string Describe(const trial::Ruling& ruling) {
  const std::string site = ruling.site == schema::kNone ? "" : " at site " + std::to_string(ruling.site);
  return ruling.json + site;
}

std::string Describe(const trial::Reply& reply) {
  return reply.problem.empty() ? reply.body : reply.body + " " + reply.problem;
}

bool IsOfInput(values::Fault fault) {
  return values::FaultCode(fault).starts_with("input.");
}

}  // namespace

Making IndexedMaking() {
  return {.name = "indexed", .index = optimise::Index::Everywhere};
}

std::vector<Making> AllMakings() {
  std::vector<Making> all{Making{}};
  for (const std::string_view rewrite : optimise::RewriteNames())
    all.push_back({.name = "without " + std::string(rewrite), .rewrite_off = std::string(rewrite)});
  constexpr auto kEverywhere = optimise::Index::Everywhere;
  all.push_back(IndexedMaking());
  all.push_back({.name = "indexed, quick", .effort = emit::Effort::Quick, .index = kEverywhere});
  all.push_back({.name = "indexed, thorough", .effort = emit::Effort::Thorough, .index = kEverywhere});
  return all;
}

Engines::Engines(std::unique_ptr<compiler::Compiled> compiled) : compiled_(std::move(compiled)) {
  seen_.resize(compiled_->unit->exprs.size());
  seen_last_.resize(seen_.size());
  plain_ = MakePlain(&seen_last_, &work_);
  worst_.resize(schema().actions.size());
}

std::unique_ptr<trial::Judge> Engines::MakePlain(evaluate::Seen* seen, std::int64_t* work) const {
  return trial::MakePlainJudge(
      {*compiled_->unit, compiled_->description->schema, compiled_->description->functions, seen, nullptr, work},
      compiled_->project.manifest.test_keys);
}

Result<std::unique_ptr<Engines>> Engines::Compile(const Files& files) {
  const project::MemorySource source(files);
  BPOL_TRY(
      std::unique_ptr<compiler::Compiled> compiled,
      compiler::Compile(
          source, {.stop_after = compiler::Stage::Lower, .optimise = {}, .dead_lines = analyse::DeadLines::LetStand}));
  if (compiled->diagnostics.has_errors())
    return Error{diagnostics::RenderText(compiled->diagnostics, compiled->sources, diagnostics::Colour::Never)};
  return std::unique_ptr<Engines>(new Engines(std::move(compiled)));
}

Status Engines::Add(const Making& making) {
  optimise::OptimiseOptions options;
  options.index = making.index;
  if (!making.rewrite_off.empty()) options.off.insert(making.rewrite_off);
  program_ = optimise::Optimise(compiled_->core, options);
  BPOL_TRY(const Bytes object, emit::Emit(program_, {.effort = making.effort}));
  BPOL_TRY(const Bytes image, image::MakeImage(object, program_, schema()));
  BPOL_TRY(const unit::FileDescriptor file, unit::SealedImageOf(image));
  Native native{.name = making.name, .unit = nullptr, .judge = nullptr};
  BPOL_TRY(native.unit, unit::Load(file.get()));
  native.judge = trial::MakeNativeJudge(*native.unit, compiled_->project.manifest.test_keys);
  natives_.push_back(std::move(native));
  return {};
}

// Native code against the plain evaluator, and that against itself: the request as JSON decides the same, unless either
// form of it does not fit, which each tells in its own order and words.
std::optional<Disagreement> Engines::CompareWire(const Case& given) {
  const std::optional<WireCase> wire = ReadWireCase(schema(), given.wire);
  BPOL_CHECK(wire.has_value(), "a case over the wire is one of a route of the unit");
  const WireHost host(*wire);
  ruling_ = plain_->Decide(given.action, host);
  answered_ = false;
  for (Native& native : natives_) {
    const trial::Ruling ruling = native.judge->Decide(given.action, host);
    if (ruling != ruling_) return Disagreement{native.name + ", over the wire,", Describe(ruling_), Describe(ruling)};
  }
  if (given.request.empty()) return std::nullopt;
  const trial::Ruling same = plain_->Decide(given.action, given.request);
  if (same == ruling_ || (IsOfInput(same.fault) && IsOfInput(ruling_.fault))) return std::nullopt;
  return Disagreement{"plain, as JSON instead of over the wire,", Describe(ruling_), Describe(same)};
}

// What a unit states as its worst case is never less than what was evaluated.
std::optional<Disagreement> Engines::CheckCost(std::uint32_t action) {
  worst_[action] = std::max(worst_[action], work_);
  const std::int64_t bound = schema().actions[action].cost;
  if (work_ <= bound) return std::nullopt;
  return Disagreement{"cost", "evaluated " + std::to_string(work_), "costs at most " + std::to_string(bound)};
}

double Engines::CostAboveWorst() const {
  double bounds = 0, worst = 0;
  for (std::size_t action = 0; action < worst_.size(); ++action) {
    if (worst_[action] == 0) continue;
    bounds += static_cast<double>(schema().actions[action].cost);
    worst += static_cast<double>(worst_[action]);
  }
  return worst == 0 ? 0 : bounds / worst;
}

std::optional<Disagreement> Engines::Compare(const Case& given) {
  if (!given.wire.empty()) return CompareWire(given);
  std::ranges::fill(seen_last_, 0);
  work_ = 0;
  ruling_ = plain_->Decide(given.action, given.request);
  if (auto exceeded = CheckCost(given.action)) return exceeded;
  answered_ = ruling_.effect == schema::Effect::Permit && !given.response.empty();
  reply_ = answered_ ? plain_->Redact(given.response) : trial::Reply{};
  for (std::size_t i = 0; i < seen_.size(); ++i) seen_[i] |= seen_last_[i];
  for (Native& native : natives_) {
    const trial::Ruling ruling = native.judge->Decide(given.action, given.request);
    if (ruling != ruling_) return Disagreement{native.name, Describe(ruling_), Describe(ruling)};
    if (!answered_) continue;
    const trial::Reply other = native.judge->Redact(given.response);
    if (other != reply_) return Disagreement{native.name, Describe(reply_), Describe(other)};
  }
  return std::nullopt;
}

std::optional<std::string> Engines::RunTests() const {
  for (const Native& native : natives_) {
    trial::Panel panel(MakePlain(nullptr, nullptr),
                       trial::MakeNativeJudge(*native.unit, compiled_->project.manifest.test_keys));
    for (const checked::Test& test : unit().tests) {
      const trial::TestResult result = trial::RunTest(panel, test);
      if (result.passed()) continue;
      std::string text = "test `" + test.name + "` fails, " + native.name + ":\n";
      for (const std::string& complaint : result.complaints) text += "  " + complaint + "\n";
      return text;
    }
  }
  return std::nullopt;
}

}  // namespace bpol::agreement
