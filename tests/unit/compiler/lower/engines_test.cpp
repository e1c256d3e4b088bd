// Conditions of the language through both engines: what they say, and that they say the same. A row each.
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

enum Role { AISP = "PSP_AI", PISP = "PSP_PI", CBPII = "PSP_IC" }
enum Level { low < medium < high }
enum Scheme { iban, pan otherwise other }
record Part { name: String  size: Int  price: Money  role: Role  note: String? }
record Rate { kind: Role  limit: Money  ppm: Int }
record Named { code: String  size: Int  note: String? }
record Holder by scheme: Scheme {
    iban:      { number: Iban }
    pan:       { card: Pan }
    otherwise: { text: String }
    all:       { owner: String? }
}
record Seen { visits: Int  limit: Int?  at: Instant }
entity Caller {
    id: String  roles: Set<Role> max 4  tags: Set<String> max 8  home: Country  other: Country?
    counts: List<Int> max 8  codes: Set<Int> max 8  parts: List<Part> max 8  role: Role  level: Level
}
record Context {
    row: Int  seven: Int  huge: Int  least: Int  yes: Bool  no: Bool  maybe: Int?  gone: Int?
    price: Money  yen: Money  at: Instant  day: Date  span: Duration  text: String
    ip: Ip  net: Cidr  nets: Set<Cidr> max 4  ips: Set<Ip> max 4  moneys: List<Money> max 4  mixed: List<Money> max 4
    holder: Holder  card: Holder  flags: Set<Bool> max 2  empty: List<Int> max 2
    grants: Map<String, Set<Role> max 4> max 4  limits: Map<Role, Int> max 4  people: Map<Country, Part> max 4
}
action Act { subject: Caller  context: Context  key k: String? }

param cap: Int 1..10 = 4
table nets: Set<Cidr> = {10.0.0.0/8, 10.1.0.0/16, 2001:db8::/32}
table words: Set<String> = {"a", "b", "c", "d", "e", "f"}
table rates: List<Rate> = [
    | kind  | limit    | ppm |
    | PISP  | EUR 250  | 600 |
    | AISP  | EUR 500  | 100 |
    | CBPII | EUR 1.50 | 7   |
]
table sizes: List<Named> = [
    | code   | size | note |
    | "zeta" | 1    | "n"  |
    | "beta" | 2    | "m"  |
]

fact seen: Seen? from store seen by k
fact lost: Seen from store seen by k
fact down: Seen? from store seen by k
signal busy: count of Act per (subject.id) over 24h

def twice(n: Int): Int = n + n
def fourfold(n: Int): Int = twice(twice(n))
def ppm(role: Role): Int = if rates[role].ppm > cap then rates[role].ppm else twice(cap)
def sized(parts: List<Part> max 8, least: Int): Int = count of p for p in parts where p.size > least
def other(c: Country?, d: Country): Country = if c is present then c else d
def some(n: Int): Int? = if n > 3 then n else absent
def visited(s: Seen?): Bool = s is present and s.visits > 3
def unread(n: Int, yes: Bool): Bool = yes
def paid(m: Money, flag: Bool): Money = if flag then m * 2 else m
def named_part(p: Part): String = p.note ?? p.name

let doubled = context.seven + context.seven
let broken = context.huge + 1
let named = if context.yes then subject.id else "nobody"
let perhaps = min of p.size for p in subject.parts where p.size > 100
score Risk: 0..100 version "1" owner "test" {
    factor F1 by subject.level { low -> 10, medium -> 30, high -> 60 }
    factor F2 { when context.seven > 6 -> 25   otherwise -> 0 }
    add 10 three when context.no
    take 15 four when context.yes
    band small < 20, middle < 50, large
}
score Next: 0..100 challenger of Risk {
    add 9_223_372_036_854_775_807 most when context.yes
    add 10 more when context.yes
    band small < 50, large
}
key trial for pseudonym
consent Grant uses seen as s {
    spent   when s.visits > 100
    late    when s.at > now
    capped  when s.limit is present and s.visits > s.limit
}
)";

const Row kRows[] = {
    // logic and what it protects
    {"context.yes and not context.no", "yes"},
    {"context.no and broken > 0", "no"},
    {"context.yes and broken > 0", "arithmetic.overflow"},
    {"context.yes or broken > 0", "yes"},
    {"context.no or broken > 0", "arithmetic.overflow"},
    {"context.yes == context.no", "no"},
    {"context.yes != context.no", "yes"},
    {"(if context.no then broken else 1) == 1", "yes"},
    {"(match subject.role { AISP -> 1, PISP -> 2, CBPII -> broken }) == 1", "yes"},
    {"(match subject.role { PISP -> 1, otherwise -> 2 }) == 2", "yes"},
    {"(match context.yes { true -> 1, false -> 2 }) == 1", "yes"},
    {"(match subject.home { FR -> 1, DE -> 2, otherwise -> 3 }) == 2", "yes"},
    {"(match context.seven { 1, 7 -> 1, otherwise -> 3 }) == 1", "yes"},
    {"(match context.maybe { 5 -> 1, absent -> 2, otherwise -> 3 }) == 1", "yes"},
    {"(match context.gone { 5 -> 1, absent -> 2, otherwise -> 3 }) == 2", "yes"},
    // optionals
    {"context.maybe is present and context.maybe == 5", "yes"},
    {"context.gone is absent", "yes"},
    {"(context.gone ?? 3) == 3", "yes"},
    {"(context.maybe ?? broken) == 5", "yes"},
    {"(context.gone ?? broken) == 5", "arithmetic.overflow"},
    {"(context.gone ?? context.maybe) is present", "yes"},
    {"(if context.yes then context.gone else context.seven) is absent", "yes"},
    {"subject.other is absent or subject.other == DE", "yes"},
    // numbers
    {"context.seven - 8 == -1", "yes"},
    {"context.seven * 6 == 42", "yes"},
    {"context.seven == 3 + 4 * 1 and context.seven == -2 + 9", "yes"},
    {"context.huge * 2 > 0", "arithmetic.overflow"},
    {"context.least - 1 < 0", "arithmetic.overflow"},
    {"-context.least > 0", "arithmetic.overflow"},
    {"floor(-7 / 2) == -4 and context.yes", "yes"},
    {"floor(context.seven / (context.seven - 7)) == 1", "arithmetic.division_by_zero"},
    {"floor(context.least / (context.seven - 8)) == 1", "arithmetic.overflow"},
    {"min(context.seven, 3) == 3 and max(context.seven, 3) == 7", "yes"},
    {"clamp(context.seven, 0, 5) == 5", "yes"},
    {"context.seven in {1, 7}", "yes"},
    {"context.seven in {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}", "yes"},
    {"context.seven not in [1, 7]", "no"},
    {"context.seven > cap", "yes"},
    {"subject.level > low and subject.level <= medium", "yes"},
    // text
    {"subject.id == \"tpp-7\"", "yes"},
    {"subject.id != \"tpp-8\"", "yes"},
    {"subject.id starts with \"tpp\" and subject.id ends with \"-7\"", "yes"},
    {"length(context.text) == 3", "yes"},
    {"subject.id in {\"x\", \"tpp-7\"}", "yes"},
    {"subject.id in {\"a\", \"b\", \"c\", \"d\", \"e\", \"tpp-7\"}", "yes"},
    {"\"c\" in words and not (subject.id in words)", "yes"},
    {"context.text == \"a text that is longer than sixteen bytes\"", "no"},
    // money
    {"context.price == EUR 30.00", "yes"},
    {"context.price < EUR 30.01 and context.price >= EUR 30.00", "yes"},
    {"context.price > EUR 30.00 or context.price <= EUR 29.99", "no"},
    {"context.price == context.yen", "money.currency_mismatch"},
    {"context.price < context.yen", "money.currency_mismatch"},
    {"context.price + EUR 0.01 == EUR 30.01", "yes"},
    {"context.price - EUR 31 + EUR 1 == EUR 0", "yes"},
    {"context.price * 3 == EUR 90.00", "yes"},
    {"context.price * context.huge > EUR 1", "arithmetic.overflow"},
    {"context.price + context.yen > EUR 1", "money.currency_mismatch"},
    {"minor(context.price, EUR) == 3000", "yes"},
    {"minor(context.price, JPY) == 3000", "money.currency_mismatch"},
    {"-context.price + EUR 30.00 == EUR 0.00", "yes"},
    // time
    {"age(context.at) == 24h", "yes"},
    {"now - context.at >= 24h", "yes"},
    {"age(context.at + 2d) > 1s", "time.out_of_range"},
    {"context.at + 1d == now", "yes"},
    {"context.at - 1d < now", "yes"},
    {"context.day + 1d == date(now, \"UTC\")", "yes"},
    {"context.day + 25h > 2026-01-01", "time.out_of_range"},
    {"date(now, \"UTC\") - context.day == 1d", "yes"},
    {"hour(now, \"UTC\") == 8", "yes"},
    {"hour(now, \"Europe/Berlin\") == 9 and hour(now, \"America/New_York\") == 3", "yes"},
    {"hour(2026-07-01T08:00:00Z, \"Europe/Berlin\") == 10 and context.yes", "yes"},
    {"hour(context.at + 200d - 200d, \"Asia/Kolkata\") == 13", "yes"},
    {"date(now, \"Pacific/Kiritimati\") == 2026-11-20 and date(now, \"Etc/GMT+12\") == 2026-11-19", "yes"},
    {"date(9999-12-31T23:00:00Z, \"Asia/Tokyo\") > context.day", "time.out_of_range"},
    {"context.span + 1h == 3h", "yes"},
    {"context.span * 2 == 4h and context.span - 3h < 1s", "yes"},
    {"days(context.seven) == 7d", "yes"},
    {"days(context.huge) == 7d", "arithmetic.overflow"},
    // addresses
    {"context.ip == 10.0.0.1", "yes"},
    {"context.ip in nets", "yes"},
    {"context.ip in 10.0.0.0/24", "yes"},
    {"context.ip in context.nets", "yes"},
    {"context.ip in context.ips", "yes"},
    {"context.ip in {10.0.0.1, 10.0.0.2}", "yes"},
    {"context.net == 10.0.0.0/8", "yes"},
    {"context.ip in context.net", "yes"},
    // sets and lists
    {"subject.roles contains AISP", "yes"},
    {"subject.role in {PISP, CBPII}", "no"},
    {"{AISP} subset of subject.roles", "yes"},
    {"subject.roles subset of {AISP, PISP}", "yes"},
    {"{AISP, subject.role} subset of subject.roles", "yes"},
    {"subject.tags subset of {\"a\", \"b\", \"c\"}", "yes"},
    {"{subject.id, \"x\"} subset of subject.tags", "no"},
    {"subject.id in {\"x\", named}", "yes"},
    {"context.seven in {1, doubled, 7}", "yes"},
    {"subject.counts contains 3", "yes"},
    {"subject.codes contains 4", "no"},
    {"context.flags contains context.yes", "yes"},
    {"subject.home in {DE, FR}", "yes"},
    {"count(subject.roles) == 2 and count(subject.counts) == 3", "yes"},
    // quantifiers
    {"any p in subject.parts: p.size == 20", "yes"},
    {"all p in subject.parts: p.size > 10", "no"},
    {"all c in context.empty: c == 1", "yes"},
    {"any r in subject.roles: r == PISP", "yes"},
    {"any p in subject.parts: p.note is present and p.note == \"n\"", "yes"},
    {"any p in subject.parts: (any c in subject.counts: p.size == c * 10)", "yes"},
    {"any c in subject.counts: c + context.huge > 0", "arithmetic.overflow"},
    {"(count of p for p in subject.parts where p.size > 10) == 2", "yes"},
    {"(sum of p.size for p in subject.parts) == 60", "yes"},
    {"(sum of p.size for p in subject.parts where p.role == PISP) == 20", "yes"},
    {"(sum of c for c in context.empty) == 0", "yes"},
    {"((sum of p.price for p in subject.parts) ?? EUR 0) == EUR 6.00", "yes"},
    {"(sum of m for m in context.mixed) is present", "money.currency_mismatch"},
    {"((max of p.size for p in subject.parts) ?? 0) == 30", "yes"},
    {"((min of m for m in context.moneys) ?? EUR 0) == EUR 1.00", "yes"},
    {"(max of m for m in context.mixed) is present", "money.currency_mismatch"},
    {"perhaps is absent", "yes"},
    {"any r in rates: r.ppm == 600", "yes"},
    {"any n in [subject.role, PISP]: n == PISP", "yes"},
    // tables
    {"rates[subject.role].ppm == 100", "yes"},
    {"rates[CBPII].limit == EUR 1.50", "yes"},
    {"sizes[\"beta\"] is present", "yes"},
    {"sizes[subject.id] is absent", "yes"},
    // definitions: what they are given is computed once, before the body
    {"fourfold(context.seven) == 28", "yes"},
    {"twice(context.huge) > 0", "arithmetic.overflow"},
    {"unread(context.huge + 1, context.yes)", "arithmetic.overflow"},
    {"context.no and unread(context.huge + 1, context.yes)", "no"},
    {"ppm(subject.role) == 100 and ppm(CBPII) == 7", "yes"},
    {"sized(subject.parts, 10) == 2", "yes"},
    {"any c in subject.counts: sized(subject.parts, c * 10) == 1", "yes"},
    {"other(subject.other, FR) == FR and other(subject.home, FR) == DE", "yes"},
    {"some(context.seven) is present and some(2) is absent", "yes"},
    {"visited(seen) and seen.visits == 5", "yes"},
    {"visited(down)", "fact.unavailable"},
    {"paid(context.price, context.yes) == EUR 60.00", "yes"},
    {"any p in subject.parts: named_part(p) == \"p3\"", "yes"},
    {"all p in subject.parts: twice(p.size) == p.size * 2", "yes"},
    // places in lists
    {"subject.counts[0] is present and (subject.counts[2] ?? 9) == 3", "yes"},
    {"subject.counts[3] is absent and subject.counts[context.least] is absent", "yes"},
    {"subject.counts[context.seven + 1] is absent", "yes"},
    {"subject.counts[context.huge + 1] is absent", "arithmetic.overflow"},
    {"(context.moneys[1] ?? EUR 0) == EUR 1.00", "yes"},
    {"any i in [0, 1, 5]: subject.counts[i] is absent", "yes"},
    // unions
    {"context.holder is iban and context.holder.number == \"DE89370400440532013000\"", "yes"},
    {"context.card is iban", "no"},
    {"context.card is pan", "yes"},
    {"context.holder.owner is absent", "yes"},
    // facts and signals
    {"seen is present and seen.visits == 5", "yes"},
    {"lost.visits == 5", "input.missing"},
    {"down is present", "fact.unavailable"},
    {"busy > 1", "signal.unavailable"},
    {"context.no and down is present", "no"},
    // maps
    {"\"A1\" in context.grants and context.grants contains \"B2\"", "yes"},
    {"\"A0\" in context.grants or \"B3\" in context.grants", "no"},
    {"(context.grants[\"A1\"] ?? {}) contains AISP", "yes"},
    {"(context.grants[\"A1\"] ?? {}) contains PISP", "no"},
    {"(context.grants[\"A2\"] ?? {}) contains AISP", "no"},
    {"context.grants[context.text] is absent", "yes"},
    {"context.limits[PISP] ?? 0 == 20", "yes"},
    {"context.limits[CBPII] is absent and context.limits[subject.role] is present", "yes"},
    {"any p in context.people: p.key == DE and p.value.size == 4", "yes"},
    {"context.people[FR] is present and context.seven == broken", "no"},
    {"any e in context.grants: e.key == \"B2\" and e.value contains PISP", "yes"},
    {"all e in context.limits: e.value > 10", "no"},
    {"(sum of e.value for e in context.limits where e.key != AISP) == 20", "yes"},
    {"count(context.people) == 1 and count(context.grants) == 2", "yes"},
    // transforms
    {"mask_pan(\"4111111111111111\", 8) == \"41111111****1111\"", "yes"},
    {"context.card is pan and mask_pan(context.card.card) == \"411111******1111\"", "yes"},
    {"context.holder is iban and mask_iban(context.holder.number) == \"DE89**************3000\"", "yes"},
    {"mask_name(subject.id) == \"t***\" and mask_name(context.text) == \"ä***\"", "yes"},
    {"mask_email(context.text) == \"***\" and mask_phone(\"+44 7700 900123\") == \"+********0123\"", "yes"},
    {"mask_last_four(\"AB123456C\") == \"*****456C\" and truncate_pan(\"4111111111111111\") == \"1111\"", "yes"},
    {"scan(\"to 4111111111111111\") == \"to 411111******1111\"", "yes"},
    {"birth_year(context.day) == \"2026\" and (birth_year(context.text) ?? \"none\") == \"none\"", "yes"},
    {"age_band(context.day) == \"0-9\" and (age_band(\"1990-11-21\") ?? \"none\") == \"30-39\"", "yes"},
    {"(age_band(\"2026-11-21\") ?? \"none\") == \"none\"", "time.out_of_range"},
    {"generalise_ip(context.ip) == \"10.0.0.0/24\" and generalise_ip(context.text) is absent", "yes"},
    {"any p in subject.parts: mask_name(p.name) == \"p***\" and mask_last_four(p.name) == \"***\"", "yes"},
    {"pseudonym(trial, \"id\", subject.id) == \"psn_\"", "fact.unavailable"},
    {"((max of subject.level for p in subject.parts) ?? low) == medium", "yes"},
    // cells
    {"doubled == 14 and doubled + doubled == 28", "yes"},
    {"named == \"tpp-7\"", "yes"},
    {"Risk == 40", "yes"},
    {"Risk is middle", "yes"},
    {"Risk is large or Risk is small", "no"},
    {"Grant", "yes"},
    {"Grant is spent", "no"},
};

class Rows : public ::testing::Test {
 protected:
  static std::string Policy() {
    std::string text(kPolicy);
    text += "rules Rows for Act {\n    permit no when context.row < 0\n";
    for (std::size_t i = 0; i < std::size(kRows); ++i) {
      text += "    permit r" + std::to_string(i) + " reason \"yes\" when context.row == " + std::to_string(i) +
              " and (" + std::string(kRows[i].condition) + ")\n";
    }
    return text + "}\n";
  }

  static std::string Request(std::size_t row) {
    return R"({"subject":{"id":"tpp-7","roles":["PSP_AI","PSP_PI"],"tags":["a","b"],"home":"DE","counts":[1,2,3],)"
           R"("codes":[1,5],"role":"PSP_AI","level":"medium","parts":[)"
           R"({"name":"p1","size":10,"price":"EUR 1.00","role":"PSP_AI","note":"n"},)"
           R"({"name":"p2","size":20,"price":"EUR 2.00","role":"PSP_PI"},)"
           R"({"name":"p3","size":30,"price":"EUR 3.00","role":"PSP_IC"}]},"context":{"row":)" +
           std::to_string(row) +
           R"(,"seven":7,"huge":9223372036854775807,"least":-9223372036854775808,"yes":true,"no":false,"maybe":5,)"
           R"("price":"EUR 30.00","yen":"JPY 30","at":"2026-11-19T08:00:00Z","day":"2026-11-19","span":"2h",)"
           R"("text":"äbc","ip":"10.0.0.1","net":"10.0.0.0/8","nets":["10.0.0.0/24","10.0.0.0/16"],)"
           R"("ips":["10.0.0.1"],"moneys":["EUR 3.00","EUR 1.00"],"mixed":["EUR 3.00","JPY 5"],)"
           R"("holder":{"scheme":"iban","number":"DE89370400440532013000"},)"
           R"("card":{"scheme":"pan","card":"4111111111111111"},"flags":[true],"empty":[],)"
           R"("grants":{"B2":["PSP_PI"],"A1":["PSP_AI"]},"limits":{"PSP_AI":10,"PSP_PI":20},)"
           R"("people":{"DE":{"name":"Ann","size":4,"price":"EUR 1.00","role":"PSP_AI"}}},)"
           R"("keys":{"k":"1"},"now":"2026-11-20T08:00:00Z",)"
           R"("facts":{"seen":{"visits":5,"limit":9,"at":"2026-11-19T08:00:00Z"},"lost":null},"signals":{}})";
  }
};

TEST_F(Rows, BothEnginesSayWhatTheRowsSay) {
  Compiled compiled(Policy());
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    const std::string wanted = kRows[i].expected == "no" ? "no_rule_permits" : std::string(kRows[i].expected);
    EXPECT_THAT(compiled.Decide(Request(i)), ::testing::HasSubstr("\"reason\":\"" + wanted + "\""))
        << kRows[i].condition;
  }
}

constexpr std::string_view kObligations = R"(module rows
enum Role { AISP = "PSP_AI", PISP = "PSP_PI" }
record Context {
    yes: Bool  number: Int  text: String  price: Money  ip: Ip  net: Cidr  day: Date  span: Duration  at: Instant
    roles: Set<Role> max 4  words: Set<String> max 4  counts: List<Int> max 4  home: Country  iban: Iban
    gone_ip: Ip?  gone_text: String?  home_ip: Ip?
}
action Act { context: Context }
obligation scalars(a: Bool, b: Int, c: String, d: Money, e: Ip, f: Cidr, g: Date, h: Duration)
obligation others(a: Instant, b: Set<Role> max 4, c: Set<String> max 4, d: List<Int> max 4, e: Country, f: Iban)
obligation made(a: String, b: Int, c: Set<String> max 4)
rules Access for Act {
    permit all
        oblige scalars(context.yes, context.number, context.text, context.price, context.ip, context.net, context.day, context.span)
        oblige others(context.at, context.roles, context.words, context.counts, context.home, context.iban)
        oblige made(context.gone_text ?? "none", context.number * 2, {context.text, "b"}) when context.yes
    on permit oblige made("block", 1, {"x"}) when not context.yes
}
)";

TEST(Obligations, ArgumentsOfEveryKindComeOutAlike) {
  Compiled compiled{std::string(kObligations)};
  const auto request = [](std::string_view yes, std::string_view number) {
    return R"({"context":{"yes":)" + std::string(yes) + R"(,"number":)" + std::string(number) +
           R"(,"text":"äb","price":"EUR 1.50","ip":"10.0.0.1","net":"10.0.0.0/8","day":"2026-11-20","span":"49h",)"
           R"("at":"2026-11-20T08:00:00Z","roles":["PSP_PI","PSP_AI"],"words":["y","x"],"counts":[3,1],)"
           R"("home":"DE","iban":"DE89370400440532013000"},"now":"2026-11-20T08:00:00Z"})";
  };
  EXPECT_THAT(compiled.Decide(request("true", "7")),
              ::testing::HasSubstr(R"("scalars:true,7,äb,EUR 1.50,10.0.0.1,10.0.0.0/8,2026-11-20,49h")"));
  EXPECT_THAT(compiled.Decide(request("false", "7")), ::testing::HasSubstr("made:block,1,"));
  EXPECT_THAT(compiled.Decide(request("true", "9223372036854775807")),
              ::testing::HasSubstr(R"("reason":"arithmetic.overflow")"));
}

}  // namespace
}  // namespace bpol
