#include "compiler/check/tests.h"

#include <algorithm>
#include <set>

#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/move_columns.h"
#include "compiler/check/obligations.h"
#include "compiler/check/test_request.h"
#include "compiler/syntax/printer.h"
#include "runtime/decision/decision.h"
#include "runtime/values/fault.h"

namespace bpol::check {

using symbols::ModuleId;
using syntax::LineEffect;

namespace {

Fixtures ReadFixtures(Session& session) {
  Fixtures fixtures;
  session.ForEach<syntax::FixtureDecl>(
      [&](ModuleId module, const syntax::File& file, const syntax::FixtureDecl& node, const syntax::Declaration&) {
        const symbols::SymbolId symbol = session.SymbolOf(module, symbols::Space::Fixture, node.name);
        std::optional<Fixture> fixture = ReadFixture(session, module, file, node);
        if (symbol.valid() && fixture) fixtures.emplace(symbol.index, std::move(*fixture));
      });
  return fixtures;
}

// Every reason code that a decision about an action can name.
std::set<std::string> ReasonsOf(const Session& session, std::uint32_t action) {
  std::set<std::string> reasons{"no_rule_permits", "no_line_matches", "residency.no_lawful_region"};
  for (std::uint32_t fault = 1; fault < values::kFaultCount; ++fault)
    reasons.emplace(values::FaultCode(static_cast<values::Fault>(fault)));
  const schema::Unit& schema = session.unit.schema;
  for (const auto* blocks : {&schema.actions[action].blocks, &schema.actions[action].residencies}) {
    for (const std::uint32_t block : *blocks) {
      for (const std::uint32_t line : schema.blocks[block].lines) {
        reasons.insert(schema.lines[line].reason);
        for (const schema::Require& require : schema.lines[line].requires_) reasons.insert(require.reason);
      }
    }
  }
  return reasons;
}

// Whether all lines that were written were understood.
enum class Lines { Whole, MayLack };

class TestReader {
 public:
  TestReader(Session& session, const Fixtures& fixtures, Lines lines, ModuleId module, const syntax::File& file)
      : session_(session), fixtures_(fixtures), lines_(lines), module_(module), file_(file) {}

  void Scenario(const syntax::ScenarioTest& node) {
    const std::optional<Fixture> fixture = ReadGiven(session_, fixtures_, module_, file_, node.given);
    if (!fixture) return;
    checked::Test test = Begin(node.title, *fixture, node.title.value);
    if (node.happening) return Happens(node, *fixture, std::move(test));
    if (node.response.valid()) {
      if (const std::optional<Json> body = ReadUntyped(session_, file_, node.response)) test.response = body->dump();
    }
    for (const syntax::Expectation& expectation : node.expectations)
      std::visit([&](const auto& expected) { Expect(expected, expectation.span, test); }, expectation.node);
    session_.unit.tests.push_back(std::move(test));
  }

  // A test for each row.
  void Table(const syntax::TableTest& node) {
    const std::optional<Fixture> base = ReadGiven(session_, fixtures_, module_, file_, node.given);
    if (!base) return;
    MoveColumns moves(session_, module_, file_, node.rows);
    if (moves.any() && !moves.CheckHeading()) return;
    std::vector<std::optional<FixturePlace>> places;
    for (const syntax::Path& column : node.rows.columns) {
      places.emplace_back();
      if (moves.Has(places.size() - 1)) continue;
      if (IsExpectation(column)) {
        if (moves.any()) return Undecided(column.span);
        continue;
      }
      places.back() = FindPlace(session_, module_, base->action, column);
      if (!places.back()) return;
    }
    std::size_t number = 0;
    for (const syntax::Row& row : node.rows.rows) {
      Fixture fixture = *base;
      checked::Test test = Begin(node.title, fixture, node.title.value + ", row " + std::to_string(++number));
      test.span = row.span;
      bool good = Cells(node.rows.columns, places, moves, row, fixture, test);
      test.request = RequestText(session_, fixture);
      if (moves.any() && good) {
        const std::optional<checked::TestMove> move = moves.Read(row, fixture);
        if (move) test.moves.push_back(*move);
        good = move.has_value();
      }
      if (good) session_.unit.tests.push_back(std::move(test));
    }
  }

 private:
  // A test of lifecycles: an event decides nothing.
  void Happens(const syntax::ScenarioTest& node, const Fixture& fixture, checked::Test test) {
    bool good = !node.response.valid();
    if (!good) Undecided(file_.expr(node.response).span);
    for (const syntax::Expectation& expectation : node.expectations) {
      const auto* expected = std::get_if<syntax::MoveExpectation>(&expectation.node);
      if (expected == nullptr) Undecided(expectation.span);
      const auto move =
          expected == nullptr ? std::nullopt : ReadMove(session_, module_, *node.happening, *expected, fixture);
      good = good && move;
      if (move) test.moves.push_back(*move);
    }
    if (good && !test.moves.empty()) session_.unit.tests.push_back(std::move(test));
  }

  void Undecided(Span span) {
    session_.report.Add(Code::TestOfLifecycle, span, "an event changes records; it decides nothing",
                        "ask for the decision in a test of its own");
  }

  // `effect`, `reason`, `obligations`, the name of a score, and the factors of one.
  bool IsExpectation(const syntax::Path& column) const {
    const std::string name = column.Dotted();
    return name == "effect" || name == "reason" || name == "obligations" || ScoreOf(column) != nullptr;
  }

  const schema::Score* ScoreOf(const syntax::Path& column) const {
    const bool factors = column.parts.size() == 2 && column.parts[1].text == "factors";
    if (column.parts.size() != 1 && !factors) return nullptr;
    const symbols::SymbolId symbol = session_.module.Find(module_, symbols::Space::Value, column.parts[0].text);
    if (!symbol.valid() || session_.module.symbol(symbol).kind != symbols::SymbolKind::Score) return nullptr;
    const std::uint32_t index = session_.IndexOf(symbol);
    return index == kNone ? nullptr : &session_.unit.schema.scores[index];
  }

  checked::Test Begin(const syntax::Text& title, const Fixture& fixture, std::string name) {
    checked::Test test;
    test.name = std::move(name);
    test.action = fixture.action;
    test.request = RequestText(session_, fixture);
    test.span = title.span;
    return test;
  }

  // `now` first: what else stands in the row leans on the row's.
  bool Cells(const std::vector<syntax::Path>& columns, const std::vector<std::optional<FixturePlace>>& places,
             const MoveColumns& moves, const syntax::Row& row, Fixture& fixture, checked::Test& test) {
    bool good = true;
    for (const bool of_now : {true, false}) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (moves.Has(i) || (columns[i].Dotted() == "now") != of_now) continue;
        good = Cell(columns[i], places[i], row.cells[i], fixture, test) && good;
      }
    }
    return good;
  }

  bool Cell(const syntax::Path& column, const std::optional<FixturePlace>& place, const syntax::Cell& cell,
            Fixture& fixture, checked::Test& test) {
    if (cell.kind == syntax::CellKind::Empty) return true;
    const std::string name = column.Dotted();
    if (name == "effect") {
      if (cell.kind != syntax::CellKind::Effect) return NoEffect(cell);
      Effect(cell.effect, cell.span, test);
      return true;
    }
    if (cell.kind != syntax::CellKind::Value) {
      session_.report.Add(Code::UnknownTestColumn, cell.span, "an effect stands under `effect`");
      return false;
    }
    if (name == "reason") {
      const auto* literal = std::get_if<syntax::Literal>(&file_.expr(cell.value).node);
      if (literal != nullptr && literal->kind == syntax::LiteralKind::String)
        return Reason({literal->text, cell.span}, test);
      session_.report.Add(Code::UnknownTestColumn, cell.span, "a reason stands in quotes");
      return false;
    }
    if (name == "obligations") return Obligations(cell, test);
    if (const schema::Score* score = ScoreOf(column))
      return column.parts.size() == 1 ? ScoreValue(*score, cell, test) : ScoreFactors(*score, cell, test);
    if (SaysUnavailable(cell, *place)) {
      TakeAway(*place, fixture.request);
      return true;
    }
    Scope scope{.module = module_, .file = &file_, .now = fixture.now};
    return Change(session_, scope, *place, name, cell.value, cell.span, fixture);
  }

  // `unavailable` under a fact or a signal; a member of that name is written behind its enum.
  bool SaysUnavailable(const syntax::Cell& cell, const FixturePlace& place) const {
    const auto* name = std::get_if<syntax::NameExpr>(&file_.expr(cell.value).node);
    return place.may_be_away && name != nullptr && name->name.text == "unavailable";
  }

  // What stands in a cell: `a`, or `{a, b}`.
  std::vector<syntax::ExprId> ElementsOf(const syntax::Cell& cell) const {
    const auto* set = std::get_if<syntax::SetLiteral>(&file_.expr(cell.value).node);
    return set == nullptr ? std::vector{cell.value} : set->elements;
  }

  // `audit`, `{audit, drop("a")}`, `{}` for none.
  bool Obligations(const syntax::Cell& cell, checked::Test& test) {
    test.asks_obligations = true;
    for (const syntax::ExprId id : ElementsOf(cell)) {
      const syntax::Expr& expr = file_.expr(id);
      if (const auto* name = std::get_if<syntax::NameExpr>(&expr.node)) {
        Obligation({name->name, {}, {}, expr.span}, test);
      } else if (const auto* call = std::get_if<syntax::Call>(&expr.node)) {
        Obligation({call->function, call->arguments, {}, expr.span}, test);
      } else {
        session_.report.Add(Code::UnknownTestColumn, expr.span, "an obligation stands under `obligations`",
                            "write `{audit, drop(\"name\")}`, or `{}` for none");
      }
    }
    return true;
  }

  static checked::ExpectedScore& Expected(const schema::Score& score, checked::Test& test) {
    for (checked::ExpectedScore& known : test.expected_scores) {
      if (known.name == score.name) return known;
    }
    test.expected_scores.emplace_back();
    test.expected_scores.back().name = score.name;
    return test.expected_scores.back();
  }

  // A number, or `absent` where nothing reads the score.
  bool ScoreValue(const schema::Score& score, const syntax::Cell& cell, checked::Test& test) {
    checked::ExpectedScore& expected = Expected(score, test);
    expected.asks_value = true;
    const auto* literal = std::get_if<syntax::Literal>(&file_.expr(cell.value).node);
    if (literal != nullptr && literal->kind == syntax::LiteralKind::Absent) return true;
    Scope scope{.module = module_, .file = &file_};
    ExprChecker checker(session_, scope);
    const Typed number = checker.As(cell.value, session_.Scalar(TypeKind::Int));
    const std::optional<decision::Value> value = checker.Constant(number, cell.span);
    if (value) expected.value = value->integer;
    return value.has_value();
  }

  bool ScoreFactors(const schema::Score& score, const syntax::Cell& cell, checked::Test& test) {
    checked::ExpectedScore& expected = Expected(score, test);
    expected.asks_factors = true;
    for (const syntax::ExprId id : ElementsOf(cell)) {
      const auto* name = std::get_if<syntax::NameExpr>(&file_.expr(id).node);
      if (name == nullptr || std::ranges::find(score.factors, name->name.text) == score.factors.end()) {
        session_.report.Add(Code::UnknownTestColumn, file_.expr(id).span,
                            name == nullptr ? "a factor stands here by its name, without quotes"
                                            : Quote(score.name) + " has no factor " + Quote(name->name.text),
                            "it has " + QuoteAll(score.factors));
        return false;
      }
      expected.factors.push_back(name->name.text);
    }
    return true;
  }

  bool NoEffect(const syntax::Cell& cell) {
    const auto* name = cell.value.valid() ? std::get_if<syntax::NameExpr>(&file_.expr(cell.value).node) : nullptr;
    session_.report.Add(Code::UnknownTestColumn, cell.span,
                        "an effect is `permit`, `challenge`, `review` or `deny`" +
                            (name == nullptr ? "" : ", not " + Quote(name->name.text)));
    return false;
  }

  bool Reason(const syntax::Text& reason, checked::Test& test) {
    test.expected_reason = reason.value;
    const std::set<std::string> reasons = ReasonsOf(session_, test.action);
    // What was wrong elsewhere may have taken the line that gives it.
    if (reasons.contains(reason.value) || lines_ == Lines::MayLack) return true;
    Advice help = NearestOrAll(reason.value, std::vector<std::string_view>(reasons.begin(), reasons.end()));
    if (help.empty()) help = "a line's reason is what stands behind its `reason`, or else its name";
    session_.report.Add(Code::ReasonNeverGiven, reason.span,
                        "no line of " + Quote(session_.unit.schema.actions[test.action].name) + " has the reason " +
                            Quote(reason.value),
                        std::move(help));
    return false;
  }

  void Effect(LineEffect effect, Span span, checked::Test& test) {
    if (effect == LineEffect::Serve)
      session_.report.Add(Code::EffectNotAllowed, span, "a decision is `permit`, `challenge`, `review` or `deny`");
    test.expected_effect = SpellingOf(effect);
  }

  void Expect(const syntax::EffectExpectation& expected, Span span, checked::Test& test) {
    Effect(expected.effect, span, test);
    if (expected.reason) Reason(*expected.reason, test);
    for (const syntax::Oblige& oblige : expected.obligations) Obligation(oblige, test);
    for (const syntax::Text& region : expected.regions) {
      test.expected_regions.push_back(region.value);
      if (std::ranges::find(session_.project.regions, region.value) == session_.project.regions.end())
        session_.report.Add(Code::UnknownRegion, region.span, Quote(region.value) + " is not a region of the manifest");
    }
    if (!expected.challenge || !expected.challenge->acr) return;
    test.expected_acr = expected.challenge->acr->value;
    const std::vector<std::string>& acrs = session_.unit.schema.acrs;
    if (std::ranges::find(acrs, test.expected_acr) == acrs.end())
      session_.report.Add(Code::UnknownAcr, expected.challenge->acr->span,
                          Quote(test.expected_acr) + " is not declared by any `acr`");
  }

  // As decisions print it: `name:argument,argument`.
  void Obligation(const syntax::Oblige& oblige, checked::Test& test) {
    test.asks_obligations = true;
    const std::uint32_t index = FindObligation(session_, module_, oblige);
    if (index == kNone) return;
    const std::vector<std::uint32_t> parameters = session_.unit.schema.obligations[index].parameters;
    if (!IsBareAudit(oblige) && oblige.arguments.size() != parameters.size()) {
      session_.report.Add(Code::ObligationArguments, oblige.span,
                          Quote(oblige.obligation.text) + " takes " + std::to_string(parameters.size()) + " values");
      return;
    }
    std::string printed = oblige.obligation.text;
    Scope scope{.module = module_, .file = &file_};
    ExprChecker checker(session_, scope);
    for (std::size_t i = 0; i < oblige.arguments.size(); ++i) {
      const Typed typed = checker.As(oblige.arguments[i], {parameters[i], false});
      const std::optional<decision::Value> value = checker.Constant(typed, file_.expr(oblige.arguments[i]).span);
      if (!value) return;
      printed += (i == 0 ? ":" : ",") +
                 decision::Print(session_.unit.schema, session_.unit.schema.types[parameters[i]], *value);
    }
    test.expected_obligations.push_back(std::move(printed));
  }

  void Expect(const syntax::MoveExpectation& expected, Span, checked::Test&) {
    session_.report.Add(Code::TestOfLifecycle, expected.fact.span,
                        "nothing happens here that " + Quote(expected.fact.text) + " could change by",
                        "say what happens behind `given`: `on withdrawn by customer`, `on clock`");
  }

  void Expect(const syntax::ResponseExpectation& expected, Span, checked::Test& test) {
    if (const std::optional<Json> body = ReadUntyped(session_, file_, expected.response))
      test.expected_response = body->dump();
  }

  Session& session_;
  const Fixtures& fixtures_;
  const Lines lines_;
  ModuleId module_;
  const syntax::File& file_;
};

}  // namespace

void CheckTests(Session& session) {
  const Lines lines = session.report.has_errors() ? Lines::MayLack : Lines::Whole;
  const Fixtures fixtures = ReadFixtures(session);
  for (const auto& [symbol, fixture] : fixtures)
    session.unit.fixtures.push_back(
        {session.module.symbol({symbol}).name, fixture.action, RequestText(session, fixture)});
  for (std::uint32_t i = 0; i < session.module.files().size(); ++i) {
    const syntax::File& file = session.module.files()[i];
    TestReader reader(session, fixtures, lines, session.module.ModuleOfFile(i), file);
    for (const syntax::Declaration& declaration : file.declarations) {
      if (const auto* scenario = std::get_if<syntax::ScenarioTest>(&declaration.node)) reader.Scenario(*scenario);
      if (const auto* table = std::get_if<syntax::TableTest>(&declaration.node)) reader.Table(*table);
    }
  }
}

}  // namespace bpol::check
