#include "runtime/unit/native_transitions.h"

#include <cstring>

#include "runtime/base/check.h"

namespace bpol::unit {

NativeTransitions::NativeTransitions(const PolicyUnit& unit, const schema::Lifecycle& lifecycle,
                                     const std::byte* record, values::Instant now, Arena& arena,
                                     const keys::KeySource* keys)
    : unit_(unit) {
  const schema::Record& type = unit.schema().records[lifecycle.frame];
  std::byte* frame = arena.Allocate(type.size);
  std::memset(frame, 0, type.size);
  std::memcpy(frame + type.fields[0].offset, &now, sizeof now);
  std::byte* scratch = lifecycle.scratch_size == 0 ? nullptr : arena.Allocate(lifecycle.scratch_size);
  input_ = {frame, record, &abi::Helpers(), &visits_left_, scratch, unit.constants(), keys};
}

decision::Held NativeTransitions::Ask(std::uint32_t function) {
  BPOL_CHECK(function < unit_.schema().function_count, "a unit is asked only for functions that it has");
  visits_left_ = unit_.schema().visit_limit;
  abi::Output output{};
  const std::uint32_t status = unit_.entry()(function, &input_, &output);
  BPOL_CHECK(status < values::kFaultCount, "native code ends with a fault of the list");
  decision::Held held;
  if (status == 0) {
    held.holds = output.holds != 0;
  } else {
    held.fault = static_cast<values::Fault>(status);
    held.site = static_cast<std::uint32_t>(output.fault_site);
  }
  return held;
}

}  // namespace bpol::unit
