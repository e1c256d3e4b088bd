#include "compiler/trial/judge.h"

#include <optional>

#include "compiler/evaluate/plain_transitions.h"
#include "runtime/bind/frame_reader.h"
#include "runtime/bind/object_decoder.h"
#include "runtime/unit/native_engine.h"
#include "runtime/unit/native_transitions.h"

namespace bpol::trial {
namespace {

class PlainJudge final : public Judge {
 public:
  PlainJudge(const evaluate::PlainEngine::Program& program, const keys::KeyRing& keys, Recording* recording)
      : Judge(program.schema, keys),
        program_{program.unit,  program.schema, program.functions, recording ? &recording->seen : program.seen,
                 &key_source(), program.work},
        recording_(recording) {}

 private:
  decision::Engine& Begin(std::uint32_t action, const std::byte* frame, Arena& arena) override {
    const schema::Record& record = program_.schema.records[program_.schema.actions[action].frame];
    engine_.emplace(program_, action, bind::ReadRecord(program_.schema, record, frame, arena), arena);
    if (recording_ == nullptr) return *engine_;
    return recorder_.emplace(*engine_, *recording_);
  }

  decision::Held AskObject(std::uint32_t function, std::uint32_t record, const std::byte* object,
                           Arena& arena) override {
    const schema::Unit& unit = program_.schema;
    return engine_->RunObjectCondition(function, bind::ReadRecord(unit, unit.records[record], object, arena));
  }

  decision::TransitionConditions& Ask(const schema::Lifecycle& lifecycle, const std::byte* record, values::Instant now,
                                      Arena& arena) override {
    const schema::Unit& unit = program_.schema;
    const decision::Value value = bind::ReadRecord(unit, unit.records[lifecycle.record], record, arena);
    return transitions_.emplace(program_, value, now, arena);
  }

  void Decided(std::uint32_t action, const decision::Decision& decision) override {
    if (recording_ != nullptr) recording_->Add(action, decision);
  }
  void Shown(std::uint32_t action) override {
    if (recording_ != nullptr) recording_->shown.insert(action);
  }
  void Advanced(const Passage& passage) override {
    const bool moved = passage.problem.empty() && passage.reason.empty();
    if (recording_ != nullptr && moved) recording_->taken.insert({passage.lifecycle, passage.transition});
  }

  const evaluate::PlainEngine::Program program_;
  Recording* const recording_;  // null: nothing is kept
  std::optional<evaluate::PlainEngine> engine_;
  std::optional<RecordingEngine> recorder_;
  std::optional<evaluate::PlainTransitions> transitions_;
};

class NativeJudge final : public Judge {
 public:
  NativeJudge(const unit::PolicyUnit& policy, const keys::KeyRing& keys)
      : Judge(policy.schema(), keys), policy_(policy) {}

 private:
  decision::Engine& Begin(std::uint32_t action, const std::byte* frame, Arena& arena) override {
    return engine_.emplace(policy_, policy_.schema().actions[action], frame, arena, &key_source());
  }

  decision::Held AskObject(std::uint32_t function, std::uint32_t, const std::byte* object, Arena&) override {
    return engine_->RunObjectCondition(function, object);
  }

  decision::TransitionConditions& Ask(const schema::Lifecycle& lifecycle, const std::byte* record, values::Instant now,
                                      Arena& arena) override {
    return transitions_.emplace(policy_, lifecycle, record, now, arena, &key_source());
  }

  const unit::PolicyUnit& policy_;
  std::optional<unit::NativeEngine> engine_;
  std::optional<unit::NativeTransitions> transitions_;
};

// As `bpol eval` has requests.
class JsonHost final : public Host {
 public:
  explicit JsonHost(std::string_view request) : request_(request) {}
  Framed Bind(const schema::Unit& unit, const schema::Action& action, Arena& arena,
              bind::JsonParser& parser) const override {
    return {.request = bind::DecodeRequest(unit, action, request_, arena, parser)};
  }

 private:
  std::string_view request_;
};

keys::UnitKeys KeysOf(const schema::Unit& schema, const keys::KeyRing& keys) {
  auto made = keys::UnitKeys::Make(schema, keys, keys::UnitKeys::Lacking::Withheld);
  BPOL_CHECK(made.ok(), "keys that may be lacking are never refused");
  return std::move(*made);
}

}  // namespace

Judge::Judge(const schema::Unit& schema, const keys::KeyRing& keys)
    : schema_(schema), plan_(schema), keys_(KeysOf(schema, keys)), parser_(kMaxRequestBytes) {}

Ruling Judge::Decide(std::uint32_t action, std::string_view request) {
  return Decide(action, JsonHost(request));
}

Ruling Judge::Decide(std::uint32_t action, const Host& host) {
  arena_.Reset();
  engine_ = nullptr;
  decision::Decision decision(arena_);
  const schema::Action& declared = schema_.actions[action];
  const auto [bound, refusal] = host.Bind(schema_, declared, arena_, parser_);
  if (!refusal.empty()) {
    decision::RefuseByBinding(decision, refusal);
  } else if (bound.misfit) {
    decision::Refuse(decision, bound.misfit->fault, bound.misfit->site, bound.misfit->path);
  } else {
    action_ = action;
    frame_ = bound.frame;
    engine_ = &Begin(action, bound.frame, arena_);
    decision::Decide(plan_, declared, *engine_, arena_, decision);
    Decided(action, decision);
  }
  return {decision::ToJson(schema_, decision, decision::UnitPart::With), decision.effect, decision.fault.fault,
          decision.fault.site};
}

Passage Judge::Advance(const checked::TestMove& move) {
  Arena arena;
  const schema::Lifecycle& lifecycle = schema_.lifecycles[move.lifecycle];
  const schema::Record& type = schema_.records[lifecycle.record];
  const std::byte* record = bind::DecodeWholeObject(schema_, lifecycle.record, move.record, arena, parser_);
  if (record == nullptr) return {.problem = "`" + move.subject + "` does not fit its type"};
  decision::TransitionConditions& conditions = Ask(lifecycle, record, move.now, arena);
  const decision::Move made =
      decision::Advance(lifecycle, decision::StateOf(schema_, lifecycle, record), {move.event, move.actor}, conditions);
  const schema::Enum& states = schema_.enums[schema_.types[type.fields[lifecycle.state].type].declaration];
  Passage passage{.state = states.members[made.state].name,
                  .reason = std::string(decision::ReasonOf(made)),
                  .lifecycle = move.lifecycle,
                  .transition = made.transition,
                  .site = made.fault.site};
  Advanced(passage);
  return passage;
}

std::unique_ptr<Judge> MakePlainJudge(const evaluate::PlainEngine::Program& program, const keys::KeyRing& keys,
                                      Recording* recording) {
  return std::make_unique<PlainJudge>(program, keys, recording);
}

std::unique_ptr<Judge> MakeNativeJudge(const unit::PolicyUnit& policy, const keys::KeyRing& keys) {
  return std::make_unique<NativeJudge>(policy, keys);
}

}  // namespace bpol::trial
