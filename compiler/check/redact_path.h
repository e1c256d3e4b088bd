// The paths of a `redact` block: what they lead to in the record that the block speaks of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/check/session.h"

namespace bpol::check {

struct RedactTarget {
  std::vector<std::string> path;  // as checked::RedactLine holds it
  TypeRef type;                   // of what the path leads to
  TypeRef object;                 // the record whose fields the line's conditions may name; the error type: none
  std::uint32_t arm = kNone;      // the arm of `object` that the path goes through
  bool whole_arm = false;         // the path ends there: `type` is the union, all fields of the arm are meant
};

// `record` is the block's record, which stands in a list of the response when `in_list`. Nothing, with a message, where
// the path leads nowhere.
std::optional<RedactTarget> FollowPath(Session& session, TypeRef record, bool in_list, const syntax::RedactPath& path);

}  // namespace bpol::check
