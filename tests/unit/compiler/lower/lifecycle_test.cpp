// Lifecycles through both engines: what an event makes of a record, and that both engines say the same. A row each.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "runtime/values/text.h"
#include "runtime/values/time_text.h"
#include "tests/unit/compiler/lower/compiled.h"

namespace bpol {
namespace {

using testing::Compiled;

constexpr std::string_view kPolicy = R"(module rows

enum State { waiting = "WAIT", active, closed, gone  otherwise unknown }
enum Kind { x, y }
record Part { name: String  size: Int  until: Instant? }
record Terms { most: Int  kind: Kind  tags: Set<String> max 4 }
record Grant {
    id: String  terms: Terms?  state: State  until: Instant?  signed: Bool?  kind: Kind  amount: Money  size: Int
    parts: List<Part> max 8  first: String  second: String  rate: Decimal  limits: Map<Kind, Int> max 2
}
record Other { id: String }
record Step { kind: Kind }
record Context { yes: Bool }
action Act { context: Context }
param cap: Int 1..10 = 4
table known: Set<String> = {"a", "b", "c", "d", "e"}
def late(at: Instant?, now: Instant): Bool = at is present and now >= at
rules Access for Act { permit all when context.yes }

lifecycle Kind for Step { start x  x becomes y on go by staff  final y }

lifecycle State for Grant {
    start waiting
    waiting becomes active on approved by owner when signed ?? false
    waiting becomes closed on approved by owner, staff when size > cap
    waiting becomes closed on refused by owner, staff
    waiting becomes gone   on doubled by owner when size + size > 10
    waiting becomes closed on doubled by owner
    waiting becomes closed on counted by owner when (count of p for p in parts where late(p.until, now)) > 1
    waiting becomes gone   on named by owner when {first, second} contains "x" and first in known
    waiting becomes gone   on termed by owner when terms is present and terms.tags contains id and terms.kind == kind
    waiting becomes gone   on paid by owner when amount * 2 > EUR 10 unless rate < 0.5
    waiting becomes gone   on mapped by owner when (limits[y] ?? 0) > size
    waiting becomes gone   on clock when hour(now, "Europe/Berlin") >= 12
    active  becomes gone   on clock when late(until, now)
    active  becomes closed on clock when size == 9
    active  becomes gone   on aged by staff when until is present and age(until) > 1d
    final closed, gone
}
)";

// Of a whole record what a row changes.
nlohmann::json Record(std::string_view changes) {
  nlohmann::json record = nlohmann::json::parse(R"({
    "id": "g1", "state": "WAIT", "kind": "x", "amount": "EUR 5.00", "size": 4, "parts": [], "first": "a", "second": "x",
    "rate": "0.75", "limits": {}
  })");
  record.update(nlohmann::json::parse(changes));
  return record;
}

struct Row {
  std::string_view changes;
  std::string_view event, actor;
  std::string_view expected;  // the state it moves to, or why it stays
};

constexpr Row kRows[] = {
    {R"({"signed":true})", "approved", "owner", "active"},
    {R"({"signed":true,"size":5})", "approved", "staff", "closed"},
    {R"({"signed":false,"size":5})", "approved", "owner", "closed"},
    {R"({"size":5})", "approved", "owner", "closed"},
    {R"({"signed":false})", "approved", "owner", "lifecycle.condition_fails"},
    {R"({"signed":true})", "approved", "nobody", "lifecycle.not_by_actor"},
    {"{}", "refused", "staff", "closed"},
    {"{}", "Refused", "staff", "lifecycle.no_transition"},
    {R"({"size":6})", "doubled", "owner", "gone"},
    {R"({"size":5})", "doubled", "owner", "closed"},
    {R"({"size":9223372036854775807})", "doubled", "owner", "arithmetic.overflow"},
    {R"({"parts":[{"name":"p","size":1,"until":"2026-11-20T08:00:00Z"},{"name":"q","size":1,"until":"2026-11-20T08:00:01Z"},
                  {"name":"r","size":1},{"name":"s","size":1,"until":"2025-01-01T00:00:00Z"}]})",
     "counted", "owner", "closed"},
    {R"({"parts":[{"name":"p","size":1,"until":"2026-11-20T08:00:01Z"}]})", "counted", "owner",
     "lifecycle.condition_fails"},
    {"{}", "named", "owner", "gone"},
    {R"({"second":"y"})", "named", "owner", "lifecycle.condition_fails"},
    {R"({"first":"x"})", "named", "owner", "lifecycle.condition_fails"},
    {R"({"terms":{"most":1,"kind":"x","tags":["g0","g1"]}})", "termed", "owner", "gone"},
    {R"({"terms":{"most":1,"kind":"y","tags":["g1"]}})", "termed", "owner", "lifecycle.condition_fails"},
    {"{}", "termed", "owner", "lifecycle.condition_fails"},
    {R"({"amount":"EUR 5.01"})", "paid", "owner", "gone"},
    {R"({"amount":"EUR 5.00"})", "paid", "owner", "lifecycle.condition_fails"},
    {R"({"amount":"EUR 5.01","rate":"0.49"})", "paid", "owner", "lifecycle.condition_fails"},
    {R"({"amount":"USD 5.01"})", "paid", "owner", "money.currency_mismatch"},
    {R"({"limits":{"x":9,"y":5}})", "mapped", "owner", "gone"},
    {R"({"limits":{"x":9}})", "mapped", "owner", "lifecycle.condition_fails"},
    {"{}", "clock", "", "lifecycle.condition_fails"},
    {"{}", "clock", "owner", "lifecycle.not_by_actor"},
    {R"({"state":"active","until":"2026-11-20T08:00:00Z","size":9})", "clock", "", "gone"},
    {R"({"state":"active","until":"2026-11-20T08:00:00.000001Z","size":9})", "clock", "", "closed"},
    {R"({"state":"active","size":9})", "clock", "", "closed"},
    {R"({"state":"active"})", "clock", "", "lifecycle.condition_fails"},
    {R"({"state":"active","until":"2026-11-19T07:59:59Z"})", "aged", "staff", "gone"},
    {R"({"state":"active","until":"2026-11-19T08:00:00Z"})", "aged", "staff", "lifecycle.condition_fails"},
    {R"({"state":"closed"})", "refused", "staff", "lifecycle.no_transition"},
    {R"({"state":"what is this"})", "refused", "staff", "lifecycle.no_transition"},
};

std::uint32_t LifecycleOf(const schema::Unit& schema, std::string_view record) {
  for (std::uint32_t i = 0; i < schema.lifecycles.size(); ++i) {
    if (schema.records[schema.lifecycles[i].record].name == record) return i;
  }
  return schema::kNone;
}

checked::TestMove MoveOf(const schema::Unit& schema) {
  checked::TestMove move;
  move.lifecycle = LifecycleOf(schema, "Grant");
  move.subject = "grant";
  EXPECT_TRUE(values::ParseInstant("2026-11-20T08:00:00Z", &move.now));
  return move;
}

TEST(Lifecycle, BothEnginesMoveAlike) {
  Compiled compiled{std::string(kPolicy)};
  checked::TestMove move = MoveOf(compiled.schema());
  for (const Row& row : kRows) {
    move.record = Record(row.changes).dump();
    move.event = row.event;
    move.actor = row.actor;
    const trial::Passage passage = compiled.Advance(move);
    EXPECT_EQ(passage.problem, "") << row.changes;
    EXPECT_EQ(passage.reason.empty() ? passage.state : passage.reason, row.expected)
        << row.changes << " " << row.event << " by " << row.actor;
  }
}

TEST(Lifecycle, AFaultNamesItsTransition) {
  Compiled compiled{std::string(kPolicy)};
  const schema::Unit& schema = compiled.schema();
  checked::TestMove move = MoveOf(schema);
  move.record = Record(R"({"size":9223372036854775807})").dump();
  move.event = "doubled";
  move.actor = "owner";
  const trial::Passage passage = compiled.Advance(move);
  ASSERT_LT(passage.site, schema.sites.size());
  EXPECT_EQ(schema.sites[passage.site], "rows.State.waiting.doubled");
  EXPECT_EQ(passage.transition, 3u);
  EXPECT_EQ(passage.state, "waiting");
}

TEST(Lifecycle, ARecordThatDoesNotFitIsToldSo) {
  Compiled compiled{std::string(kPolicy)};
  checked::TestMove move = MoveOf(compiled.schema());
  move.record = R"({"state":"active"})";
  EXPECT_EQ(compiled.Advance(move).problem, "`grant` does not fit its type");
}

TEST(Lifecycle, ConditionsThatMakeSetsHaveTheirOwnScratchMemory) {
  Compiled compiled{std::string(kPolicy)};
  const schema::Unit& schema = compiled.schema();
  ASSERT_EQ(schema.lifecycles.size(), 2u);
  EXPECT_EQ(schema.lifecycles[LifecycleOf(schema, "Grant")].scratch_size, 2 * sizeof(values::Text));
  EXPECT_EQ(schema.lifecycles[LifecycleOf(schema, "Step")].scratch_size, 0u);
}

}  // namespace
}  // namespace bpol
