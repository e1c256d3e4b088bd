#include "compiler/check/builtins.h"

#include "compiler/check/transforms.h"

namespace bpol::check {

namespace {

using checked::Builtin;
using schema::TypeKind;

constexpr Signature kSignatures[] = {
    {"age", Builtin::Age, TypeKind::Instant, TypeKind::Duration},
    {"days", Builtin::Days, TypeKind::Int, TypeKind::Duration},
    {"length", Builtin::Length, TypeKind::String, TypeKind::Int, 0},
};

// Row by row: name, what it computes, the type it takes besides String.
constexpr TransformRow kTransforms[] = {
    {"mask_pan", Builtin::MaskPan, TypeKind::Pan, Issuer::Shown},
    {"mask_iban", Builtin::MaskIban, TypeKind::Iban},
    {"mask_email", Builtin::MaskEmail, TypeKind::Email},
    {"mask_phone", Builtin::MaskPhone, TypeKind::Phone},
    {"mask_name", Builtin::MaskName, TypeKind::String},
    {"mask_last_four", Builtin::MaskLastFour, TypeKind::String},
    {"truncate_pan", Builtin::TruncatePan, TypeKind::Pan},
    {"scan", Builtin::ScanText, TypeKind::String, Issuer::Shown},
    {"birth_year", Builtin::BirthYear, TypeKind::Date, Issuer::None, Text::MayNotFit},
    {"age_band", Builtin::AgeBand, TypeKind::Date, Issuer::None, Text::MayNotFit},
    {"generalise_ip", Builtin::GeneraliseIp, TypeKind::Ip, Issuer::None, Text::MayNotFit},
};

constexpr std::string_view kNames[] = {
    "add_months", "age",          "age_band",  "birth_year",     "clamp",         "count",
    "date",       "days",         "floor",     "full_years",     "generalise_ip", "hour",
    "length",     "mask_email",   "mask_iban", "mask_last_four", "mask_name",     "mask_pan",
    "mask_phone", "max",          "min",       "minor",          "pseudonym",     "round",
    "scan",       "start_of_day", "time",      "truncate_pan",   "weekday"};

}  // namespace

std::optional<Signature> FindBuiltin(std::string_view name) {
  for (const Signature& signature : kSignatures) {
    if (signature.name == name) return signature;
  }
  return std::nullopt;
}

std::optional<TransformRow> FindTransform(std::string_view name) {
  for (const TransformRow& row : kTransforms) {
    if (row.name == name) return row;
  }
  return std::nullopt;
}

std::span<const std::string_view> BuiltinNames() {
  return kNames;
}

}  // namespace bpol::check
