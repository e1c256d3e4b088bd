// PolicyUnit: a compiled unit that decides: its schema, its code, its constants. Built by Load from a sealed image,
// then never changed; it owns its pages, which go with it. INVARIANT: nobody keeps a pointer into a unit beyond it;
// publication.h says when that is. Thread safety: immutable, shared by all cores.
#pragma once

#include <memory>
#include <optional>

#include "runtime/abi/abi.h"
#include "runtime/base/result.h"
#include "runtime/decision/plan.h"
#include "runtime/schema/schema.h"
#include "runtime/unit/mapping.h"

namespace bpol::unit {

class PolicyUnit {
 public:
  const schema::Unit& schema() const { return schema_; }
  const decision::Plan& plan() const { return *plan_; }
  abi::EntryFunction entry() const { return entry_; }
  const std::byte* constants() const { return constants_.bytes().data(); }

 private:
  friend Result<std::unique_ptr<const PolicyUnit>> Load(int fd);
  PolicyUnit() = default;

  schema::Unit schema_;
  std::optional<decision::Plan> plan_;  // always there once loaded
  Mapping code_;                        // read-only pages, then code pages
  Mapping constants_;                   // read-only
  abi::EntryFunction entry_ = nullptr;
};

// Maps a sealed memory file with an image, from whatever made it: seals, header, hash, constants and schema are checked
// first. The descriptor stays the caller's, who may close it at once: pages stay mapped without it. An error says what
// did not fit.
Result<std::unique_ptr<const PolicyUnit>> Load(int fd);

}  // namespace bpol::unit
