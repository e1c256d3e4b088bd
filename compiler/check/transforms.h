// The transforms that policies call by name: `mask_pan(value, 8)`, `birth_year(born)`. `pseudonym` has a key as well
// and stands for itself.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/checked/checked.h"

namespace bpol::check {

// Whether it takes a second value: how many digits of a card number's issuer are shown, 6 unless given.
enum class Issuer : std::uint8_t { None, Shown };
// Whether a String may be none of what it transforms, so that it then gives nothing.
enum class Text : std::uint8_t { AlwaysFits, MayNotFit };

struct TransformRow {
  std::string_view name;
  checked::Builtin builtin;
  schema::TypeKind type;  // besides String
  Issuer issuer = Issuer::None;
  Text text = Text::AlwaysFits;
};

std::optional<TransformRow> FindTransform(std::string_view name);

}  // namespace bpol::check
