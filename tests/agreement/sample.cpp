#include "tests/agreement/sample.h"

#include "tests/agreement/generate/request_writer.h"

namespace bpol::agreement {
namespace {

constexpr int kPercentDirected = 80;

std::uint64_t StateOf(std::uint64_t seed, std::uint32_t unit) {
  return Random(seed).Fork(unit + 1).Next();
}

}  // namespace

Sample::Sample(std::uint64_t seed, std::uint32_t unit) : state_(StateOf(seed, unit)), policy_(DrawPolicy(state_)) {}

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

}  // namespace bpol::agreement
