// What Conditions is certain of is held against the plain evaluator: random conditions over a small world, of which
// every request is tried. A certainty that one request contradicts is a failure; what a policy author is told must
// never be wrong.
#include "compiler/analyse/conditions.h"

#include <gtest/gtest.h>

#include <random>

#include "compiler/check/check.h"
#include "compiler/evaluate/evaluator.h"
#include "compiler/parse/parse.h"
#include "compiler/resolve/resolve.h"
#include "compiler/source/source_map.h"
#include "runtime/values/money.h"

namespace bpol::analyse {
using decision::Value;

namespace {

constexpr int kLines = 6;

// A policy of random conditions, one a line.
class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  std::string Policy() {
    std::string text = R"(
enum Kind { a, b, c }
record Part { k: Int 0..2 }
record World { n: Int 0..3  m: Int 0..3  o: Int 0..2?  kind: Kind  flag: Bool  text: String  part: Part?  paid: Money }
record Grant { state: Kind  n: Int 0..2 }
action Do {
    context: World
    key id: String
}
fact grant: Grant? from store grants by id
def few(value: Int): Bool = value < 2
let clear = context.flag or context.n == 3
consent Granted uses grant as g {
    over when g.state == c
    used when g.n > 0 and context.flag
}
rules All for Do {
)";
    for (int line = 0; line < kLines; ++line)
      text += "    deny line" + std::to_string(line) + " when " + Condition(3) + "\n";
    return text + "}\n";
  }

 private:
  int Below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random_); }
  std::string Number(int end) { return std::to_string(Below(end)); }
  std::string Order() {
    static const char* const kOrders[] = {"==", "!=", "<", "<=", ">", ">="};
    return std::string(" ") + kOrders[Below(6)] + " ";
  }
  std::string Kind() { return std::string(1, "abc"[Below(3)]); }

  std::string Condition(int depth) {
    const int form = depth == 0 ? 0 : Below(6);
    if (form == 0 || form == 1) return Atom();
    if (form == 2) return "not (" + Condition(depth - 1) + ")";
    const std::string joint = form == 3 ? " or " : " and ";
    return "((" + Condition(depth - 1) + ")" + joint + "(" + Condition(depth - 1) + "))";
  }

  std::string Atom() {
    switch (Below(18)) {
      case 0:
        return "context.n" + Order() + Number(4);
      case 1:
        return "context.n in {" + Number(4) + ", " + Number(4) + "}";
      case 2:
        return Below(2) == 0 ? "context.o is present" : "context.o is absent";
      case 3:
        return "(context.o is present and context.o" + Order() + Number(3) + ")";
      case 4:
        return "(context.o ?? " + Number(3) + ")" + Order() + Number(3);
      case 5:
        return "context.kind == " + Kind();
      case 6:
        return "context.kind in {" + Kind() + ", " + Kind() + "}";
      case 7:
        return "context.flag";
      case 8:
        return "context.text == \"" + Kind() + "\"";
      case 9:
        return "context.text in {\"" + Kind() + "\", \"" + Kind() + "\"}";
      case 10:
        return "(context.part is absent or context.part.k" + Order() + Number(3) + ")";
      case 11:
        return "context.paid" + Order() + (Below(4) == 0 ? "GBP " : "EUR ") + Number(3) + ".00";
      case 12:
        return "(if context.flag then context.n else context.m)" + Order() + Number(4);
      case 13:
        return "(match context.kind { a -> context.flag, b -> context.n < 2, otherwise -> context.m == 1 })";
      case 14:
        return "few(context." + std::string(1, "nm"[Below(2)]) + ")";
      case 15:
        return "context.n" + Order() + "context.m";
      case 16:
        return Below(2) == 0 ? "clear" : "context.text starts with \"" + Kind() + "\"";
      default: {
        static const char* const kVerdicts[] = {"", " is missing", " is over", " is used"};
        return std::string("Granted") + kVerdicts[Below(4)];
      }
    }
  }

  std::mt19937 random_;
};

// Every request of the small world.
class World {
 public:
  explicit World(const checked::Unit& unit) : unit_(unit) {}

  template <typename Visit>
  void ForEach(Visit&& visit) {
    const Value text[] = {Value::Text("a"), Value::Text("b"), Value::Text("other")};
    const Value paid[] = {Euro(0), Euro(100), Euro(250), Value::Of(values::Money{100, Pound()})};
    const Value grants[] = {Value::Absent(), Grant(0, 0), Grant(1, 2), Grant(2, 0), Grant(2, 1)};
    for (int i = 0; i < 4 * 4 * 4 * 3 * 2 * 3 * 4 * 4 * 5; ++i) {
      if (i % 7 != 0) continue;  // coprime with each count: all values meet, in one request of seven
      int rest = i;
      const auto take = [&](int count) {
        const int digit = rest % count;
        rest /= count;
        return digit;
      };
      const int grant = take(5);
      const Value fields[] = {Value::Int(take(4)), Value::Int(take(4)), Optional(take(4)), Value::Int(take(3)),
                              Value::Int(take(2)), text[take(3)],       PartOf(take(4)),   paid[take(4)]};
      visit(Frame(Value::Record(fields), grants[grant]));
    }
  }

 private:
  static values::Currency Pound() { return values::PackCurrency('G', 'B', 'P'); }
  static Value Euro(std::int64_t cents) { return Value::Of(values::Money{cents, values::PackCurrency('E', 'U', 'R')}); }
  static Value Optional(int digit) { return digit == 3 ? Value::Absent() : Value::Int(digit); }
  Value PartOf(int digit) {
    part_ = Value::Int(digit);
    return digit == 3 ? Value::Absent() : Value::Record({&part_, 1});
  }
  Value Grant(int state, int n) {
    const std::span<Value> fields = memory_.AllocateArray<Value>(2);
    fields[0] = Value::Int(state);
    fields[1] = Value::Int(n);
    return Value::Record(fields);
  }
  Value Frame(const Value& context, const Value& grant) {
    frame_.clear();
    for (const schema::Field& field : unit_.schema.records[unit_.schema.actions[0].frame].fields)
      frame_.push_back(field.name == "context" ? context : field.name == "grant" ? grant : Value::Text("key"));
    return Value::Record(frame_);
  }

  const checked::Unit& unit_;
  Arena memory_;
  Value part_;
  std::vector<Value> frame_;
};

// What was seen of lines over all requests: whether some request made it true, or false, or one true and another false.
struct Seen {
  bool holds[kLines] = {}, fails[kLines] = {};
  bool apart[kLines][kLines] = {};
};

Seen Try(const checked::Unit& unit) {
  Seen seen;
  const std::vector<checked::Line>& lines = unit.actions[0].blocks[0].lines;
  World(unit).ForEach([&](const Value& frame) {
    Arena arena;
    std::optional<bool> answers[kLines];
    for (int i = 0; i < kLines; ++i)
      answers[i] = evaluate::Evaluator(unit, unit.actions[0], frame, arena).Holds(lines[i].when);
    for (int i = 0; i < kLines; ++i) {
      seen.holds[i] = seen.holds[i] || answers[i].value_or(false);
      seen.fails[i] = seen.fails[i] || !answers[i].value_or(true);
      for (int j = 0; j < kLines; ++j)
        seen.apart[i][j] = seen.apart[i][j] || (answers[i].value_or(false) && !answers[j].value_or(true));
    }
  });
  return seen;
}

struct Tally {
  int units = 0, never = 0, always = 0, implied = 0, shown = 0;
};

void Compare(const checked::Unit& unit, Tally& tally, const std::string& policy) {
  const Seen seen = Try(unit);
  const std::vector<checked::Line>& lines = unit.actions[0].blocks[0].lines;
  Conditions conditions(unit, unit.actions[0], Known::AsWritten);
  for (int i = 0; i < kLines; ++i) {
    const Truth truth = conditions.TruthOf(lines[i].when);
    ASSERT_FALSE(truth == Truth::Never && seen.holds[i]) << "line" << i << policy;
    ASSERT_FALSE(truth == Truth::Always && seen.fails[i]) << "line" << i << policy;
    tally.never += truth == Truth::Never;
    tally.always += truth == Truth::Always;
    for (int j = 0; j < kLines; ++j) {
      const Claim claims[] = {{lines[i].when, true}, {lines[j].when, false}};
      const bool can = conditions.CanBeTrue(claims);
      ASSERT_FALSE(!can && seen.apart[i][j]) << "line" << i << " and not line" << j << policy;
      tally.implied += i != j && !seen.apart[i][j];
      tally.shown += i != j && !can;
    }
  }
  ++tally.units;
}

// Small worlds are drawn until enough of them have no fixed comparison, which the checker refuses.
TEST(Conditions, NothingThatIsCertainIsWrong) {
  constexpr int kUnits = 300;
  Tally tally;
  for (std::uint32_t seed = 0; tally.units < kUnits && seed < 50 * kUnits; ++seed) {
    const std::string policy = Writer(seed).Policy();
    source::SourceMap sources;
    Diagnostics diagnostics;
    const std::vector<syntax::File> files = {parse::Parse(sources.Add("world.bpol", policy), diagnostics)};
    const symbols::Module module = resolve::Resolve(files, diagnostics);
    const checked::Unit unit = check::Check(module, {}, diagnostics);
    if (diagnostics.has_errors()) {
      for (const Diagnostic& each : diagnostics.all())
        ASSERT_EQ(each.code, Code::FixedComparison) << each.message << policy;
      continue;
    }
    ASSERT_NO_FATAL_FAILURE(Compare(unit, tally, policy));
  }
  EXPECT_EQ(tally.units, kUnits);
  // Silence would be right too, and useless.
  EXPECT_GT(tally.never, 10);
  EXPECT_GT(tally.always, 10);
  EXPECT_GT(tally.shown * 2, tally.implied) << tally.shown << " of " << tally.implied;
}

}  // namespace
}  // namespace bpol::analyse
