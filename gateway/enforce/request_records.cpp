// RequestFlow: the record of a request, and the answers that are ours.
#include <openssl/sha.h>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/enforce/answer.h"
#include "gateway/enforce/request_flow.h"
#include "gateway/http/interaction_id.h"
#include "runtime/values/time_text.h"

namespace bpol::enforce {
namespace {

namespace asio = boost::asio;

using Durable = void(audit::Durability);

// Submits a record and resumes on this core when it is on disk. What is not accepted counts as lost.
Task<audit::Durability> SubmitDurably(CoreState& core, std::string_view payload) {
  using Token = asio::use_awaitable_t<Executor>;
  co_return co_await asio::async_initiate<const Token, Durable>(
      [&core, payload](auto handler) {
        // The log wants a copyable function; the handler is called once.
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        const auto resume = [&core, shared](audit::Durability durability) {
          asio::post(core.context, [shared, durability] { std::move (*shared)(durability); });
        };
        const audit::Submitted submitted = core.shared.audit.Submit(core.core, audit::Kind::Decision, payload, resume);
        if (submitted != audit::Submitted::Accepted) resume(audit::Durability::Lost);
      },
      Token{});
}

std::string NowText(std::chrono::system_clock::time_point now) {
  return audit::FormatTimestamp(now);
}

}  // namespace

Recorded RequestFlow::WhatIsRecorded() const {
  Recorded recorded;
  recorded.id = record_id_;
  recorded.interaction_id = interaction_id_;
  recorded.method = exchange_.request().method;
  if (route_ != nullptr) recorded.route = route_->route->path;
  if (token_ != nullptr) recorded.client = token_->client_id;
  recorded.subject = subject_;
  recorded.peer = exchange_.connection().peer_address;
  return recorded;
}

// False: the decision could not be recorded as this route asks, the client was told 503, and the flow ends.
Task<bool> RequestFlow::RecordDecision() {
  const std::string payload = DecisionRecord(WhatIsRecorded(), &unit_->schema(), action_, &*decision_);
  if (route_->audit == config::AuditMode::Buffered) {
    // A ring that is full loses the record and counts it; a record that does not fit at all would hide what was
    // decided.
    const audit::Submitted submitted = core_.shared.audit.SubmitBuffered(core_.core, audit::Kind::Decision, payload);
    recorded_ = submitted == audit::Submitted::Accepted;
    if (submitted != audit::Submitted::TooLarge) co_return true;
  } else {
    const audit::Durability durability = co_await SubmitDurably(core_, payload);
    recorded_ = durability == audit::Durability::Durable;
    if (recorded_) co_return true;
  }
  http::ProblemDocument problem = Problem(503, "audit.unavailable", "the decision could not be recorded");
  co_await Refuse(std::move(problem));
  co_return false;
}

http::ProblemDocument RequestFlow::Problem(int status, std::string_view reason, std::string_view detail) {
  http::ProblemDocument problem;
  problem.status = status;
  problem.reason = reason;
  problem.detail = detail;
  return problem;
}

Task<RequestFlow::Next> RequestFlow::RefuseWith(int status, std::string_view reason, std::string_view detail) {
  http::ProblemDocument problem = Problem(status, reason, detail);
  co_return co_await Refuse(std::move(problem));
}

Task<RequestFlow::Next> RequestFlow::Refuse(http::ProblemDocument problem, http::FieldList more) {
  problem.interaction_id = interaction_id_;
  if (unit_) static_cast<void>(more.Add("bpol-unit", unit_->label()));
  if (!decision_) {
    Recorded recorded = WhatIsRecorded();
    recorded.reason = problem.reason;
    recorded.status = problem.status;
    const std::string payload = DecisionRecord(recorded, nullptr, nullptr, nullptr);
    recorded_ =
        core_.shared.audit.SubmitBuffered(core_.core, audit::Kind::Decision, payload) == audit::Submitted::Accepted;
  }
  co_await exchange_.Refuse(problem, more);
  Finish({.status = problem.status, .reason = problem.reason});
  co_return Next::Ended;
}

Task<RequestFlow::Next> RequestFlow::AnswerDecision() {
  if (decision_->effect == schema::Effect::Review && !decision_->challenge && !HoldForReview())
    co_return co_await RefuseWith(403, "review.queue_full", "too many requests wait for review");
  Refused refused = AnswerTo(unit_->schema(), *decision_, core_.shared.config.identity.audience);
  http::FieldList more;
  if (!refused.challenge.empty()) static_cast<void>(more.Add("www-authenticate", refused.challenge));
  if (decision_->effect == schema::Effect::Review && !decision_->challenge)
    static_cast<void>(more.Add("bpol-review", record_id_));
  co_return co_await Refuse(std::move(refused.problem), std::move(more));
}

bool RequestFlow::HoldForReview() {
  Review review;
  review.id = record_id_;
  review.action = action_->name;
  review.reason = decision::ReasonCode(unit_->schema(), *decision_);
  review.unit = unit_->label();
  review.interaction_id = interaction_id_;
  review.held_at = NowText(now_);
  for (const decision::Reason& reason : decision_->reasons)
    if (reason.kind == decision::Reason::Kind::Line) review.lines.push_back(unit_->schema().lines[reason.index].id);
  for (const std::uint32_t line : approved_) review.lines.push_back(unit_->schema().lines[line].id);
  review.digest = Digest();
  return core_.shared.reviews.Hold(std::move(review));
}

RequestDigest RequestFlow::Digest() const {
  std::string text = action_->name;
  for (const std::string_view part :
       {std::string_view(exchange_.request().method), std::string_view(exchange_.request().target),
        std::string_view(token_->client_id), std::string_view(token_->subject), std::string_view(body_)})
    (text += '\0') += part;
  RequestDigest digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return digest;
}

void RequestFlow::Finish(Outcome outcome) {
  outcome.latency = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started_);
  outcome.region = region_;
  if (unit_) outcome.unit = &unit_->schema();
  outcome.counts = counts_;
  if (unit_) outcome.keys = &unit_->keys();
  if (recorded_)
    core_.shared.audit.SubmitBuffered(core_.core, audit::Kind::Outcome, OutcomeRecord(record_id_, outcome));
  const std::string_view effect = decision_ ? decision::EffectName(decision_->effect) : "deny";
  core_.shared.access_log.Submit(core_.core, AccessLine(WhatIsRecorded(), outcome, effect,
                                                        unit_ ? std::string_view(unit_->label()) : std::string_view()));
}

}  // namespace bpol::enforce
