#include "compiler/repl/session.h"

#include <algorithm>

#include "compiler/diagnostics/render.h"
#include "compiler/repl/decision_text.h"
#include "compiler/repl/explain.h"
#include "compiler/trial/bound_request.h"
#include "compiler/trial/judge.h"
#include "compiler/trial/value_text.h"
#include "compiler/types/type_table.h"
#include "runtime/values/fault.h"

namespace bpol::repl {

using compiler::Compiled;
using compiler::Stage;

namespace {

constexpr char kModule[] = "repl";
constexpr char kTest[] = "the request";
constexpr char kHelp[] =
    "  given NAME             the request of a fixture\n"
    "  set PATH = VALUE       changes it: set consent.status = Revoked\n"
    "  set PATH absent        or: set FACT unavailable\n"
    "  request                shows it as JSON\n"
    "  decide                 the decision\n"
    "  explain                every line that speaks of it, with the values it met\n"
    "  reload                 reads the policy again\n"
    "  help, quit\n"
    "Anything else is an expression, of which the type and the value are shown: age(consent.sca_at) > 180d\n";

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// The first word, and what is behind it.
std::pair<std::string_view, std::string_view> Split(std::string_view line) {
  const std::size_t end = line.find(' ');
  if (end == std::string_view::npos) return {line, {}};
  return {line.substr(0, end), Trimmed(line.substr(end))};
}

std::vector<std::string> FixturesOf(const Compiled& compiled) {
  std::vector<std::string> names;
  for (const symbols::Symbol& symbol : compiled.module.symbols())
    if (symbol.kind == symbols::SymbolKind::Fixture) names.push_back(symbol.name);
  return names;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// The session's own test in what was compiled.
const checked::Test& RequestOf(const Compiled& compiled) {
  const auto& tests = compiled.unit->tests;
  const auto found = std::find_if(tests.rbegin(), tests.rend(), [](const auto& test) { return test.name == kTest; });
  BPOL_CHECK(found != tests.rend(), "the module that was asked about holds the test");
  return *found;
}

// What is asked about a request, and the request.
class Bound {
 public:
  Bound(const Compiled& compiled, const checked::Test& test)
      : parser_(trial::kMaxRequestBytes),
        request_(*compiled.unit, compiled.description->schema, test.action, test.request, parser_) {}

  trial::BoundRequest* operator->() { return &request_; }

 private:
  bind::JsonParser parser_;
  trial::BoundRequest request_;
};

}  // namespace

Result<Session> Session::Open(Compiler compiler) {
  Session session(std::move(compiler));
  const std::string said = session.Reload();
  if (session.project_ == nullptr) return Error{said};
  return session;
}

std::string Session::Greeting() const {
  const schema::Unit& unit = project_->description->schema;
  const std::vector<std::string> fixtures = FixturesOf(*project_);
  std::string text = unit.name + " " + unit.version + "; `help` says what can be asked\n";
  if (!fixtures.empty()) text += "fixtures: " + Joined(fixtures) + "\n";
  return text;
}

std::vector<std::string> Session::Words() const {
  std::vector<std::string> words = {"decide", "explain", "given", "help", "quit", "reload", "request", "set"};
  for (std::string& name : FixturesOf(*project_)) words.push_back(std::move(name));
  return words;
}

std::string Session::Answer(std::string_view line) {
  line = Trimmed(line);
  const auto [word, rest] = Split(line);
  if (line.empty() || line.starts_with("//")) return "";
  if (word == "given" && !rest.empty()) return Given(rest);
  if (word == "set" && !rest.empty()) return Set(rest);
  if (!rest.empty()) return Evaluate(line);
  if (word == "help") return kHelp;
  if (word == "request") return Request();
  if (word == "decide") return Decide();
  if (word == "explain") return Explain();
  if (word == "reload") return Reload();
  return Evaluate(line);
}

// A project with mistakes does not take the place of the one before.
std::string Session::Reload() {
  auto compiled = compiler_({.stop_after = Stage::Lower});
  if (!compiled.ok()) return compiled.error().message + "\n";
  const std::string said =
      diagnostics::RenderText((*compiled)->diagnostics, (*compiled)->sources, diagnostics::Colour::Never);
  if ((*compiled)->diagnostics.has_errors()) return said;
  project_ = std::move(*compiled);
  return said + Greeting();
}

// Each change on a line of its own: what is wrong with one is shown as it was typed.
std::string Session::TestText() const {
  std::string text = "test \"" + std::string(kTest) + "\" { given " + fixture_;
  for (std::size_t i = 0; i < changes_.size(); ++i) text += (i == 0 ? " with\n" : ",\n") + changes_[i];
  return text + "\nexpect permit }\n";
}

std::string Session::NothingGiven() const {
  if (!fixture_.empty()) return "";
  const std::vector<std::string> fixtures = FixturesOf(*project_);
  if (fixtures.empty()) return "the project has no fixture; write one beside its tests: `fixture NAME: ACTION { … }`\n";
  return "no request is set; take a fixture's: given " + fixtures[0] + "\n";
}

Result<std::unique_ptr<Compiled>> Session::Ask(const std::string& declarations, Stage stop_after,
                                               std::string_view read_by) {
  BPOL_TRY(const std::string text, compiler::HeadOfMore(*project_, kModule));
  compiler::Options options;
  options.stop_after = stop_after;
  options.more = text + declarations;
  if (!read_by.empty()) options.question = checked::Question{std::string(read_by), kModule, "it"};
  BPOL_TRY(std::unique_ptr<Compiled> compiled, compiler_(options));
  if (!compiled->diagnostics.has_errors()) return compiled;
  return Error{diagnostics::RenderText(compiled->diagnostics, compiled->sources, diagnostics::Colour::Never)};
}

std::string Session::Given(std::string_view fixture) {
  const std::string before = std::exchange(fixture_, std::string(fixture));
  std::vector<std::string> changes = std::exchange(changes_, {});
  const auto asked = Ask(TestText(), Stage::Check);
  if (asked.ok()) return "";
  fixture_ = before;
  changes_ = std::move(changes);
  return asked.error().message;
}

std::string Session::Set(std::string_view change) {
  if (std::string nothing = NothingGiven(); !nothing.empty()) return nothing;
  const std::vector<std::string> before = changes_;
  // A path that is set again has its last value.
  const auto path = [](std::string_view text) { return Split(text).first; };
  std::erase_if(changes_, [&](const std::string& each) { return path(each) == path(change); });
  changes_.emplace_back(change);
  const auto asked = Ask(TestText(), Stage::Check);
  if (asked.ok()) return "";
  changes_ = before;
  return asked.error().message;
}

std::string Session::Request() {
  if (std::string nothing = NothingGiven(); !nothing.empty()) return nothing;
  const auto asked = Ask(TestText(), Stage::Check);
  return asked.ok() ? RequestOf(**asked).request + "\n" : asked.error().message;
}

std::string Session::Decide() {
  if (std::string nothing = NothingGiven(); !nothing.empty()) return nothing;
  const auto asked = Ask(TestText(), Stage::Lower);
  if (!asked.ok()) return asked.error().message;
  const Compiled& compiled = **asked;
  const auto judge =
      trial::MakePlainJudge({*compiled.unit, compiled.description->schema, compiled.description->functions},
                            compiled.project.manifest.test_keys);
  const checked::Test& test = RequestOf(compiled);
  return DecisionText(judge->Decide(test.action, test.request).json);
}

std::string Session::Explain() {
  if (std::string nothing = NothingGiven(); !nothing.empty()) return nothing;
  const auto asked = Ask(TestText(), Stage::Lower);
  if (!asked.ok()) return asked.error().message;
  const checked::Test& test = RequestOf(**asked);
  Bound bound(**asked, test);
  if (!bound->misfit().empty()) return "the request does not fit: " + bound->misfit() + "\n";
  return repl::Explain(**asked, test.action, bound->evaluator());
}

std::string Session::Evaluate(std::string_view expression) {
  if (std::string nothing = NothingGiven(); !nothing.empty()) return nothing;
  auto action = Ask(TestText(), Stage::Check);
  if (!action.ok()) return action.error().message;
  const std::string name = (*action)->unit->schema.actions[RequestOf(**action).action].name;
  const auto asked = Ask("let it = " + std::string(expression) + "\n" + TestText(), Stage::Lower, name);
  if (!asked.ok()) return asked.error().message;
  const Compiled& compiled = **asked;
  const checked::Test& test = RequestOf(compiled);
  const auto& cells = compiled.unit->actions[test.action].cells;
  const auto cell = std::find_if(cells.rbegin(), cells.rend(), [](const auto& each) { return each.name == "it"; });
  BPOL_CHECK(cell != cells.rend(), "the action reads what was asked");
  Bound bound(compiled, test);
  if (!bound->misfit().empty()) return "the request does not fit: " + bound->misfit() + "\n";
  schema::Unit& schema = (*asked)->unit->schema;
  const std::string type = types::TypeTable(schema, 0).Name(cell->type);
  const evaluate::Maybe value = bound->evaluator().ReadCell(static_cast<std::uint32_t>(cells.rend() - cell - 1));
  if (!value) return "fault " + std::string(values::FaultCode(bound->evaluator().ended().fault)) + "\n";
  return trial::TextOf(schema, cell->type.type, *value) + ": " + type + "\n";
}

}  // namespace bpol::repl
