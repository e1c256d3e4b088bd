// Sample: one generated unit of a run, and its requests. Everything follows from the seed, the number of the unit and
// the number of the request, so that whatever went wrong in another process can be drawn again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/agreement/engines.h"
#include "tests/agreement/generate/policy.h"

namespace bpol::agreement {

class Sample {
 public:
  Sample(std::uint64_t seed, std::uint32_t unit);

  const Files& files() const { return policy_.files; }
  // `schema` is that of the compiled files.
  Case DrawCase(const schema::Unit& schema, std::uint32_t request) const;

 private:
  std::uint64_t state_;
  Policy policy_;
};

}  // namespace bpol::agreement
