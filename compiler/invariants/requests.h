// Requests: makes requests of one action, and changes them towards a condition, one place at a time.
// Thread safety: one thread.
#pragma once

#include <string>

#include "compiler/invariants/nearby.h"

namespace bpol::invariants {

class Requests {
 public:
  Requests(const Subject& subject, std::uint32_t action, Random& random)
      : subject_(subject), action_(action), random_(random), samples_(subject.schema, random) {}

  // Everything that the action has, from the types alone.
  Json FromSchema();

  // Changes what the condition reads, in one place. `frame`: of the request as it is, null where it does not fit.
  // False: there was nothing to change it into, and the request is good for nothing.
  bool Change(Json& request, const Condition& condition, const decision::Value* frame);

  // Every request that differs in one place that the condition reads; of long lists of values some.
  std::vector<Json> Each(const Json& request, const Condition& condition, const decision::Value* frame);

  Samples& samples() { return samples_; }

 private:
  // The member of a request, and inside of its group the name, of a field of the frame.
  Json& Slot(Json& request, std::uint32_t field);
  // Down a path; what is absent on the way is made. Null: an empty list or map is on the way.
  Json* Reach(Json& request, const Path& path, const schema::Field** field);
  Json* Inside(Json* value);
  bool ChangeSource(Json& request, const Path& path);
  void Approve(Json& request);

  const Subject& subject_;
  const std::uint32_t action_;
  Random& random_;
  Samples samples_;
};

// Where a field of the frame stands in a request: a member of it, or of `keys`, `facts`, `signals`.
Json::json_pointer PointerOf(const Subject& subject, std::uint32_t action, std::uint32_t field);
// A fact or a signal: the host asks for it, and may have no answer.
bool IsSource(const schema::Action& action, std::uint32_t field);

}  // namespace bpol::invariants
