#include "bench/decisions/engines.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "bench/decisions/calls.h"
#include "compiler/evaluate/plain_engine.h"
#include "runtime/bind/frame_reader.h"
#include "runtime/bind/request_json.h"
#include "runtime/unit/native_engine.h"

namespace bpol::bench {
namespace {

// What was said of a request that did not fit: the fault alone.
Said ReadAnswer(const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text);
  Said said;
  said.effect = json.at("effect");
  for (const auto& reason : json.at("reasons")) said.reasons.push_back(reason.at("reason"));
  if (json.contains("obligations")) said.obligations = json.at("obligations");
  if (json.contains("regions")) said.regions = json.at("regions");
  if (json.contains("challenge")) said.acr = json.at("challenge").value("acr", "");
  if (json.contains("scores")) {
    for (const auto& [name, score] : json.at("scores").items())
      said.scores.push_back(name + "=" + score.at("value").dump() + "," + score.at("band").get<std::string>());
  }
  return said;
}

// A request in the engine's own typed form, or the fault that it is.
template <typename Frame>
struct Bound {
  std::optional<Frame> frame;
  bind::Misfit misfit;
};

std::vector<std::uint32_t> ActionsOf(const Subject& subject) {
  if (!subject.actions.empty()) return subject.actions;
  return std::vector<std::uint32_t>(subject.requests.size(), subject.action);
}

// `Made` is what an engine is built from; Way knows how.
template <typename Way>
class EngineContestant final : public Contestant {
 public:
  explicit EngineContestant(const Subject& subject)
      : way_(subject), requests_(subject.requests), actions_(ActionsOf(subject)) {
    for (std::size_t i = 0; i < requests_.size(); ++i) bound_.push_back(Bind(i, kept_));
  }

  void DecideTyped(Order order) override {
    for (const std::uint16_t request : order) {
      work_.Reset();
      DecideOne(request, bound_[request]);
    }
  }

  void DecideJson(Order order) override {
    for (const std::uint16_t request : order) {
      work_.Reset();
      DecideOne(request, Bind(request, work_));
    }
  }

  std::string Answer(std::size_t request) override {
    work_.Reset();
    decision::Decision decision(work_);
    Fill(request, bound_[request], decision);
    return ReadAnswer(decision::ToJson(way_.schema(), decision, decision::UnitPart::Without)).Text();
  }

 private:
  using Frame = typename Way::Frame;

  Bound<Frame> Bind(std::size_t request, Arena& arena) {
    bind::BoundRequest read = bind::DecodeRequest(way_.schema(), ActionOf(request), requests_[request], arena, parser_);
    if (read.misfit) return {std::nullopt, std::move(read.misfit)};
    return {way_.FrameOf(actions_[request], read.frame, arena), std::nullopt};
  }

  const schema::Action& ActionOf(std::size_t request) const { return way_.schema().actions[actions_[request]]; }

  void DecideOne(std::size_t request, const Bound<Frame>& bound) {
    decision::Decision decision(work_);
    Fill(request, bound, decision);
    Keep(decision);
  }

  void Fill(std::size_t request, const Bound<Frame>& bound, decision::Decision& decision) {
    if (bound.misfit) return decision::Refuse(decision, bound.misfit->fault, bound.misfit->site, bound.misfit->path);
    auto engine = way_.Begin(actions_[request], *bound.frame, work_);
    way_.Decide(request, ActionOf(request), engine, work_, decision);
  }

  Way way_;
  const std::vector<std::string>& requests_;
  const std::vector<std::uint32_t> actions_;  // of each request
  Arena kept_;                                // the typed requests
  Arena work_;
  bind::JsonParser parser_;
  std::vector<Bound<Frame>> bound_;
};

class NativeWay {
 public:
  using Frame = const std::byte*;
  using Engine = unit::NativeEngine;
  explicit NativeWay(const Subject& subject) : unit_(*subject.pack->native) {}

  const schema::Unit& schema() const { return unit_.schema(); }
  Frame FrameOf(std::uint32_t, const std::byte* frame, Arena&) const { return frame; }
  void Decide(std::size_t, const schema::Action& action, Engine& engine, Arena& arena,
              decision::Decision& decision) const {
    unit::Decide(unit_, action, engine, arena, decision);
  }
  Engine Begin(std::uint32_t action, Frame frame, Arena& arena) const {
    return {unit_, unit_.schema().actions[action], frame, arena};
  }

 protected:
  const decision::Plan& plan() const { return unit_.plan(); }

 private:
  const unit::PolicyUnit& unit_;
};

class UnheardWay : public NativeWay {
 public:
  explicit UnheardWay(const Subject& subject) : NativeWay(subject), calls_(subject.requests.size()) {}

  void Decide(std::size_t request, const schema::Action& action, Engine& engine, Arena& arena,
              decision::Decision& decision) {
    if (!calls_[request].empty()) return calls_[request].Repeat(engine);
    Recorder recorder(engine, calls_[request]);
    decision::Decide(plan(), action, recorder, arena, decision);
  }

 private:
  std::vector<Calls> calls_;
};

class PlainWay {
 public:
  using Frame = decision::Value;
  explicit PlainWay(const Subject& subject)
      : program_{*subject.pack->compiled->unit, subject.pack->compiled->description->schema,
                 subject.pack->compiled->description->functions},
        plan_(program_.schema) {}

  const schema::Unit& schema() const { return program_.schema; }
  void Decide(std::size_t, const schema::Action& action, decision::Engine& engine, Arena& arena,
              decision::Decision& decision) const {
    decision::Decide(plan_, action, engine, arena, decision);
  }
  Frame FrameOf(std::uint32_t action, const std::byte* frame, Arena& arena) const {
    return bind::ReadRecord(schema(), schema().records[schema().actions[action].frame], frame, arena);
  }
  evaluate::PlainEngine Begin(std::uint32_t action, const Frame& frame, Arena& arena) const {
    return {program_, action, frame, arena};
  }

 private:
  const evaluate::PlainEngine::Program program_;
  const decision::Plan plan_;
};

}  // namespace

std::unique_ptr<Contestant> MakeNative(const Subject& subject) {
  return std::make_unique<EngineContestant<NativeWay>>(subject);
}

std::unique_ptr<Contestant> MakeNativeUnheard(const Subject& subject) {
  return std::make_unique<EngineContestant<UnheardWay>>(subject);
}

std::unique_ptr<Contestant> MakePlain(const Subject& subject) {
  return std::make_unique<EngineContestant<PlainWay>>(subject);
}

}  // namespace bpol::bench
