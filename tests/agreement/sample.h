// Sample: one generated unit of a run, and its requests. Everything follows from the seed, the number of the unit and
// what the requests before came to, so that whatever went wrong in another process can be drawn again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/agreement/engines.h"
#include "tests/agreement/generate/policy.h"
#include "tests/agreement/goals.h"

namespace bpol::agreement {

class Sample {
 public:
  Sample(std::uint64_t seed, std::uint32_t unit);

  const Files& files() const { return policy_.files; }

  // The first request is that of number 0. `engines` has the compiled files and stays.
  void Begin(const Engines& engines);
  // The next request. What `engines` has said of the one before is known to it.
  Case Next();
  // The last one as a route gets it, now and then, where its action has one.
  std::optional<Case> OverTheWire();

 private:
  void AddTests();
  Draft DrawDraft(Random& random);

  std::uint64_t state_;
  Policy policy_;
  const Engines* engines_ = nullptr;
  std::optional<Goals> goals_;
  std::vector<std::string> lines_;  // ids
  std::shared_ptr<const Draft> last_;
  std::uint32_t next_ = 0;
};

}  // namespace bpol::agreement
