// Goals: the conditions of a unit that have only gone one way so far, each with a request that reached it. The next
// request is one that was seen before, but for what such a condition reads: so the far side of a condition that random
// requests hardly meet is looked for where it can be found. Everything follows from the requests before.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "tests/agreement/conditions.h"
#include "tests/agreement/engines.h"
#include "tests/agreement/generate/datum.h"
#include "tests/agreement/reads.h"

namespace bpol::agreement {

// A request before anything in it was spoilt.
struct Draft {
  std::uint32_t action = 0;
  Datum request, response;
  bool has_response = false;
};

class Goals {
 public:
  struct Goal {
    std::shared_ptr<const Draft> reached;
    Reads reads;  // of the condition that is to be turned
  };

  // `engines` has a compiled unit, and stays.
  explicit Goals(const Engines& engines);

  // After `draft` was decided.
  void Learn(std::shared_ptr<const Draft> draft);
  // One of the goals, or the way to a condition that nobody has asked yet; nothing where all went both ways.
  std::optional<Goal> Pick(Random& random) const;

 private:
  struct Way {
    const Asked* asked = nullptr;  // null: there is none yet
    std::shared_ptr<const Draft> reached;
  };
  Way WayTo(const Asked& asked) const;
  bool Went(const Asked& asked, bool way) const;

  const Engines& engines_;
  std::vector<Asked> conditions_;
  std::map<std::uint32_t, std::size_t> places_;                                   // in conditions_, by ExprId
  std::map<std::uint32_t, std::array<std::shared_ptr<const Draft>, 2>> reached_;  // by ExprId, then by its answer
};

}  // namespace bpol::agreement
