// The plain evaluator: the executable definition of what a unit means (docs/language/semantics.md). It walks the
// checked tree over Values, one function per node kind, left to right; short, obvious, slow, never optimised. The
// native engine must agree with it on every input: events, arguments, scores, faults and their sites. Thread safety:
// none; one object serves one request.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "compiler/checked/checked.h"
#include "runtime/decision/engine.h"

namespace bpol::evaluate {

class Evaluator;

class PlainEngine final : public decision::Engine {
 public:
  // What all requests of a unit share.
  struct Program {
    const checked::Unit& unit;
    const schema::Unit& schema;  // complete, from `describe`
    std::span<const checked::Function> functions;
  };

  // `frame` is the action's frame record as a Value (bind::ReadRecord). Everything outlives the engine.
  PlainEngine(const Program& program, std::uint32_t action, decision::Value frame, Arena& arena);
  ~PlainEngine() override;

  decision::Events RunBlocks(std::uint32_t function) override;
  decision::Held RunCondition(std::uint32_t function) override;
  void CollectScores(std::pmr::vector<decision::ScoreResult>& scores) override;

  // A redaction condition that reads `object`, a record of the response.
  decision::Held RunObjectCondition(std::uint32_t function, decision::Value object);

 private:
  Program program_;
  Arena& arena_;
  std::unique_ptr<Evaluator> evaluator_;
};

}  // namespace bpol::evaluate
