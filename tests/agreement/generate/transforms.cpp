// Transforms of personal data as functions, held against what they make of a value that requests have.
#include "tests/agreement/generate/expressions.h"

namespace bpol::agreement {
namespace {

struct Masking {
  const char* begin;
  TypeKind own;  // it takes these, and texts
  const char* end = ")";
};
constexpr Masking kMaskings[] = {{"mask_pan(", TypeKind::Pan},
                                 {"mask_pan(", TypeKind::Pan, ", 8)"},
                                 {"mask_iban(", TypeKind::Iban},
                                 {"mask_email(", TypeKind::Email},
                                 {"mask_phone(", TypeKind::Phone},
                                 {"mask_name(", TypeKind::String},
                                 {"mask_last_four(", TypeKind::String},
                                 {"truncate_pan(", TypeKind::Pan},
                                 {"scan(", TypeKind::String},
                                 {"pseudonym(analytics, \"account\", ", TypeKind::Iban},
                                 {"pseudonym(analytics, \"card\", ", TypeKind::Pan}};

}  // namespace

// `mask_iban(x) == mask_iban("DE…")`
std::optional<Condition> ExprWriter::Transformed(int depth) {
  const Masking& masking = random_.Pick(kMaskings);
  const TypeKind kind = random_.Chance(60) ? masking.own : TypeKind::String;
  std::optional<Expr> value = Dynamic({.kind = kind}, depth);
  if (!value) value = Dynamic({.kind = TypeKind::String}, depth);
  if (!value || value->bare) return std::nullopt;
  const std::string other = random_.Pick(vocabulary_.Pool(value->type.kind)).json;
  const char* op = random_.Chance(70) ? " == " : " != ";
  return Condition{
      .text = "(" + (masking.begin + value->text + masking.end) + op + masking.begin + other + masking.end + ")",
      .classified = value->classified};
}

// `birth_year(x) == "2025"`, of a date or a text, where the days of requests lie on both sides of a new year.
std::optional<Condition> ExprWriter::Generalised(int depth) {
  const bool of_text = random_.Chance(40);
  const std::size_t draw = random_.Below(3);
  if (draw == 1 && !scope_.times_allowed) return std::nullopt;
  const TypeKind own = draw == 2 ? TypeKind::Ip : TypeKind::Date;
  const std::optional<Expr> value = Dynamic({.kind = of_text ? TypeKind::String : own}, of_text ? depth : 0);
  if (!value || value->bare) return std::nullopt;
  const char* op = random_.Chance(70) ? " == " : " != ";
  constexpr const char* kNames[] = {"birth_year(", "age_band(", "generalise_ip("};
  constexpr const char *kOfTexts[] = {"1985", "40-49", "10.1.2.0/24"}, *kOfDates[] = {"2025", "10-19"};
  std::string text = kNames[draw] + value->text, other = of_text ? kOfTexts[draw] : "";
  if (of_text) {
    text = "(" + text + ") ?? \"none\")";
  } else if (draw == 2) {
    text += ")";
    other = random_.Pick(vocabulary_.Pool(own)).json;
    return Condition{.text = "(" + text + op + "(generalise_ip(" + other + ") ?? \"none\"))",
                     .classified = value->classified};
  } else {
    text += draw == 0 ? " - 319d)" : " - 3650d)";
    other = kOfDates[draw];
  }
  return Condition{.text = "(" + text + op + '"' + other + "\")", .classified = value->classified};
}

}  // namespace bpol::agreement
