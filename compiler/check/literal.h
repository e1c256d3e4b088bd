// Texts that stand for values: literals of policies, cells of data files, values of the manifest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/check/session.h"

namespace bpol::check {

struct LiteralValue {
  decision::Value value;  // texts in the unit's constants
  TypeRef type;
};

// Nothing where the literal stands for no value, or for one of a type that this version does not have.
std::optional<LiteralValue> ReadLiteral(Session& session, const syntax::Literal& literal);

// `text` as a value of a scalar type, as data files and manifests write it: texts and enum members without quotes,
// members by wire name. Nothing where it does not fit, also not the range.
std::optional<decision::Value> ReadText(Session& session, TypeRef type, std::string_view text);

// Types whose values are written as quoted texts with a form: Iban, Email.
bool IsIdentifier(TypeKind kind);

// What ParseDuration takes, and weeks.
bool ParseDurationLiteral(std::string_view text, std::int64_t* out);
std::optional<std::uint32_t> RegionOf(const Session& session, std::string_view name);

}  // namespace bpol::check
