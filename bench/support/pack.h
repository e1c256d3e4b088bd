// Pack: a compiled policy pack with its native unit. Subject: one action of it, with the requests of its own tests; or,
// for bench/peers, the requests of a workload, which may ask several actions.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/pipeline.h"
#include "runtime/base/result.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::bench {

struct Pack {
  std::string name;
  std::unique_ptr<compiler::Compiled> compiled;
  std::unique_ptr<const unit::PolicyUnit> native;
};

Result<Pack> OpenPack(const std::string& folder);

struct Subject {
  const Pack* pack;
  std::uint32_t action;
  std::string name;                    // of the action
  std::vector<std::string> requests;   // as its tests have them, each once
  std::vector<std::uint32_t> actions;  // of each request, where they are not all for `action`
};

std::vector<Subject> SubjectsOf(const Pack& pack);

}  // namespace bpol::bench
