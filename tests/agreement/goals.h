// Goals: the conditions of a unit that have only gone one way so far, each with a request that reached it. The next
// request is one that was seen before, but for what such a condition reads: so the far side of a condition that random
// requests hardly meet is looked for where it can be found. Everything follows from the requests before.
#pragma once

#include <map>
#include <memory>
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
};

class Goals {
 public:
  struct Goal {
    std::shared_ptr<const Draft> reached;
    Reads reads;
  };

  // `unit` has been compiled, and stays.
  explicit Goals(const Engines& engines);

  // After `draft` was decided.
  void Learn(std::shared_ptr<const Draft> draft);
  // One of the goals, or what a condition that nobody has asked yet is behind; none where all went both ways.
  const Goal* Pick(Random& random);

 private:
  const Engines& engines_;
  const Goal* Reached(checked::ExprId condition) const;

  std::vector<Asked> conditions_;
  std::map<std::uint32_t, checked::ExprId> behind_;
  evaluate::Seen seen_;                    // when Learn was called last
  std::map<std::uint32_t, Goal> reached_;  // by ExprId: every condition that was asked
};

}  // namespace bpol::agreement
