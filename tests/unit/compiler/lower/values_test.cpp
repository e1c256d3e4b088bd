// Values of the language through both engines: what JSON they are read from, what is computed with them, and that both
// engines say the same. A row each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/compiler/lower/compiled.h"

namespace bpol {
namespace {

using testing::Compiled;

struct Row {
  std::string_view condition;
  std::string_view expected;  // the reason of the decision: `yes`, `no`, or a fault
};

constexpr std::string_view kPolicy = R"(module rows

enum Kind { a = "K_A", b }
enum Open { x, y = "Y"  otherwise other }
record Item { rate: Decimal  size: Int  at: TimeOfDay }
record Context {
    row: Int  seven: Int  huge: Int  yes: Bool
    rate: Decimal  big: Decimal  tiny: Decimal  zero: Decimal  none: Decimal?  text_rate: Decimal  whole: Decimal
    rates: List<Decimal> max 8  items: List<Item> max 8  empty: List<Decimal> max 2
    price: Money  yen: Money  at: TimeOfDay  money: Currency  moneys: Set<Currency> max 4
    when: Instant  day: Date  number: String  text: String  word: String
    bic: Bic  lei: Lei  email: Email  phone: Phone  emails: Set<Email> max 4
    by_email: Map<Email, Int> max 4  by_currency: Map<Currency, Int> max 4  by_bic: Map<Bic, Int> max 2
    by_lei: Map<Lei, Int> max 2  by_phone: Map<Phone, Int> max 2
}
record Fee { up_to: Decimal  fee: Money }
action Act { context: Context }

param share: Decimal = 0.25
param limit: Decimal = 3
param closes: TimeOfDay = 18:30
param home: Currency = EUR
table fees: List<Fee> = [
    | up_to | fee      |
    | 0.5   | EUR 1.00 |
    | 1     | EUR 2.00 |
    | 2.25  | EUR 3.00 |
]
table branches: Tree<String> = [
    | child     | parent  |
    | "south"   | "group" |
    | "group"   |         |
    | "kiel"    | "north" |
    | "AT123"   | "kiel"  |
    | "north"   | "group" |
    | "munich"  | "south" |
    | "partner" |         |
]
table kinds: Tree<Kind> = [
    | child | parent |
    | b     | a      |
    | a     |        |
]
table numbers: Tree<Int> = [
    | child                | parent               |
    | 7                    | -9223372036854775808 |
    | -9223372036854775808 |                      |
]
def half(x: Decimal): Decimal = x * 0.5
let doubled = context.rate + context.rate
let capped = min(context.rate, limit)
)";

const Row kRows[] = {
    // decimals are exact
    {"context.rate == 0.13", "yes"},
    {"context.rate == 0.130 and context.rate != 0.1300001", "yes"},
    {"context.text_rate == context.rate", "yes"},
    {"context.whole == 12 and context.whole == 12.0", "yes"},
    {"context.rate + 0.2 == 0.33", "yes"},
    {"context.rate - 1 == -0.87", "yes"},
    {"1 - context.rate == 0.87", "yes"},
    {"context.rate * 3 == 0.39 and 3 * context.rate == 0.39", "yes"},
    {"-context.rate == -0.13 and context.rate > -0.13", "yes"},
    {"context.tiny == 0.0000000000000000000000000000000001", "yes"},
    {"context.big == 1234567890123456789012345678901234.0", "yes"},
    {"context.big + 1 > 0", "yes"},
    {"context.big * 10 > 0", "arithmetic.overflow"},
    {"context.big + context.tiny > 0", "arithmetic.overflow"},
    {"context.tiny * context.rate > 0", "arithmetic.overflow"},
    {"context.big - context.rate > 0", "arithmetic.overflow"},
    // order
    {"context.rate < 0.14 and context.rate <= 0.13 and not (context.rate < 0.13)", "yes"},
    {"context.rate > 0.1 and context.rate >= 0.13 and not (context.rate > 0.13)", "yes"},
    {"context.tiny < context.big and context.seven < context.big", "yes"},
    {"context.huge > context.rate and context.huge + context.rate > context.huge", "yes"},
    {"min(context.rate, 0.5) == 0.13 and max(context.rate, 2) == 2", "yes"},
    {"min(2, context.rate) == 0.13 and clamp(context.rate, 0.2, 1) == 0.2", "yes"},
    {"clamp(context.rate, 0, 0.1) == 0.1 and clamp(context.rate, 0, 1) == 0.13", "yes"},
    // rounding is named
    {"round(context.rate, 1) == 0.1", "yes"},
    {"round(context.rate, 1, up) == 0.2 and round(-context.rate, 1, up) == -0.2", "yes"},
    {"round(context.rate, 0, ceiling) == 1 and round(-context.rate, 0, floor) == -1", "yes"},
    {"round(context.rate * 0.5, 2) == 0.06 and round(context.rate * 0.5, 2, half_up) == 0.07", "yes"},
    {"round(context.rate * 0.5, 2, half_down) == 0.06 and round(context.rate * 0.5, 2, down) == 0.06", "yes"},
    {"round(context.seven / 3, 4) == 2.3333", "yes"},
    {"round(context.rate / 3, 2, up) == 0.05", "yes"},
    {"round(1 / context.zero, 2) > 0", "arithmetic.division_by_zero"},
    {"round(context.big / context.tiny, 2) > 0", "arithmetic.overflow"},
    {"floor(context.rate) == 0 and floor(-context.rate) == -1", "yes"},
    {"floor(context.whole / 5) == 2 and floor(-context.whole / 5) == -3", "yes"},
    {"floor(context.big) > 0", "arithmetic.overflow"},
    {"floor(context.seven / context.zero) > 0", "arithmetic.division_by_zero"},
    // amounts times decimals
    {"round(context.price * context.rate) == EUR 1.30", "yes"},
    {"round(context.rate * context.price) == EUR 1.30", "yes"},
    {"round(context.price * 0.0125) == EUR 0.12 and round(context.price * 0.0125, half_up) == EUR 0.13", "yes"},
    {"round(context.yen * 0.5) == JPY 2 and round(context.yen * 0.5, up) == JPY 3", "yes"},
    {"round(context.price * context.big) > EUR 0", "arithmetic.overflow"},
    {"round(context.price * share) < EUR 3", "yes"},
    // optionals, choices, cells, definitions, params
    {"context.none is absent and (context.none ?? 0.5) == 0.5", "yes"},
    {"(context.none ?? 1) == 1", "yes"},
    {"(if context.yes then context.rate else 2.5) == 0.13", "yes"},
    {"(context.none ?? -1) == -1 and (context.none ?? context.seven) == 7", "yes"},
    {"(if context.yes then context.rate else context.seven) == 0.13", "yes"},
    {"(if context.yes then context.seven else context.rate) == 7.0", "yes"},
    {"(match context.yes { true -> context.rate, false -> context.seven }) == 0.13", "yes"},
    {"doubled == 0.26 and doubled * 2 == 0.52", "yes"},
    {"capped == 0.13 and half(context.rate) == 0.065 and half(3) == 1.5", "yes"},
    {"share == 0.25 and limit == 3.0", "yes"},
    // lists, quantifiers, tables
    {"(sum of r for r in context.rates) == 2.75", "yes"},
    {"(sum of r for r in context.empty) == 0", "yes"},
    {"(sum of i.rate for i in context.items where i.size > 1) == 0.02", "yes"},
    {"(sum of r * context.big for r in context.rates) > 0", "arithmetic.overflow"},
    {"((min of r for r in context.rates) ?? 0) == 0.25 and ((max of r for r in context.rates) ?? 0) == 2.0", "yes"},
    {"(max of r for r in context.empty) is absent", "yes"},
    {"((max of r for r in context.rates where r < 1) ?? 9) == 0.5", "yes"},
    {"any r in context.rates: r == 0.5", "yes"},
    {"all r in context.rates: r > 0.25", "no"},
    {"context.rates[2] is present and (context.rates[0] ?? 0) == 0.5 and context.rates[3] is absent", "yes"},
    {"(any r in [context.rate, 0.5]: r == 0.13) and (any r in [0.5, 0.25]: r == 0.25)", "yes"},
    {"(any r in [1, 0.5, context.rate]: r == 1.0) and (any r in [context.seven, context.rate]: r == 0.13)", "yes"},
    {"(sum of r for r in [context.seven, 2, 0.5]) == 9.5", "yes"},
    {"fees[0.50] is present and fees[context.rate] is absent and fees[1] is present", "yes"},
    {"fees[2.25] is present and (any f in fees: f.up_to == 2.25 and f.fee == EUR 3.00)", "yes"},
    // times of day
    {"context.at == 08:30 and context.at < 08:30:01", "yes"},
    {"context.at >= 08:00 and context.at <= 17:00 and context.at < closes", "yes"},
    {"min(context.at, 07:00) == 07:00", "yes"},
    {"((min of i.at for i in context.items) ?? 23:59) == 00:00", "yes"},
    {"context.at in {08:30, 09:30}", "yes"},
    {"time(context.when, \"UTC\") == 23:30 and time(context.when, \"Europe/Berlin\") == 00:30", "yes"},
    // the calendar
    {"weekday(context.day) == 6 and weekday(date(context.when, \"UTC\")) == 5", "yes"},
    {"add_months(context.day, 1) == 2026-02-28 and add_months(context.day, -2) == 2025-11-30", "yes"},
    {"add_months(context.day, context.seven) == 2026-08-31", "yes"},
    {"add_months(context.day, context.huge) > context.day", "time.out_of_range"},
    {"full_years(2000-02-01, context.day) == 25 and full_years(2000-01-31, context.day) == 26", "yes"},
    {"full_years(context.day, 2000-01-31) > 3", "time.out_of_range"},
    {"start_of_day(context.day, \"UTC\") == 2026-01-31T00:00:00Z", "yes"},
    {"start_of_day(context.day, \"Asia/Tokyo\") == 2026-01-30T15:00:00Z", "yes"},
    {"start_of_day(add_months(context.day, 2), \"Europe/Berlin\") == 2026-03-30T22:00:00Z", "yes"},
    // patterns: of the whole text
    {"context.text matches /AT[0-9]{3}/ and not (context.text matches /AT[0-9]{2}/)", "yes"},
    {"context.word matches /z.rich/ and context.word matches /\\w*[ü-ÿ]\\w+/", "yes"},
    {"context.word matches /Z.*/ or context.text matches /.*T/", "no"},
    {"(if context.yes then context.text else context.word) matches /(AT|BE)\\d+/", "yes"},
    // texts that are other values, or not
    {"(Decimal from context.number) is present and ((Decimal from context.number) ?? 0) == 42.5", "yes"},
    {"(Int from context.number) is absent and (Date from context.text) is absent", "yes"},
    {"((Int from \"17\") ?? 0) == 17 and context.yes", "yes"},
    {"((Date from \"2026-01-31\") ?? 2000-01-01) == context.day", "yes"},
    {"((Money from \"EUR 10.00\") ?? EUR 0) == context.price and (Money from context.text) is absent", "yes"},
    {"(Iban from \"DE89370400440532013000\") is present and (Iban from context.text) is absent", "yes"},
    {"((Email from \"a@b.example\") ?? context.email) == context.email and context.yes", "yes"},
    {"((Kind from \"K_A\") ?? b) == a and (Kind from \"a\") is absent and context.yes", "yes"},
    {"((Open from \"Y\") ?? x) == y and ((Open from context.text) ?? x) == other", "yes"},
    {"((Currency from \"EUR\") ?? GBP) == context.money and (Country from \"UK\") is absent", "yes"},
    {"((TimeOfDay from \"08:30\") ?? 00:00) == context.at and (Duration from \"1\") is absent", "yes"},
    {"(Ip from context.text) is absent and ((Ip from \"10.0.0.1\") ?? ::1) in 10.0.0.0/8 and context.yes", "yes"},
    {"(Ip from \"::ffff:10.0.0.1\") is present and ((Ip from \"::ffff:10.0.0.1\") ?? ::1) == 10.0.0.1 and context.yes",
     "yes"},
    {"::1 in ((Cidr from \"::/8\") ?? 10.0.0.0/8) and (Cidr from context.number) is absent", "yes"},
    {"all p in [\"10.0.0.1\", \"10.0.0.2\", context.text]: ((Ip from p) ?? 10.0.0.3) in 10.0.0.0/30", "yes"},
    // trees: a node lies in itself, in what stands above it, and in nothing else; who is no node lies nowhere
    {"context.text within \"AT123\" and context.text within \"kiel\" and context.text within \"group\"", "yes"},
    {"context.text within \"south\" or context.text within \"partner\" or context.text within \"munich\"", "no"},
    {"\"kiel\" within context.text or context.word within \"group\" or \"kiel\" within context.word", "no"},
    {"(if context.yes then \"munich\" else context.text) within (if context.yes then \"south\" else context.word)",
     "yes"},
    {"all b in [\"munich\", \"kiel\", context.text]: b within branches[\"group\"]", "yes"},
    {"all b in [\"munich\", \"kiel\", context.text]: b within branches[\"north\"]", "no"},
    {"context.seven within numbers[-9223372036854775808] and not (-9223372036854775808 within numbers[context.seven])",
     "yes"},
    {"((Kind from \"b\") ?? a) within a and not (((Kind from \"K_A\") ?? a) within b) and context.yes", "yes"},
    // currencies
    {"context.money == EUR and context.money != GBP and context.money == home", "yes"},
    {"context.money in {EUR, CHF} and context.moneys contains JPY", "yes"},
    {"(match context.money { EUR -> 1, GBP -> 2, otherwise -> 3 }) == 1", "yes"},
    // checked texts
    {"context.bic == \"DEUTDEFF\" and context.lei == \"529900T8BM49AURSDO55\"", "yes"},
    {"context.email == \"a@b.example\" and context.phone != \"+4930123457\"", "yes"},
    {"context.emails contains \"c@d.example\" and context.email in {\"a@b.example\", \"x@y.example\"}", "yes"},
    // maps by them
    {"(context.by_email[context.email] ?? 0) == 2 and context.by_email[\"z@z.example\"] is absent", "yes"},
    {"(context.by_currency[JPY] ?? 0) == 3 and EUR in context.by_currency and context.by_currency[GBP] is absent",
     "yes"},
    {"(context.by_bic[context.bic] ?? 0) == 4 and (context.by_lei[context.lei] ?? 0) == 5", "yes"},
    {"(context.by_phone[context.phone] ?? 0) == 6 and count(context.by_phone) == 2", "yes"},
    {"(sum of e.value for e in context.by_email where e.key != context.email) == 1", "yes"},
};

std::string Policy() {
  std::string text(kPolicy);
  text += "rules Rows for Act {\n    permit no when context.row < 0\n";
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    text += "    permit r" + std::to_string(i) + " reason \"yes\" when context.row == " + std::to_string(i) + " and (" +
            std::string(kRows[i].condition) + ")\n";
  }
  return text + "}\n";
}

// `rate` and the others as JSON.
std::string Request(std::size_t row, const std::string& rate = "0.130") {
  return R"({"context":{"row":)" + std::to_string(row) + R"(,"seven":7,"huge":9223372036854775807,"yes":true,"rate":)" +
         rate +
         R"(,"big":1.234567890123456789012345678901234E33,"tiny":1e-34,"zero":-0.0,"text_rate":"0.13","whole":12,)"
         R"("rates":[0.5,0.25,2],"items":[{"rate":1,"size":1,"at":"12:00:00.5"},)"
         R"({"rate":0.02,"size":2,"at":"00:00"}],"empty":[],"price":"EUR 10.00","yen":"JPY 5","at":"08:30",)"
         R"("when":"2026-01-30T23:30:00Z","day":"2026-01-31","number":"42.50","text":"AT123","word":"zürich",)"
         R"("money":"EUR","moneys":["JPY","EUR"],"bic":"DEUTDEFF","lei":"529900T8BM49AURSDO55","email":"a@b.example",)"
         R"("phone":"+4930123456","emails":["c@d.example"],"by_email":{"c@d.example":1,"a@b.example":2},)"
         R"("by_currency":{"JPY":3,"EUR":1},"by_bic":{"DEUTDEFF":4},"by_lei":{"529900T8BM49AURSDO55":5},)"
         R"("by_phone":{"+4930123456":6,"+4930123450":0}},"now":"2026-11-20T08:00:00Z"})";
}

TEST(Values, BothEnginesSayWhatTheRowsSay) {
  Compiled compiled(Policy());
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    const std::string wanted = kRows[i].expected == "no" ? "no_rule_permits" : std::string(kRows[i].expected);
    EXPECT_THAT(compiled.Decide(Request(i)), ::testing::HasSubstr("\"reason\":\"" + wanted + "\""))
        << kRows[i].condition;
  }
}

// What may stand for a Decimal, and what may not.
TEST(Values, ADecimalIsANumberAsItIsWritten) {
  Compiled compiled(Policy());
  for (const char* same : {"0.13", "0.1300", "13e-2", "1.3E-1", "\"0.13\"", "0.013e+1"})
    EXPECT_THAT(compiled.Decide(Request(0, same)), ::testing::HasSubstr("\"reason\":\"yes\"")) << same;
  for (const char* other : {"0.13000000000000001", "0.1299999999999999999", "13"})
    EXPECT_THAT(compiled.Decide(Request(0, other)), ::testing::HasSubstr("no_rule_permits")) << other;
  for (const char* misfit : {"true", "[]", "\".13\"", "\"0.13 \"", "\"\"", "1e-35", "1e400", "123456789012345678901234",
                             "0.12345678901234567890123456789012345"})
    EXPECT_THAT(compiled.Decide(Request(0, misfit)), ::testing::HasSubstr("input.misfit")) << misfit;
}

constexpr std::string_view kObligations = R"(module rows
record Context { rate: Decimal  none: Decimal?  at: TimeOfDay  money: Currency  email: Email }
action Act { context: Context }
obligation note(a: Decimal, b: TimeOfDay, c: Currency, d: Email, e: Decimal)
rules Access for Act {
    permit all oblige note(context.rate * 2, context.at, context.money, context.email, context.none ?? 1)
}
)";

TEST(Values, ObligationsCarryThem) {
  Compiled compiled{std::string(kObligations)};
  EXPECT_THAT(compiled.Decide(R"({"context":{"rate":0.065,"none":null,"at":"08:30:00","money":"EUR",)"
                              R"("email":"a@b.example"},"now":"2026-11-20T08:00:00Z"})"),
              ::testing::HasSubstr(R"("note:0.13,08:30,EUR,a@b.example,1")"));
}

}  // namespace
}  // namespace bpol
