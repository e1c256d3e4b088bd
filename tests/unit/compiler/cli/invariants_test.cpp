// `bpol test` tries invariants: those that are broken are found, and how little the others may say is shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/compiler/cli/run_bpol.h"

namespace bpol::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kPolicy[] = R"(module bank
class public < personal
default class public
enum Status { Open, Held, Closed }
enum Scheme { iban, pan  otherwise other }
record Grant { status: Status  until: Instant?  limit: Money }
entity Caller { name: String  age: Int 0..150  scopes: Set<String> max 8 }
record Number by scheme: Scheme { iban: { id: Iban as personal }  pan: { id: Pan as personal }  otherwise: { }  all: { note: String? as personal } }
record Account { numbers: List<Number>  owner: String as personal }
record Reply { accounts: List<Account> }
action Read { subject: Caller  key grant_id: String?  response: Reply }
action Write { subject: Caller  key amount: Money }
fact grant: Grant? from store grants by grant_id
rules Access for Read, Write {
    permit adult when subject.age >= 18
}
rules Grants for Read {
    deny closed when grant is present and grant.status == Closed
    deny over when grant is present and grant.until is present and now > grant.until
}
redact Reply for Read {
    class personal mask
    accounts[].numbers[].pan.id keep when subject.scopes contains "numbers"
}
fixture anna: Read {
    subject: { name: "Anna", age: 44, scopes: {"accounts"} }
    keys: { grant_id: "g1" }
    grant: { status: Open, until: 2026-12-01T00:00:00Z, limit: EUR 100.00 }
    now: 2026-11-20T10:00:00Z
}
)";

Ended Try(const std::string& invariant, const std::vector<std::string>& flags = {}) {
  Folder folder;
  std::vector<std::string> arguments{"test", folder.Write("bank.bpol", kPolicy + invariant)};
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  return RunBpol(arguments);
}

struct Row {
  std::string invariant;
  std::string said;
};

TEST(Invariants, WhatIsBrokenIsFoundAndSaidAsATest) {
  const Row kRows[] = {
      {"invariant a never permit Read when subject.age < 19", "given anna with subject.age = 18  expect permit }"},
      {"invariant b never permit Read when grant is present and grant.status != Open",
       "given anna with grant.status = Held  expect permit }"},
      {"invariant c never permit Read when grant is absent or grant.until is absent", "given anna with grant"},
      {"invariant d never permit Read when grant is present and grant.until is present and now >= grant.until",
       "given anna with grant.until = now  expect permit }"},
      {"invariant e never deny Read when subject.age > 100", "expect deny }"},
      {"invariant f never permit Read when subject.name == \"Mallory\"",
       "given anna with subject.name = \"Mallory\"  expect permit }"},
      {"invariant g never permit Read when subject.scopes contains \"x\"",
       "with subject.scopes = {\"accounts\", \"x\"}  expect permit }"},
      {"invariant h never permit Read when grant is present and grant.limit > EUR 500.00",
       "given anna with grant.limit = EUR "},
      {"invariant i never permit Read", "given anna  expect permit }"},
      {"invariant j never reveal Number.id in full",
       "given anna with subject.scopes = {\"accounts\", \"numbers\"}\n         response { accounts: [{ numbers: [{ "
       "scheme: \"pan\", "
       "id: "},
      {"invariant k never reveal Account.owner", "expect response { accounts: [{ numbers: [], owner: \"***\" }] }"},
  };
  for (const Row& row : kRows) {
    const Ended ended = Try(row.invariant + "\n");
    EXPECT_EQ(ended.status, 1) << row.invariant << ended.out << ended.err;
    EXPECT_THAT(ended.out, AllOf(HasSubstr("FAIL "), HasSubstr(row.said), HasSubstr("0 passed, 1 failed\n")));
  }
}

// One narrow place of each type is found, alone and together with another.
TEST(Invariants, EveryTypeIsBroughtToItsLimit) {
  constexpr char kKinds[] = R"(module kinds
enum Kind { a, b, c, d, e }
record Part { kind: Kind  n: Int 0..100 }
record Mark { level: Int 0..9  until: Date? }
record All {
    i: Int 0..1_000_000  j: Int 0..1_000_000  m: Money  other: Money  rate: Decimal  d: Date  t: Duration  c: Country
    at: Instant?  s: String max 40  ip: Ip  names: List<String> max 4  kinds: Set<Kind> max 5  parts: List<Part> max 4
    currency: Currency  clock: TimeOfDay  kind: Kind  limits: Map<Kind, Int> max 4
}
action Use { subject: All  key k: String }
fact mark: Mark? from store marks by k
signal calls: count of Use where permitted per subject.i over 24h
rules Open for Use { permit all }
fixture plain: Use {
    subject: {
        i: 1, j: 2, m: EUR 1.00, other: EUR 2.00, rate: 0.5, d: 2026-01-01, t: 1h, c: DE, s: "s", ip: 192.0.2.1, names: [], kinds: {},
        parts: [], currency: EUR, clock: 08:00, kind: a, limits: {a -> 1}
    }
    keys: { k: "k" }   mark: { level: 1 }   signals: { calls: 0 }   now: 2026-11-20T08:00:00Z
}
)";
  const std::string kConditions[] = {
      "subject.i == 77777",
      "subject.i + subject.j == 5000",
      "subject.i > 500 and subject.j == subject.i + 1",
      "subject.m == EUR 12.34",
      "subject.m > subject.other + EUR 5.00",
      "subject.rate == 0.25",
      "subject.d == 2026-01-31",
      "subject.t == 90s",
      "subject.c == NZ",
      "subject.at is present and subject.at == 2025-01-01T00:00:00Z",
      "subject.at is present and now - subject.at == 7d",
      "subject.s starts with \"ab\"",
      "length(subject.s) == 12",
      "subject.ip in 10.1.0.0/16",
      "any n in subject.names: n == \"q\"",
      "subject.kinds contains d and not (subject.kinds contains a)",
      "any p in subject.parts: p.kind == e and p.n == 99",
      "subject.currency == JPY and subject.kind == e",
      "subject.clock == 17:30",
      "mark is absent and subject.kind == c",
      "mark is present and mark.level == 7 and mark.until is present and mark.until == 2026-12-31",
      "calls == 3",
      "(subject.limits[e] ?? 0) == 4",
  };
  for (const std::string& condition : kConditions) {
    Folder folder;
    const std::string file =
        folder.Write("kinds.bpol", kKinds + ("invariant x never permit Use when " + condition + "\n"));
    const Ended ended = RunBpol({"test", file});
    EXPECT_EQ(ended.status, 1) << condition << "\n" << ended.out << ended.err;
    EXPECT_THAT(ended.out, AllOf(HasSubstr("FAIL x\n"), HasSubstr("given plain with "))) << condition;
  }
}

TEST(Invariants, ThatHoldPassWithTheirNumbers) {
  const Row kRows[] = {
      {"invariant a never permit Read when subject.age < 18", "pass a: 1000 requests of Read, permit "},
      {"invariant b never permit Read when grant is present and grant.status == Closed", "pass b: "},
      {"invariant c never reveal Account.owner in full", " responses\n"},
      {"invariant d never reveal Number.id in full when not (subject.scopes contains \"numbers\")", " responses\n"},
      {"invariant e never challenge Read", "pass e: 1000 requests of Read, challenge 0 times\n"},
      {"invariant f never permit Write when subject.age < 18", "pass f: 1000 requests of Write, permit "},
  };
  for (const Row& row : kRows) {
    const Ended ended = Try(row.invariant + "\n");
    EXPECT_EQ(ended.status, 0) << row.invariant << ended.out << ended.err;
    EXPECT_THAT(ended.out, AllOf(HasSubstr(row.said), HasSubstr("1 passed, 0 failed\n"))) << row.invariant;
  }
}

TEST(Invariants, ThatShowNothingAreWarnedOf) {
  const Row kRows[] = {
      {"invariant a never review Read when subject.age > 18", "none of them came to review"},
      {"invariant b never permit Read when subject.age < 18 and subject.age > 20", "its condition never held"},
      {"invariant c never reveal Account.owner in full when subject.age < 18",
       "none of them was permitted while its condition held"},
  };
  for (const Row& row : kRows) {
    const Ended ended = Try(row.invariant + "\n");
    EXPECT_EQ(ended.status, 0) << row.invariant << ended.out << ended.err;
    EXPECT_THAT(ended.out, AllOf(HasSubstr("warn "), HasSubstr("never put to the test: " + row.said),
                                 HasSubstr("1 passed, 0 failed, 1 never put to the test\n")))
        << row.invariant;
  }
}

// A type of which there is no value: the regions of a manifest that names none.
TEST(Invariants, OfActionsThatNoRequestFitsFail) {
  Folder folder;
  const std::string file = folder.Write("a.bpol", R"(module a
entity Caller { at: Region  served: Set<Region> max 2 }
action Read { subject: Caller }
rules Access for Read { permit served when subject.at in subject.served }
invariant never_read never permit Read when subject.at in subject.served
)");
  const Ended ended = RunBpol({"test", file});
  EXPECT_EQ(ended.status, 1) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("FAIL never_read\n"), HasSubstr("no request of Read could be made"),
                               HasSubstr("0 passed, 1 failed\n")));
}

TEST(Invariants, WhatTheAuthorSaysOfThemIsShown) {
  const Ended ended =
      Try("invariant a \"Children stay out\" control gdpr(\"8\") never permit Read when subject.age < 20\n");
  EXPECT_THAT(ended.out, AllOf(HasSubstr("FAIL a  gdpr(\"8\")\n"), HasSubstr("\n     \"Children stay out\"\n")));
}

// An action without a fixture is tried from its types alone; its counter-example is a request.
TEST(Invariants, NeedNoFixture) {
  const Ended ended = Try("invariant a never permit Write when subject.age > 100\n");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.out,
              AllOf(HasSubstr("--action Write`"), HasSubstr("{\"subject\":{\"age\":1"), Not(HasSubstr("given "))));
}

TEST(Invariants, TheSeedSaysEverything) {
  const std::string invariant = "invariant a never permit Read when subject.age < 18 or subject.name == \"\"\n";
  Folder folder;
  const std::string file = folder.Write("bank.bpol", kPolicy + invariant);
  const auto again = [&](const std::string& seed) { return RunBpol({"test", file, "--seed", seed}).out; };
  EXPECT_EQ(again("7"), again("7"));
  EXPECT_THAT(again("7"), HasSubstr("with --seed 7\n"));
  EXPECT_THAT(Try("invariant a never permit Read when subject.age < 18\n", {"--tries", "60"}).out,
              HasSubstr("pass a: 60 requests"));
}

TEST(Invariants, ACounterExampleCanBePasted) {
  const std::string invariant = "invariant a never permit Read when grant is present and grant.status == Held\n";
  const std::string said = Try(invariant).out;
  const std::size_t begin = said.find("test \"counter-example to a\"");
  ASSERT_NE(begin, std::string::npos) << said;
  const std::string test = said.substr(begin, said.find('\n', begin) - begin + 1);
  const Ended pasted = Try(test);
  EXPECT_EQ(pasted.status, 0) << pasted.err;
  EXPECT_THAT(pasted.out, HasSubstr("1 passed, 0 failed\n"));
}

}  // namespace
}  // namespace bpol::cli
