// One JSON request, as `bpol eval` and tests write it, into the frame of its action.
// {"subject":{…},"resource":{…},"context":{…},"body":{…},"keys":{…},"now":"…","facts":{…},"signals":{…},
//  "review":{"approved":["module.Block.line"]}}; in facts and signals null is absent, what is not named is unavailable.
#pragma once

#include <string_view>

#include "runtime/bind/frame_writer.h"

namespace bpol::bind {

struct BoundRequest {
  const std::byte* frame = nullptr;  // in the arena; null with a misfit
  Misfit misfit;
};
// Checks the body wholly and of the rest what the action's live tree names. Faults come in this order: the text as a
// whole, undeclared or repeated members at the top and in `keys`, `facts`, `signals` and `review`, then the fields of
// the frame in order of declaration.
BoundRequest DecodeRequest(const schema::Unit& unit, const schema::Action& action, std::string_view json, Arena& arena,
                           JsonParser& parser);

}  // namespace bpol::bind
