// Conditions of forms that conditions elsewhere would meet too seldom: texts that are asked for a form or become other
// values, and the calendar. Each says yes to some requests and no to others, by a lane of the context where the values
// of requests would not.
#include "tests/agreement/generate/block_writer.h"

namespace bpol::agreement {
namespace {

constexpr std::size_t kDrawn = 3;  // of a unit

struct Form {
  TypeKind of;        // what it reads
  const char* text;   // `$` is that, `%` a zone
  const char* given;  // half of the requests have this text instead of what they have
};
constexpr Form kForms[] = {
    {TypeKind::String, "($ matches /[a-z]+-[0-9]{2}/)", "case-17"},
    {TypeKind::String, "($ matches /(AT|DE)\\d{2,4}.*/)", "AT123"},
    {TypeKind::String, "($ matches /[^a-y]*[α-ω]+/)", "zαβγ"},
    {TypeKind::String, "(not ($ matches /.?(\\w-?|ü)*/))", "a b"},
    {TypeKind::String, "((Int from $) is present)", "-120"},
    {TypeKind::String, "(((Int from $) ?? 7) > 7)", "8"},
    {TypeKind::String, "((Date from $) is present)", "2026-02-28"},
    {TypeKind::String, "(((Date from $) ?? 2026-11-20) != 2026-11-20)", "2026-11-21"},
    {TypeKind::String, "((Instant from $) is absent)", "2026-11-20T08:00:00Z"},
    {TypeKind::String, "((Duration from $) is present)", "36h"},
    {TypeKind::String, "(((TimeOfDay from $) ?? 18:00) < 12:00)", "08:30"},
    {TypeKind::String, "((Country from $) is present)", "DE"},
    {TypeKind::String, "((Currency from $) is absent)", "EUR"},
    {TypeKind::String, "(((Money from $) ?? EUR 1.00) > EUR 5.00)", "EUR 5.01"},
    {TypeKind::String, "((Money from $) is present)", "JPY 500"},
    {TypeKind::String, "(((Decimal from $) ?? 0.5) > 1)", "12.50"},
    {TypeKind::String, "((Decimal from $) is absent)", "-0.25"},
    {TypeKind::String, "((Iban from $) is present)", "DE89370400440532013000"},
    {TypeKind::String, "((Pan from $) is absent)", "4111111111111111"},
    {TypeKind::String, "($ within \"north\")", "kiel"},
    {TypeKind::String, "(not ($ within branches[\"group\"]))", "munich"},
    {TypeKind::String, "(\"kiel\" within $)", "north"},
    {TypeKind::String, "((Ip from $) is present)", "10.1.2.3"},
    {TypeKind::String, "(((Ip from $) ?? ::1) in 10.0.0.0/8)", "10.1.2.3"},
    {TypeKind::String, "((Cidr from $) is present)", "2001:db8::/32"},
    {TypeKind::String, "(::1 in ((Cidr from $) ?? 10.0.0.0/8))", "::/1"},
    {TypeKind::String, "((Email from $) is present)", "b@c.example"},
    {TypeKind::Instant, "(time($, %) < 12:30)", nullptr},
    {TypeKind::Instant, "(time($, %) >= 06:30:00)", nullptr},
    {TypeKind::Instant, "(weekday(date($, %)) < 5)", nullptr},
    {TypeKind::Date, "(weekday($) in {1, 4, 5})", nullptr},
    {TypeKind::Date, "(full_years(2006-11-20, $) >= 20)", nullptr},
    {TypeKind::Date, "(full_years(1996-05-31, $) != 30)", nullptr},
    {TypeKind::Date, "(add_months($, 3) > 2026-12-31)", nullptr},
    {TypeKind::Date, "(add_months($, -1) < 2026-10-20)", nullptr},
    {TypeKind::Date, "(start_of_day($, %) < now)", nullptr},
    {TypeKind::Date, "(start_of_day(add_months($, 1), %) >= now)", nullptr},
};
constexpr const char* kTree =
    "table branches: Tree<String> = [\n    | child | parent |\n    | \"group\" | |\n    | \"south\" | \"group\" |\n"
    "    | \"munich\" | \"south\" |\n    | \"north\" | \"group\" |\n    | \"kiel\" | \"north\" |\n    | \"alpha\" | "
    "|\n]\n";
constexpr const char* kZones[] = {"\"UTC\"", "\"Europe/Berlin\"", "\"America/New_York\"", "\"Asia/Kolkata\""};

std::string Filled(std::string text, char mark, const std::string& with) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size()))
    text.replace(at, 1, with);
  return text;
}

}  // namespace

// Nothing where requests have no such value.
std::optional<std::string> BlockWriter::RareForm(Random& random, Scope& scope) {
  const Form& form = random.Pick(kForms);
  const std::optional<Expr> value = ExprWriter(random, vocabulary_, scope).Dynamic({.kind = form.of}, 0);
  if (!value || value->bare || value->fixed) return std::nullopt;
  std::string read = value->text;
  if (form.given != nullptr)
    read = "(if context." + std::string(kLanes[1]) + " < 5 then \"" + form.given + "\" else " + read + ")";
  return Filled(Filled(form.text, '$', read), '%', random.Pick(kZones));
}

// A brake that hardly ever acts: its conditions come first, and a hundredth of the requests is left behind them. Drawn
// apart, so that it changes nothing else of the unit.
std::string BlockWriter::RareForms(Random random) {
  const Scope scope = ScopeOf(AllActions());
  std::string lines;
  for (std::size_t i = 0; i < kDrawn; ++i) {
    Scope own = scope;
    std::optional<std::string> form;
    for (int attempt = 0; attempt < 4 && !form; ++attempt) form = RareForm(random, own);
    if (form)
      lines += "    deny " + NewName("form") + " when " + *form + " and " + Tenths(kLanes[0], 1, random.Below(10)) +
               " and " + Tenths(kLanes[2], 1, random.Below(10)) + "\n";
  }
  const std::string tree = lines.find(" within ") == std::string::npos ? "" : kTree;
  return lines.empty() ? "" : tree + "rules " + NewName("Forms") + Heads(AllActions()) + " {\n" + lines + "}\n";
}

}  // namespace bpol::agreement
