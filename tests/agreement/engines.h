// Engines: one project as the plain evaluator decides it and as native code does, in one or several makings of it.
// Not thread-safe.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/core/core.h"
#include "compiler/emit/emit.h"
#include "compiler/pipeline.h"
#include "compiler/trial/judge.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::agreement {

using Files = std::map<std::string, std::string, std::less<>>;

// How one native making of a unit differs from what `bpol build` makes.
struct Making {
  std::string name = "native";
  std::string rewrite_off = {};  // one of optimise::RewriteNames(), or empty
  emit::Effort effort = emit::Effort::Balanced;
  optimise::Index index = optimise::Index::WhereItPays;
};

// With an index wherever one can be: few drawn units have as many lines as one pays for.
Making IndexedMaking();

// What `bpol build` makes, then that with each rewrite off, then with an index wherever one can be, also with LLVM
// trying less and more hard.
std::vector<Making> AllMakings();

// One request of one action, with a response for it where its answer is redacted.
struct Case {
  std::uint32_t action = 0;
  std::string request;
  std::string response = {};  // empty: none
  // The request as a route gets it (wire_case.h); then `request` is one that decides the same, or empty.
  std::string wire = {};
};

struct Disagreement {
  std::string making;         // of the native code that said something else than the plain evaluator
  std::string plain, native;  // what both said, with what the decision does not show
};

class Engines {
 public:
  // Compiles the project. The error: its mistakes as people read them, or what the world did.
  static Result<std::unique_ptr<Engines>> Compile(const Files& files);
  // Fails only where LLVM or memory does.
  Status Add(const Making& making);

  // The first disagreement with the plain evaluator; of a permitted request also about what is left of the response.
  std::optional<Disagreement> Compare(const Case& given);
  // What the plain evaluator said last.
  const trial::Ruling& ruling() const { return ruling_; }
  // Whether a response was redacted for it, and what is left of it.
  bool answered() const { return answered_; }
  const trial::Reply& reply() const { return reply_; }

  // What an event does to a record, as the plain evaluator says.
  trial::Passage Advance(const checked::TestMove& move) { return plain_->Advance(move); }

  // Runs the tests of the project as `bpol test` does, in every making beside the plain evaluator. Nothing when all
  // pass; else the first one that does not, with its complaints.
  std::optional<std::string> RunTests() const;

  // How often the bound of an action's cost is what was evaluated of it at most, over all actions; 0 where nothing was.
  double CostAboveWorst() const;

  // Which ways conditions went so far.
  const evaluate::Seen& seen() const { return seen_; }
  // The same, of the last request alone.
  const evaluate::Seen& seen_last() const { return seen_last_; }

  const compiler::Compiled& compiled() const { return *compiled_; }
  const checked::Unit& unit() const { return *compiled_->unit; }
  // The program of the making that was added last, as it went to the machine.
  const core::Program& program() const { return program_; }
  const schema::Unit& schema() const { return compiled_->description->schema; }

 private:
  explicit Engines(std::unique_ptr<compiler::Compiled> compiled);
  std::unique_ptr<trial::Judge> MakePlain(evaluate::Seen* seen, std::int64_t* work) const;
  std::optional<Disagreement> CheckCost(std::uint32_t action);
  std::optional<Disagreement> CompareWire(const Case& given);

  struct Native {
    std::string name;
    std::unique_ptr<const unit::PolicyUnit> unit;
    std::unique_ptr<trial::Judge> judge;
  };

  std::unique_ptr<compiler::Compiled> compiled_;
  core::Program program_;
  evaluate::Seen seen_, seen_last_;
  std::int64_t work_ = 0;            // evaluated for the last decision, in units of cost
  std::vector<std::int64_t> worst_;  // by action: the most that was
  std::unique_ptr<trial::Judge> plain_;
  std::vector<Native> natives_;
  trial::Ruling ruling_;
  trial::Reply reply_;
  bool answered_ = false;
};

}  // namespace bpol::agreement
