// From the first byte of binding to the decision nothing is taken from the heap and no lock is taken: native code as
// the gateway runs it, with an arena and a parser that have seen requests before. Every action of every pack with what
// its own tests ask, and random units with random requests, whole and spoiled.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

#include "compiler/pipeline.h"
#include "compiler/project/file_source.h"
#include "runtime/bind/request_json.h"
#include "runtime/unit/image_file.h"
#include "runtime/unit/native_engine.h"
#include "tests/agreement/sample.h"
#include "tests/support/allocations/allocations.h"

namespace bpol::trial {
namespace {

struct Asked {
  std::uint32_t action;
  std::string request;

  friend auto operator<=>(const Asked&, const Asked&) = default;
};

// A unit and the memory of one core.
class Core {
 public:
  explicit Core(const compiler::Compiled& compiled)
      : unit_(Load(compiled)), keys_(KeysOf(unit_->schema(), compiled.project.manifest.test_keys)) {}

  // Twice: what the first time makes room for is there the second.
  void ExpectNothingTaken(const std::set<Asked>& all) {
    for (const Asked& asked : all) Decide(asked);
    for (const Asked& asked : all) {
      const std::uint64_t allocations = testing::AllocationsSoFar();
      const std::uint64_t locks = testing::LocksSoFar();
      Decide(asked);
      const std::uint64_t taken = testing::AllocationsSoFar() - allocations;
      const std::uint64_t locked = testing::LocksSoFar() - locks;
      ASSERT_TRUE(taken == 0 && locked == 0) << taken << " allocations and " << locked << " locks: " << schema().name
                                             << "." << schema().actions[asked.action].name << " " << asked.request;
    }
    decided_ += all.size();
  }

  const schema::Unit& schema() const { return unit_->schema(); }
  std::size_t decided() const { return decided_; }
  std::size_t misfits() const { return misfits_; }

 private:
  static std::unique_ptr<const unit::PolicyUnit> Load(const compiler::Compiled& compiled) {
    auto loaded = unit::Load(unit::SealedImageOf(compiled.image)->get());
    BPOL_CHECK(loaded.ok(), "what was just compiled can be loaded");
    return std::move(*loaded);
  }
  static keys::UnitKeys KeysOf(const schema::Unit& schema, const keys::KeyRing& ring) {
    auto keys = keys::UnitKeys::Make(schema, ring, keys::UnitKeys::Lacking::Withheld);
    BPOL_CHECK(keys.ok(), "keys that may be lacking are never refused");
    return std::move(*keys);
  }

  void Decide(const Asked& asked) {
    arena_.Reset();
    decision::Decision decision(arena_);
    const schema::Action& action = schema().actions[asked.action];
    const bind::BoundRequest bound = bind::DecodeRequest(schema(), action, asked.request, arena_, parser_);
    if (bound.misfit) {
      ++misfits_;
      return decision::Refuse(decision, bound.misfit->fault, bound.misfit->site, bound.misfit->path);
    }
    unit::NativeEngine engine(*unit_, action, bound.frame, arena_, &keys_);
    unit::Decide(*unit_, action, engine, arena_, decision);
  }

  const std::unique_ptr<const unit::PolicyUnit> unit_;
  const keys::UnitKeys keys_;
  Arena arena_;
  bind::JsonParser parser_;
  std::size_t decided_ = 0, misfits_ = 0;
};

// A member that no request has, and a text that ends too early.
void AddSpoiled(std::set<Asked>& all) {
  for (const Asked& asked : std::set<Asked>(all)) {
    all.insert({asked.action, R"({"nobody has heard of this member":1,)" + asked.request.substr(1)});
    all.insert({asked.action, asked.request.substr(0, asked.request.size() / 2)});
  }
}

std::set<Asked> RequestsOfTests(const checked::Unit& unit) {
  std::set<Asked> all;
  for (const checked::Test& test : unit.tests) all.insert({test.action, test.request});
  AddSpoiled(all);
  return all;
}

TEST(Allocation, NoPackTakesAnything) {
  std::size_t packs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(BPOL_SOURCE_DIR "/policies")) {
    if (!std::filesystem::exists(entry.path() / "bpol.toml")) continue;
    const auto files = project::FolderSource::Open(entry.path().string());
    ASSERT_TRUE(files.ok());
    const auto compiled = compiler::Compile(*files, {});
    ASSERT_TRUE(compiled.ok() && !(*compiled)->diagnostics.has_errors()) << entry.path();
    const std::set<Asked> all = RequestsOfTests(*(*compiled)->unit);
    Core core(**compiled);
    for (std::uint32_t action = 0; action < core.schema().actions.size(); ++action)
      EXPECT_TRUE(std::ranges::find(all, action, &Asked::action) != all.end())
          << entry.path() << ": no test asks for " << core.schema().actions[action].name;
    core.ExpectNothingTaken(all);
    EXPECT_GT(core.misfits(), 0u);
    EXPECT_LT(core.misfits(), 2 * core.decided());
    ++packs;
  }
  EXPECT_GE(packs, 9u);
  EXPECT_GT(testing::AllocationsSoFar(), 0u);
}

TEST(Allocation, NoRandomUnitTakesAnything) {
  constexpr std::uint32_t kUnits = 12;
  constexpr std::size_t kRequests = 150;
  std::size_t misfits = 0;
  for (std::uint32_t number = 0; number < kUnits; ++number) {
    agreement::Sample sample(2026, number);
    auto engines = agreement::Engines::Compile(sample.files());
    ASSERT_TRUE(engines.ok()) << engines.error().message;
    sample.Begin(**engines);
    std::set<Asked> all;
    for (std::size_t i = 0; i < kRequests; ++i) {
      const agreement::Case given = sample.Next();
      // What the plain evaluator says of it is what the next request is drawn by.
      (*engines)->Compare(given);
      all.insert({given.action, given.request});
    }
    // What is drawn may have lines that cannot matter.
    const auto compiled = compiler::Compile(project::MemorySource(sample.files()),
                                            {.optimise = {}, .dead_lines = analyse::DeadLines::LetStand});
    ASSERT_TRUE(compiled.ok() && !(*compiled)->diagnostics.has_errors()) << "unit " << number;
    Core core(**compiled);
    core.ExpectNothingTaken(all);
    misfits += core.misfits();
  }
  EXPECT_GT(misfits, 0u);
}

}  // namespace
}  // namespace bpol::trial
