#include "tests/agreement/sample.h"

#include <algorithm>

#include "tests/agreement/generate/request_writer.h"
#include "tests/agreement/test_writer.h"
#include "tests/agreement/wire_case.h"

namespace bpol::agreement {
namespace {

constexpr int kPercentDirected = 80;
constexpr int kPercentTested = 20;
constexpr int kPercentWired = 25;
constexpr std::uint64_t kWireStream = std::uint64_t{1} << 33;
constexpr std::uint64_t kTestStream = std::uint64_t{1} << 32;  // requests have those below

std::uint64_t StateOf(std::uint64_t seed, std::uint32_t unit) {
  return Random(seed).Fork(unit + 1).Next();
}

}  // namespace

Sample::Sample(std::uint64_t seed, std::uint32_t unit) : state_(StateOf(seed, unit)), policy_(DrawPolicy(state_)) {
  AddTests();
}

// What the tests of a unit expect is what the plain evaluator says of the unit without them.
void Sample::AddTests() {
  Random random = Random(state_).Fork(kTestStream);
  if (!random.Chance(kPercentTested)) return;
  auto engines = Engines::Compile(policy_.files);
  if (!engines.ok()) return;  // whoever compiles it next says why
  policy_.AddModule("tests", DrawTests(random, policy_.vocabulary, **engines));
}

void Sample::Begin(const Engines& engines) {
  engines_ = &engines;
  goals_.emplace(engines);
  for (const schema::Line& line : engines.schema().lines) lines_.push_back(line.id);
}

Draft Sample::DrawDraft(Random& random) {
  RequestWriter writer(random, policy_.vocabulary);
  const std::optional<Goals::Goal> goal = random.Chance(kPercentDirected) ? goals_->Pick(random) : std::nullopt;
  if (goal) {
    Draft made = *goal->reached;
    writer.Vary(made.request, goal->reads.names, goal->reads.numbers);
    if (made.has_response) writer.Vary(made.response, goal->reads.names, goal->reads.numbers);
    return made;
  }
  Draft made;
  made.action = static_cast<std::uint32_t>(random.Below(policy_.vocabulary.actions.size()));
  const GivenAction& action = policy_.vocabulary.actions[made.action];
  made.request = writer.Draw(action, lines_);
  made.has_response = action.response != kNone;
  if (made.has_response) made.response = writer.Response(action);
  return made;
}

Case Sample::Next() {
  if (last_ != nullptr) goals_->Learn(last_);
  Random random = Random(state_).Fork(++next_);
  last_ = std::make_shared<const Draft>(DrawDraft(random));
  RequestWriter writer(random, policy_.vocabulary);
  Case made{.action = last_->action, .request = writer.Text(last_->request)};
  if (last_->has_response) made.response = writer.Text(last_->response);
  return made;
}

std::optional<Case> Sample::OverTheWire() {
  Random random = Random(state_).Fork(kWireStream + next_);
  if (!random.Chance(kPercentWired)) return std::nullopt;
  const std::vector<schema::Route>& routes = engines_->schema().routes;
  std::vector<std::uint32_t> fitting;
  for (std::uint32_t i = 0; i < routes.size(); ++i)
    if (routes[i].action == last_->action) fitting.push_back(i);
  if (fitting.empty()) return std::nullopt;
  auto [given, same] = ToWire(random, engines_->schema(), random.Pick(fitting), last_->request);
  return Case{.action = last_->action, .request = std::move(same), .wire = ToJson(given)};
}

}  // namespace bpol::agreement
