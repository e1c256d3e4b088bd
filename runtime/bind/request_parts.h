// The parts of a request in JSON, as request_json.h lists them. Used by this folder.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "runtime/schema/schema.h"

namespace bpol::bind {

enum class RequestPart : std::uint8_t { Subject, Resource, Context, Body, Keys, Now, Facts, Signals, Review, None };
constexpr std::array<std::string_view, 9> kPartNames = {"subject", "resource", "context", "body",  "keys",
                                                        "now",     "facts",    "signals", "review"};
constexpr std::size_t kPartCount = kPartNames.size();
// The only member of `review`.
constexpr std::string_view kApproved = "approved";

// None: no part has that name.
RequestPart PartNamed(std::string_view name);

// The field of the action's frame that a part is; kNone where it is none, or the action has not got it.
std::uint32_t FieldOf(const schema::Action& action, RequestPart part);

}  // namespace bpol::bind
