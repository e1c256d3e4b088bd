#include "gateway/enforce/request_flow.h"

#include <algorithm>

#include "gateway/enforce/answer.h"
#include "gateway/http/interaction_id.h"
#include "gateway/http/media_type.h"
#include "runtime/bind/fact_key.h"

namespace bpol::enforce {
namespace {

// With which the client sends a request again that a human has released.
constexpr std::string_view kReviewHeader = "bpol-review";

std::optional<identity::Sha256Hash> FingerprintOf(const net::ConnectionInfo& connection) {
  if (!connection.client_certificate) return std::nullopt;
  return connection.client_certificate->sha256;
}

std::vector<std::string_view> AuthorizationFields(const http::FieldList& fields) {
  std::vector<std::string_view> values;
  for (const http::Field field : fields)
    if (http::SameName(field.name, "authorization")) values.push_back(field.value);
  return values;
}

// What a fault of a fact names.
std::uint32_t SiteOf(const schema::Unit& unit, std::string_view name) {
  const auto site = std::ranges::find(unit.sites, name);
  return site == unit.sites.end() ? schema::kNone : static_cast<std::uint32_t>(site - unit.sites.begin());
}

}  // namespace

RequestFlow::RequestFlow(CoreState& core, net::Exchange& exchange)
    : core_(core),
      exchange_(exchange),
      memory_(core.Take()),
      interaction_id_(http::InteractionIdOf(exchange.request().fields)),
      record_id_(http::NewInteractionId()),
      upstream_headers_(memory_->arena) {}

RequestFlow::~RequestFlow() {
  decision_.reset();
  engine_.reset();
  core_.GiveBack(std::move(memory_));
}

Task<void> RequestFlow::Run() {
  Next next = co_await FindUnitAndRoute();
  if (next == Next::Continue) next = co_await Identify();
  if (next == Next::Continue) next = co_await ReadBody();
  if (next == Next::Continue) next = co_await Bind();
  if (next == Next::Continue) next = co_await Decide();
  if (next == Next::Continue) co_await Forward();
}

Task<RequestFlow::Next> RequestFlow::FindUnitAndRoute() {
  unit_ = core_.shared.publication.Acquire(core_.core);
  if (!unit_) co_return co_await RefuseWith(503, "unit.none", "no policy unit is loaded");
  const http::RequestHead& head = exchange_.request();
  bind::NoRoute why;
  auto match = unit_->routes().Match(head.method, head.path(), memory_->arena, why);
  if (!match) {
    if (why == bind::NoRoute::Path) co_return co_await RefuseWith(404, "route.unknown", "no route has this path");
    http::FieldList allow;
    static_cast<void>(allow.Add("allow", unit_->routes().Allow(head.path())));
    http::ProblemDocument problem = Problem(405, "route.method", "this path has other methods");
    co_return co_await Refuse(std::move(problem), std::move(allow));
  }
  match_ = *match;
  route_ = &unit_->route(match_.route);
  action_ = route_->action;
  co_return Next::Continue;
}

Task<RequestFlow::Next> RequestFlow::Identify() {
  const net::ConnectionInfo& connection = exchange_.connection();
  const std::vector<std::string_view> fields = AuthorizationFields(exchange_.request().fields);
  std::optional<identity::TokenFault> fault = identity::CheckQuery(exchange_.request().query());
  if (!fault) {
    const auto now = std::chrono::floor<std::chrono::seconds>(now_);
    identity::TokenResult result = core_.verifier.Verify(fields, now, FingerprintOf(connection));
    if (auto* token = std::get_if<identity::Token>(&result)) {
      token_ = std::move(*token);
      subject_ = core_.shared.pseudonyms.Of("subject", token_->subject);
    } else {
      fault = std::get<identity::TokenFault>(result);
    }
  }
  if (!fault && connection.client_certificate) {
    certificate_ = core_.certificates.Read(connection.client_certificate->sha256, connection.client_certificate->der);
    if (!certificate_) fault = identity::TokenFault::CertificateMisfit;
  }
  if (fault) {
    const identity::Refusal& refusal = identity::RefusalOf(*fault);
    http::FieldList challenge;
    static_cast<void>(
        challenge.Add("www-authenticate", identity::BearerChallenge(refusal, core_.shared.config.identity.audience)));
    http::ProblemDocument problem = Problem(refusal.status, refusal.reason, refusal.description);
    co_return co_await Refuse(std::move(problem), std::move(challenge));
  }
  co_return Next::Continue;
}

Task<RequestFlow::Next> RequestFlow::ReadBody() {
  http::CollectedBody body = co_await http::Collect(exchange_.body(), core_.shared.config.limits.request_body);
  if (body.kind == http::BodyStep::Kind::Reset) {
    http::ProblemDocument problem = http::ProblemOf(body.why, interaction_id_);
    co_return co_await Refuse(std::move(problem));
  }
  body_ = std::move(body.bytes);
  if (action_->body == schema::kNone && !body_.empty()) {
    http::ProblemDocument problem = Problem(400, "input.misfit", "this action takes no body");
    problem.path = "body";
    co_return co_await Refuse(std::move(problem));
  }
  const std::string_view type = exchange_.request().fields.FindOnly("content-type");
  const bool is_json = http::SameName(http::MediaTypeOf(type), "application/json") && http::IsForUtf8(type);
  if (action_->body != schema::kNone && !is_json)
    co_return co_await RefuseWith(415, "body.media_type", "the body should be application/json, in UTF-8");
  if (exchange_.request().fields.Contains("content-encoding"))
    co_return co_await RefuseWith(415, "body.encoding", "an encoded body is not accepted");
  co_return Next::Continue;
}

Task<RequestFlow::Next> RequestFlow::Bind() {
  bind::FrameWriter writer(unit_->schema(), *action_, memory_->arena, core_.parser);
  decision_.emplace(memory_->arena);
  writer.SetNow(std::chrono::duration_cast<std::chrono::microseconds>(now_.time_since_epoch()).count());
  SetApproved(writer);
  const bind::HttpWireSource wire(exchange_.request(), exchange_.connection(), match_.variables, token_.get(),
                                  certificate_.get(), memory_->arena);
  bind::Misfit misfit = route_->binder.Bind(wire, writer);
  if (!misfit && action_->body != schema::kNone) misfit = writer.SetBody(body_);
  if (!misfit)
    misfit = bind::TakeUpstreamHeaders(unit_->schema(), *route_->route, writer, memory_->arena, memory_->printing,
                                       upstream_headers_);
  if (misfit) {
    decision::Refuse(*decision_, misfit->fault, schema::kNone, misfit->path);
    const bool recorded = co_await RecordDecision();
    if (!recorded) co_return Next::Ended;
    co_return co_await AnswerDecision();
  }
  FetchFacts(writer);
  frame_ = writer.frame();
  SetResource(writer);
  co_return Next::Continue;
}

// `resource = account else deny "code"`: decides alone when the fact is not there, and denies as any read of it would
// when it cannot be known.
void RequestFlow::SetResource(bind::FrameWriter& writer) {
  const schema::Unit& unit = unit_->schema();
  const std::uint32_t wanted = route_->route->resource_fact;
  for (const schema::FactUse& use : action_->facts) {
    if (wanted == schema::kNone || use.fact != wanted) continue;
    switch (writer.SetResourceFromFact(use)) {
      case bind::Looked::State::Found:
        break;
      case bind::Looked::State::Absent:
        decision::RefuseByBinding(*decision_, route_->route->resource_reason);
        break;
      case bind::Looked::State::Unavailable:
        decision::Refuse(*decision_, values::Fault::FactUnavailable, SiteOf(unit, unit.facts[wanted].name));
        break;
    }
  }
}

void RequestFlow::FetchFacts(bind::FrameWriter& writer) {
  // In the order of their waves: a key may stand in a fact of an earlier one.
  for (const schema::FactUse& use : action_->facts) SetFact(writer, use);
}

void RequestFlow::SetFact(bind::FrameWriter& writer, const schema::FactUse& use) {
  const schema::Unit& unit = unit_->schema();
  const bind::FactKey key = bind::KeyOf(unit, *action_, use, writer.frame(), memory_->arena, memory_->printing);
  if (key.state == bind::FactKey::State::Unavailable) return writer.SetFact(use, {});
  if (key.state == bind::FactKey::State::Absent) return writer.SetFact(use, {.state = bind::Looked::State::Absent});
  const facts::Found found = core_.shared.facts.Find(core_.core, unit.facts[use.fact].store, key.text);
  switch (found.kind) {
    case facts::Found::Kind::Present:
      return writer.SetFact(use, {.state = bind::Looked::State::Found, .json = *found.json});
    case facts::Found::Kind::Absent:
      return writer.SetFact(use, {.state = bind::Looked::State::Absent});
    case facts::Found::Kind::Unavailable:
      return writer.SetFact(use, {});
  }
}

void RequestFlow::SetApproved(bind::FrameWriter& writer) {
  const std::string_view id = exchange_.request().fields.FindOnly(kReviewHeader);
  if (id.empty()) return;
  const auto lines = core_.shared.reviews.Take(id, Digest());
  if (!lines) return;
  approved_review_ = id;
  const schema::Unit& unit = unit_->schema();
  for (const std::string& line : *lines)
    for (std::uint32_t i = 0; i < unit.lines.size(); ++i)
      if (unit.lines[i].id == line) approved_.push_back(i);
  writer.SetApproved(approved_);
}

Task<RequestFlow::Next> RequestFlow::Decide() {
  engine_.emplace(unit_->policy(), *action_, frame_, memory_->arena, &unit_->keys());
  const bool decided_already = !decision_->reasons.empty();
  if (!decided_already) unit::Decide(unit_->policy(), *action_, *engine_, memory_->arena, *decision_);
  const bool recorded = co_await RecordDecision();
  if (!recorded) co_return Next::Ended;
  if (decision_->effect == schema::Effect::Permit) co_return Next::Continue;
  co_return co_await AnswerDecision();
}

}  // namespace bpol::enforce
