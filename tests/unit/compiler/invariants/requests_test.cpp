#include "compiler/invariants/requests.h"

#include <gtest/gtest.h>

#include "compiler/invariants/changes.h"
#include "compiler/pipeline.h"
#include "compiler/project/file_source.h"
#include "compiler/trial/bound_request.h"
#include "compiler/trial/judge.h"

namespace bpol::invariants {
namespace {

// Every kind of type stands somewhere.
constexpr char kPolicy[] = R"(module m
enum Kind { a, b, c  otherwise other }
record Part by kind: Kind { a: { id: Iban }  b: { id: Pan }  otherwise: { }  all: { note: String? } }
record Money2 { sum: Money from { Amount, Currency } }
record All {
    b: Bool  i: Int 3..9  s: String max 4  m: Money  at: Instant?  d: Date  t: Duration  c: Country  iban: Iban  pan: Pan
    ip: Ip  net: Cidr  rate: Decimal  clock: TimeOfDay  currency: Currency  bic: Bic  lei: Lei  email: Email  phone: Phone
    kinds: Set<Kind> max 4  names: List<String> max 3  parts: List<Part>  limits: Map<Kind, Money> max 2  sum: Money2
}
action Do { subject: All  key k: Kind?  body: All }
fact seen: All? from store seen by k
rules R for Do {
    permit all when subject.b or subject.i > 5 or subject.s == "x" or subject.at is absent or subject.d > 2026-01-01
    deny some
        when subject.m > EUR 5.00 or subject.t > 5min or subject.c == DE or subject.ip in 10.0.0.0/8
             or subject.rate > 0.5 or subject.kinds contains b or (any p in subject.parts: p.note is present and p.note == "n")
             or (seen is present and seen.i == 4) or (any n in body.names: n == "x") or subject.currency == EUR
}
)";

class RequestsTest : public testing::Test {
 protected:
  static std::unique_ptr<compiler::Compiled> Compiled() {
    auto compiled = compiler::CompileModule(project::MemorySource({{"m.bpol", std::string(kPolicy)}}), "m.bpol",
                                            {.stop_after = compiler::Stage::Describe});
    BPOL_CHECK(compiled.ok() && !(*compiled)->diagnostics.has_errors(), "the policy of this test is right");
    return std::move(*compiled);
  }
  std::string MisfitOf(const Json& request) {
    return trial::BoundRequest(subject_.unit, subject_.schema, 0, request.dump(), parser_).misfit();
  }

  std::unique_ptr<compiler::Compiled> compiled_ = Compiled();
  Subject subject_{*compiled_->unit, compiled_->description->schema};
  bind::JsonParser parser_{trial::kMaxRequestBytes};
};

TEST_F(RequestsTest, WhatIsMadeFitsItsTypes) {
  Random random(1);
  Requests requests(subject_, 0, random);
  for (int i = 0; i < 300; ++i) {
    const Json request = requests.FromSchema();
    ASSERT_EQ(MisfitOf(request), "") << request.dump();
  }
}

TEST_F(RequestsTest, WhatIsChangedFitsToo) {
  Random random(2);
  Requests requests(subject_, 0, random);
  const std::vector<Condition> conditions = ConditionsOf(subject_, 0, subject_.unit.actions[0].live_roots);
  ASSERT_GT(conditions.size(), 10u);
  Json request = requests.FromSchema();
  std::size_t changed = 0;
  for (int i = 0; i < 2000; ++i) {
    trial::BoundRequest bound(subject_.unit, subject_.schema, 0, request.dump(), parser_);
    Json next = request;
    if (!requests.Change(next, random.Pick(conditions), &bound.frame())) continue;
    ASSERT_EQ(MisfitOf(next), "") << request.dump() << "\n" << next.dump();
    changed += next != request ? 1 : 0;
    request = std::move(next);
  }
  EXPECT_GT(changed, 1000u);
}

TEST_F(RequestsTest, ChangesLeadFromOneRequestToAnother) {
  Random random(3);
  Requests requests(subject_, 0, random);
  for (int i = 0; i < 50; ++i) {
    const Json from = requests.FromSchema(), to = requests.FromSchema();
    Json made = from;
    for (const Change& change : ChangesOf(subject_, 0, from, to)) Apply(subject_, 0, change, made);
    EXPECT_TRUE(ChangesOf(subject_, 0, made, to).empty()) << made.dump() << "\n" << to.dump();
  }
}

}  // namespace
}  // namespace bpol::invariants
