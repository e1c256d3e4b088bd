// Judge::Redact: the redactor of the gateway, its conditions answered by this judge's engine.
#include <cstring>

#include "compiler/trial/judge.h"
#include "runtime/bind/object_decoder.h"
#include "runtime/redact/redactor.h"

namespace bpol::trial {
namespace {

redact::Answer AnswerOf(const decision::Held& held) {
  if (!held.ok()) return redact::Answer::Faulted;
  return held.holds ? redact::Answer::Holds : redact::Answer::Fails;
}

std::string_view WhatIs(redact::Problem::Kind kind) {
  using Kind = redact::Problem::Kind;
  switch (kind) {
    case Kind::None:
      break;
    case Kind::Malformed:
      return "is not JSON";
    case Kind::Duplicate:
      return "names a member twice";
    case Kind::TooDeep:
      return "is nested too deep";
    case Kind::TooLarge:
      return "is larger than its limit";
    case Kind::Misfit:
      return "does not fit its type";
  }
  BPOL_CHECK(false, "only a response with a problem is described");
}

std::string Describe(const redact::Problem& problem) {
  const std::string place = problem.path.empty() ? "the response" : "`" + problem.path + "` of the response";
  return place + " " + std::string(WhatIs(problem.kind));
}

}  // namespace

class Judge::Objects final : public redact::ObjectConditions {
 public:
  explicit Objects(Judge& judge) : judge_(judge) {}

  bool Load(std::uint32_t record, std::span<const schema::Live> live, std::string_view json) override {
    arena_.Reset();
    record_ = record;
    object_ = bind::DecodeObject(judge_.schema_, record, live, json, arena_, judge_.parser_);
    return object_ != nullptr;
  }
  redact::Answer Ask(std::uint32_t function) override {
    return AnswerOf(judge_.AskObject(function, record_, object_, arena_));
  }

 private:
  Judge& judge_;
  Arena arena_;
  std::uint32_t record_ = 0;
  const std::byte* object_ = nullptr;
};

values::Date Judge::Today() const {
  const schema::Action& action = schema_.actions[action_];
  values::Instant now = 0;
  std::memcpy(&now, frame_ + schema_.records[action.frame].fields[action.now].offset, sizeof now);
  return values::DateOfInstantUtc(now);
}

Reply Judge::Redact(std::string_view response) {
  BPOL_CHECK(engine_ != nullptr, "a request was decided");
  const std::uint32_t redaction = schema_.actions[action_].redaction;
  if (redaction == schema::kNone) return {{}, "the action declares no response"};
  const auto plan = redact::Plan::Make(schema_, schema_.redactions[redaction]);
  if (!plan.ok()) return {{}, plan.error().message};
  Shown(action_);
  return Apply(*plan, response);
}

Reply Judge::Apply(const redact::Plan& plan, std::string_view response) {
  Objects objects(*this);
  std::vector<redact::Answer> answers;
  for (const std::uint32_t function : plan.request_functions())
    answers.push_back(AnswerOf(engine_->RunCondition(function)));
  redact::Context context;
  context.request = answers;
  context.objects = &objects;
  context.keys = &keys_;
  context.today = Today();
  redact::Redactor redactor;
  redactor.Start(plan, context);
  Reply reply;
  if (!redactor.Feed(response, reply.body) || !redactor.Finish(reply.body)) return {{}, Describe(redactor.problem())};
  return reply;
}

}  // namespace bpol::trial
