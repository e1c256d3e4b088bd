#include "compiler/invariants/search.h"

#include <algorithm>
#include <array>

#include "compiler/checked/children.h"
#include "compiler/invariants/shrink.h"
#include "runtime/decision/decision.h"

namespace bpol::invariants {

using checked::ExprId;

namespace {

constexpr std::size_t kMostKept = 400;   // requests to go on from
constexpr std::size_t kMostChanges = 3;  // of one step
constexpr int kResponses = 3;            // for one request
constexpr std::size_t kSteps = 4;        // for one request that is tried: some changes lead nowhere

// The expressions of a condition, also inside of the cells that it reads.
class Parts {
 public:
  Parts(const checked::Unit& unit, const checked::Action& action) : unit_(unit), action_(action) {}

  void Add(ExprId id) {
    if (!id.valid() || !met_.insert(id.index).second) return;
    const checked::Node& node = unit_.At(id).node;
    for (const ExprId child : checked::Children(node)) Add(child);
    if (const auto* read = std::get_if<checked::CellRead>(&node))
      for (const ExprId child : checked::Children(action_.cells[read->cell])) Add(child);
  }
  std::vector<std::uint32_t> Take() const { return {met_.begin(), met_.end()}; }

 private:
  const checked::Unit& unit_;
  const checked::Action& action_;
  std::set<std::uint32_t> met_;
};

// Of a text, the same on every machine (FNV-1a).
std::uint64_t NumberOf(std::string_view text) {
  std::uint64_t number = 0xcbf2'9ce4'8422'2325;
  for (const char c : text) number = (number ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3;
  return number;
}

}  // namespace

Search::Search(const Subject& subject, trial::Panel& panel, const checked::Invariant& invariant,
               const checked::InvariantCase& about, const Settings& settings)
    : subject_(subject),
      panel_(panel),
      invariant_(invariant),
      about_(about),
      settings_(settings),
      random_(settings.seed ^ NumberOf(invariant.name + subject.ActionAt(about.action).name)),
      requests_(subject, about.action, random_),
      parser_(trial::kMaxRequestBytes) {
  const checked::Action& action = subject.unit.actions[about.action];
  Parts parts(subject.unit, action);
  parts.Add(about.condition);
  parts_ = parts.Take();
  if (about.condition.valid()) of_condition_ = ConditionsOf(subject, about.action, std::array{about.condition});
  of_action_ = ConditionsOf(subject, about.action, action.live_roots);
  if (std::holds_alternative<checked::NeverReveal>(invariant.claim))
    responses_.emplace(subject, about.action, requests_.samples(), random_);
  finding_.action = about.action;
  finding_.always = !about.condition.valid();
}

// Every fixture and test of the action, each once; where there is none, a request from the types alone.
std::vector<Json> Search::Beginnings() {
  std::vector<Json> beginnings;
  const auto add = [&](std::uint32_t action, const std::string& request) {
    if (action == about_.action) beginnings.push_back(Json::parse(request));
  };
  for (const checked::Fixture& fixture : subject_.unit.fixtures) add(fixture.action, fixture.request);
  for (const checked::Test& test : subject_.unit.tests) add(test.action, test.request);
  if (beginnings.empty()) beginnings.push_back(requests_.FromSchema());
  return beginnings;
}

void Search::Sweep() {
  for (const checked::Fixture& fixture : subject_.unit.fixtures) {
    if (fixture.action != about_.action) continue;
    trial::BoundRequest bound(subject_.unit, subject_.schema, about_.action, fixture.request, parser_);
    const decision::Value* frame = bound.misfit().empty() ? &bound.frame() : nullptr;
    for (const Condition& condition : of_condition_) {
      for (const Json& request : requests_.Each(Json::parse(fixture.request), condition, frame)) {
        if (finding_.counter_example || finding_.tally.tried >= settings_.tries / 2) return;
        Try(request);
      }
    }
  }
}

Finding Search::Run() {
  for (const Json& request : Beginnings()) {
    if (finding_.counter_example || finding_.tally.tried == settings_.tries) break;
    Try(request);
  }
  Sweep();
  for (std::size_t steps = 0; steps < kSteps * settings_.tries; ++steps) {
    if (finding_.counter_example || finding_.tally.tried >= settings_.tries) break;
    const std::optional<Json> request =
        kept_.empty() || of_action_.empty() ? requests_.FromSchema() : Changed(Origin());
    if (request) Try(*request);
  }
  if (finding_.counter_example) Shrink();
  return std::move(finding_);
}

// In one of three cases one with the effect, in one of three one under the condition: most changes lead away from both.
const Search::Kept& Search::Origin() {
  std::vector<std::size_t> wanted;
  const std::size_t side = random_.Below(3);
  for (std::size_t i = 0; i < kept_.size(); ++i)
    if ((side == 1 && kept_[i].reached) || (side == 2 && kept_[i].held)) wanted.push_back(i);
  return wanted.empty() ? random_.Pick(kept_) : kept_[random_.Pick(wanted)];
}

std::optional<Json> Search::Changed(const Kept& from) {
  // From the one side towards the other.
  const int towards_condition = from.reached && !from.held ? 75 : from.held && !from.reached ? 15 : 40;
  const bool condition = !of_condition_.empty() && random_.Chance(towards_condition);
  const std::vector<Condition>& conditions = condition ? of_condition_ : of_action_;
  Json request = from.request;
  trial::BoundRequest bound(subject_.unit, subject_.schema, about_.action, request.dump(), parser_);
  const decision::Value* frame = bound.misfit().empty() ? &bound.frame() : nullptr;
  const std::size_t changes = 1 + std::min(random_.Below(kMostChanges), random_.Below(kMostChanges));
  for (std::size_t i = 0; i < changes; ++i)
    if (!requests_.Change(request, random_.Pick(conditions), frame)) return std::nullopt;
  return request;
}

void Search::AskCondition(trial::BoundRequest& bound, Verdict& verdict) {
  if (!about_.condition.valid()) {
    verdict.held = true;
    return;
  }
  seen_.assign(subject_.unit.exprs.size(), 0);
  bound.evaluator().SetSeen(&seen_);
  const std::optional<bool> holds = bound.evaluator().Holds(about_.condition);
  verdict.held = holds.value_or(false);
  verdict.faulted = !holds;
}

std::string Search::Novelty(const Verdict& verdict, const std::string& decision) const {
  std::string novelty = verdict.reached ? "+" : "-";
  for (const std::uint32_t part : parts_)
    if (!seen_.empty() && seen_[part] != 0) novelty += std::to_string(part) + (seen_[part] == 1 ? "f" : "t");
  const Json said = Json::parse(decision);
  for (const Json& reason : said.at("reasons"))
    novelty += reason.at("rule").get<std::string>() + reason.at("reason").get<std::string>();
  return novelty + said.at("effect").get<std::string>();
}

Search::Verdict Search::Judge(const Json& request) {
  Verdict verdict;
  const std::string text = request.dump();
  trial::BoundRequest bound(subject_.unit, subject_.schema, about_.action, text, parser_);
  verdict.fits = bound.misfit().empty();
  if (!verdict.fits) return verdict;
  AskCondition(bound, verdict);
  const trial::Panel::Outcome outcome = panel_.Decide(about_.action, text);
  const auto* effect = std::get_if<checked::NeverEffect>(&invariant_.claim);
  verdict.reached = outcome.ruling.effect == (effect != nullptr ? effect->effect : schema::Effect::Permit);
  verdict.novelty = Novelty(verdict, outcome.ruling.json);
  const bool broken = effect != nullptr && verdict.reached && verdict.held;
  if (!broken && !outcome.native) return verdict;
  finding_.counter_example =
      CounterExample{outcome.native ? CounterExample::Kind::Disagreed : CounterExample::Kind::Broken,
                     request,
                     outcome.ruling.json,
                     outcome.native ? outcome.native->json : std::string(),
                     nullptr,
                     nullptr};
  return verdict;
}

void Search::Count(const Verdict& verdict) {
  Tally& tally = finding_.tally;
  ++tally.tried;
  if (!verdict.fits) return;
  ++tally.fitting;
  if (verdict.reached) ++tally.reached;
  if (verdict.held) ++tally.held;
  if (verdict.faulted) ++tally.faulted;
}

void Search::Try(const Json& request) {
  const Verdict verdict = Judge(request);
  Count(verdict);
  if (finding_.counter_example || !verdict.fits) return;
  if (responses_ && verdict.reached && verdict.held) ShowResponses(request);
  if (kept_.size() < kMostKept && novelties_.insert(verdict.novelty).second)
    kept_.push_back({request, verdict.reached, verdict.held});
}

// The request was decided last, and permitted.
void Search::ShowResponses(const Json& request) {
  const auto& claim = std::get<checked::NeverReveal>(invariant_.claim);
  const std::uint32_t type = subject_.ActionAt(about_.action).response;
  for (int i = 0; i < kResponses && !finding_.counter_example; ++i) {
    const Json response = responses_->Next(request);
    if (Watched(subject_.schema, type, claim, response).empty()) continue;
    const trial::Panel::Answer answer = panel_.Redact(response.dump());
    const Json reply = Json::parse(answer.reply.body, nullptr, false);
    if (answer.native) {
      finding_.counter_example = CounterExample{
          CounterExample::Kind::Disagreed, request, answer.reply.body, answer.native->body, response, nullptr};
    } else if (answer.reply.problem.empty()) {
      ++finding_.tally.shown;
      if (Reveals(subject_.schema, type, claim, response, reply))
        finding_.counter_example = CounterExample{CounterExample::Kind::Broken, request, {}, {}, response, reply};
    }
  }
}

bool Search::Breaks(const Json& request, const Json& response, CounterExample& example) {
  finding_.counter_example.reset();
  const Verdict verdict = Judge(request);
  const bool disagreed = finding_.counter_example && finding_.counter_example->kind == CounterExample::Kind::Disagreed;
  if (!verdict.fits || !verdict.reached || !verdict.held || disagreed) return false;
  if (const auto* claim = std::get_if<checked::NeverReveal>(&invariant_.claim)) {
    const trial::Panel::Answer answer = panel_.Redact(response.dump());
    const Json reply = Json::parse(answer.reply.body, nullptr, false);
    const std::uint32_t type = subject_.ActionAt(about_.action).response;
    if (!answer.reply.problem.empty() || !Reveals(subject_.schema, type, *claim, response, reply)) return false;
    example.reply = reply;
  } else {
    example.decision = finding_.counter_example->decision;
  }
  return true;
}

void Search::Shrink() {
  CounterExample example = *finding_.counter_example;
  if (example.kind == CounterExample::Kind::Broken) {
    CounterExample said;  // of the smallest one, which is tried last
    const auto breaks = [&](const Json& request, const Json& response) { return Breaks(request, response, said); };
    invariants::Shrink(subject_, about_.action, breaks, example);
    BPOL_CHECK(breaks(example.request, example.response), "what was made smaller still breaks the invariant");
    example.decision = said.decision;
    example.reply = said.reply;
  }
  finding_.counter_example = std::move(example);
}

}  // namespace bpol::invariants
