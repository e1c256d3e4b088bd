// A whole request, as request_json.h describes it, in one walk over its tokens. Used by this folder.
#pragma once

#include "runtime/bind/json_tokens.h"
#include "runtime/schema/schema.h"

namespace bpol::bind {

// Into a frame as NewFrame makes it. False: it is to be read from the tree, into another frame.
bool DecodeStraight(const schema::Unit& unit, const schema::Action& action, JsonTokens& tokens, Arena& arena,
                    std::byte* frame);

}  // namespace bpol::bind
