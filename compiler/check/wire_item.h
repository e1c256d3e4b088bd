// The right sides of `bind`: parts of the wire, and what they can be.
#pragma once

#include <optional>
#include <string>

#include "compiler/check/session.h"

namespace bpol::check {

// What a part of the wire can become. Anything: a claim, whose JSON can be of any type. Text: a header, a query
// parameter, a path variable; it can be of any type that is written as one text or as words.
struct WireShape {
  enum class Kind : std::uint8_t { Anything, Text, Words, Exactly } kind = Kind::Anything;
  TypeKind exactly = TypeKind::Bool;
};

struct WireItem {
  schema::Source source = schema::Source::Token;
  std::string name;
  schema::Conversion conversion = schema::Conversion::Plain;
  WireShape shape;
  std::string spelling;  // as the text has it, for messages
};

// Nothing, with a message, where the expression is no part of the wire. `route` is the template of the path.
std::optional<WireItem> ReadWireItem(Session& session, const syntax::File& file, syntax::ExprId id,
                                     const std::string& route);

// Whether a value of this shape can be of a field's type.
bool CanBe(Session& session, const WireShape& shape, TypeRef type);
// How messages name the shape: `Country`, "text".
std::string NameOf(const WireShape& shape);

}  // namespace bpol::check
