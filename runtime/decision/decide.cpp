// Decide for an engine that looks its functions up at run time.
#include "runtime/decision/driver.h"

namespace bpol::decision {

void Decide(const Plan& plan, const schema::Action& action, Engine& engine, Arena& arena, Decision& decision) {
  Driver<Engine>(plan, action, engine, arena, decision).Run();
}

}  // namespace bpol::decision
