// Scalars of a response: whether a text has the form of its type, and what a treatment makes of it.
#pragma once

#include <string>
#include <string_view>

#include "runtime/redact/context.h"
#include "runtime/redact/treatment.h"
#include "runtime/schema/schema.h"

namespace bpol::redact {

// Whether the unescaped text of a JSON string is a value of the type. Types without a text form never fit.
bool FitsType(const schema::Unit& unit, const schema::Type& type, std::string_view text);

enum class Changed : std::uint8_t {
  Yes,     // the new text was appended
  No,      // the treatment leaves this value as it is; nothing was appended
  Remove,  // the treatment cannot be carried out; nothing was appended
};
// Applies a treatment to the text of a string that fits its type.
Changed Transform(const PlanTreat& treat, schema::TypeKind kind, std::string_view text, const Context& context,
                  std::string& out);

}  // namespace bpol::redact
