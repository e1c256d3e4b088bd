// Scalars of a response: whether a text has the form of its type, and what a treatment makes of it.
#pragma once

#include <string_view>

#include "runtime/redact/context.h"
#include "runtime/redact/treatment.h"
#include "runtime/schema/schema.h"
#include "runtime/values/text_place.h"

namespace bpol::redact {

// Whether the unescaped text of a JSON string is a value of the type. Types without a text form never fit.
bool FitsType(const schema::Unit& unit, const schema::Type& type, std::string_view text);

enum class Changed : std::uint8_t {
  Yes,     // the new text is in `out`
  No,      // the treatment leaves this value as it is; what is in `out` is of no use
  Remove,  // the treatment cannot be carried out; likewise
};
// Applies a treatment to the text of a string that fits its type. `out`: empty, with values::RoomForMask(text.size()).
Changed Transform(const PlanTreat& treat, schema::TypeKind kind, std::string_view text, const Context& context,
                  values::TextPlace& out);

}  // namespace bpol::redact
