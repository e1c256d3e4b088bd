// RecordKeeper: what may be stored of a record whose type has a lifecycle (docs/decisions/0018-lifecycles.md).
// INVARIANT: the state of such a record changes by decision::Advance only; writing one anew keeps the state, and a new
// one is in the first. INVARIANT: what cannot be read as its record is refused, and so is a change of it.
// Thread safety: a value for the time of one change; the unit outlives it.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "gateway/enforce/loaded_unit.h"
#include "runtime/decision/lifecycle.h"
#include "runtime/values/time.h"

namespace bpol::admin {

struct Refused {
  int status = 409;
  std::string reason, detail;  // as a problem document has them
};
// What is to be stored.
struct Kept {
  std::string json;
  std::string state;   // by its name on the wire
  bool final = false;  // nothing leads out of it
};
using Judgement = std::variant<Kept, Refused>;

class RecordKeeper {
 public:
  // `lifecycle` is one of the unit's.
  RecordKeeper(const enforce::LoadedUnit& unit, const schema::Lifecycle& lifecycle)
      : unit_(unit), lifecycle_(lifecycle) {}

  // `before`: what is stored; null: nothing.
  Judgement Write(const std::string* before, std::string_view json) const;
  Judgement Happen(const std::string* before, const decision::Cause& cause, values::Instant now) const;

 private:
  const schema::Record& type() const { return unit_.schema().records[lifecycle_.record]; }
  const schema::Enum& states() const;
  std::string Named() const { return "`" + type().name + "`"; }
  Kept Keep(std::string json, std::uint32_t state) const;

  const enforce::LoadedUnit& unit_;
  const schema::Lifecycle& lifecycle_;
};

}  // namespace bpol::admin
