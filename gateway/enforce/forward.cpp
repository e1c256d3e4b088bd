// RequestFlow: the way to the upstream and back.
#include <algorithm>
#include <array>

#include "gateway/enforce/redaction.h"
#include "gateway/enforce/request_flow.h"
#include "gateway/http/media_type.h"
#include "runtime/base/check.h"
#include "runtime/values/time.h"

namespace bpol::enforce {
namespace {

// Redacted output that is held back until it is known to be all or more: up to here a misfit is still answered with
// 502. A page of 200 accounts is 46 KB.
constexpr std::size_t kHeldBack = 64u << 10;

// What the upstream is told of the client. The access token is ours to check and stays here.
constexpr std::array<std::string_view, 9> kRequestHeaders = {
    "accept",
    "accept-language",
    "content-type",
    "x-fapi-auth-date",
    "x-fapi-customer-ip-address",
    "x-idempotency-key",
    "idempotency-key",
    "x-customer-user-agent",
    "traceparent",
};

// A header that says the bytes are something else than the JSON they seem to be.
bool IsEncoded(const http::FieldList& fields) {
  const http::FieldLookup encoding = fields.Find("content-encoding");
  if (encoding.presence == http::Presence::Absent) return false;
  return encoding.presence == http::Presence::Repeated || !http::SameName(encoding.value, "identity");
}

}  // namespace

http::FieldList RequestFlow::UpstreamFields() const {
  http::FieldList fields;
  // What the route gives is ours to say, also where it says nothing this time.
  const auto given = [this](std::string_view name) {
    return std::ranges::any_of(route_->route->headers, [&](const auto& header) { return header.name == name; });
  };
  for (const std::string_view name : kRequestHeaders) {
    if (given(name)) continue;
    const std::string_view value = exchange_.request().fields.FindOnly(name);
    if (!value.empty()) static_cast<void>(fields.Add(name, value));
  }
  for (const bind::HeaderText& header : upstream_headers_) {
    const bool added = fields.Add(header.name, header.value);
    BPOL_CHECK(added, "names are checked with the policy, values when they are taken");
  }
  static_cast<void>(fields.Add("x-fapi-interaction-id", interaction_id_));
  // What redaction cannot read it does not pass on, so it asks for nothing else.
  static_cast<void>(fields.Add("accept-encoding", "identity"));
  return fields;
}

Task<RequestFlow::Next> RequestFlow::Forward() {
  const schema::Unit& unit = unit_->schema();
  std::vector<std::string> regions;
  if (decision_->regions) {
    for (std::size_t i = 0; i < unit.regions.size(); ++i)
      if (*decision_->regions >> i & 1) regions.push_back(unit.regions[i]);
  }
  const http::FieldList fields = UpstreamFields();
  const upstream::Request request{
      .method = exchange_.request().method,
      .target = exchange_.request().target,
      .fields = fields,
      .body = body_,
      .regions = decision_->regions ? upstream::AllowedRegions::Only(regions) : upstream::AllowedRegions::Any()};
  const auto client = core_.upstreams.find(route_->route->upstream);
  BPOL_CHECK(client != core_.upstreams.end(), "a unit is loaded only when its upstreams are configured");
  auto result = co_await client->second->Send(request);
  if (const auto* failure = std::get_if<upstream::Failure>(&result))
    co_return co_await RefuseWith(upstream::StatusOf(*failure), upstream::CodeOf(*failure), upstream::SeenOf(*failure));
  upstream::Response response = std::move(std::get<upstream::Response>(result));
  region_ = response.server->region;
  co_return co_await Relay(std::move(response));
}

Task<RequestFlow::Next> RequestFlow::Relay(upstream::Response response) {
  const int status = response.head.status;
  // An upstream's own words about an error may hold anything; the client gets ours.
  if (status >= 500) co_return co_await RefuseWith(502, "upstream.failed", "the bank's system failed");
  if (status >= 400) co_return co_await RefuseWith(status, "upstream.refused", "the bank's system refused the request");
  if (status >= 300 || status == 206)
    co_return co_await RefuseWith(502, "response.unreadable", "the answer is a redirection or a part of one");
  if (route_->plan == nullptr || status == 204 || exchange_.request().method == "HEAD")
    co_return co_await RelayWithoutBody(status);
  const http::FieldLookup type = response.head.fields.Find("content-type");
  const bool is_json = http::IsJson(http::MediaTypeOf(type.value)) && http::IsForUtf8(type.value);
  if (!is_json || IsEncoded(response.head.fields))
    co_return co_await RefuseWith(502, "response.unreadable", "the answer is not plain JSON, so it cannot be redacted");
  const values::Date today =
      values::DateOfInstantUtc(std::chrono::duration_cast<std::chrono::microseconds>(now_.time_since_epoch()).count());
  Redaction redaction(*route_->plan, *unit_, *engine_, core_.parser, today);
  co_return co_await StreamRedacted(response, redaction);
}

http::ResponseHead RequestFlow::ClientHead(const http::ResponseHead& upstream) const {
  http::ResponseHead head;
  head.status = upstream.status;
  for (const std::string& name : core_.shared.config.response_headers) {
    const std::string_view value = upstream.fields.FindOnly(name);
    if (!value.empty() && name != "x-fapi-interaction-id") static_cast<void>(head.fields.Add(name, value));
  }
  static_cast<void>(head.fields.Add("x-fapi-interaction-id", interaction_id_));
  static_cast<void>(head.fields.Add("bpol-unit", unit_->label()));
  static_cast<void>(head.fields.Add("cache-control", "no-store"));
  return head;
}

Task<RequestFlow::Next> RequestFlow::RelayWithoutBody(int status) {
  http::ResponseHead head = ClientHead({.status = status});
  if (exchange_.request().method == "HEAD") {
    // How long the redacted body would be is not known, so no length is named (RFC 9110 section 8.6).
    exchange_.SendHead(head);
    co_await exchange_.Finish("");
  } else {
    co_await exchange_.Respond(std::move(head), "");
  }
  Finish({.status = status});
  co_return Next::Ended;
}

// Pieces flow through the redactor. Until kHeldBack bytes of output are there, nothing has gone out and a misfit is a
// 502; afterwards it cuts the stream, so that no client takes the answer for whole.
Task<RequestFlow::Next> RequestFlow::StreamRedacted(upstream::Response& response, Redaction& redaction) {
  counts_ = nullptr;
  std::string out;
  std::string_view cut;  // why the stream must not go on
  int status_if_cut = 502;
  for (;;) {
    const http::BodyStep step = co_await response.body->Next();
    if (step.kind == http::BodyStep::Kind::Reset) {
      const auto failure = response.body->failure();
      cut = failure ? upstream::CodeOf(*failure) : "upstream.body_cut";
      if (failure) status_if_cut = upstream::StatusOf(*failure);
    } else {
      const bool fits = step.kind == http::BodyStep::Kind::Piece ? redaction.redactor().Feed(step.bytes, out)
                                                                 : redaction.redactor().Finish(out);
      if (!fits) cut = "response.misfit";
    }
    if (!cut.empty() || step.kind == http::BodyStep::Kind::End) break;
    if (out.size() < kHeldBack) continue;
    if (!exchange_.head_sent()) exchange_.SendHead(ClientHead(response.head));
    sent_ += out.size();
    const http::BodyWriter::Outcome outcome = co_await exchange_.SendPiece(out);
    if (outcome == http::BodyWriter::Outcome::Gone) {
      Finish({.status = response.head.status, .reason = "client.gone", .bytes = sent_});
      co_return Next::Ended;
    }
    out.clear();
  }
  counts_ = &redaction.redactor().counts();
  if (!cut.empty() && !exchange_.head_sent()) {
    const Next ended =
        co_await RefuseWith(status_if_cut, cut, "the bank's answer does not have the form that was agreed");
    counts_ = nullptr;
    co_return ended;
  }
  sent_ += out.size();
  if (!cut.empty()) {
    exchange_.Abort();
  } else if (exchange_.head_sent()) {
    co_await exchange_.Finish(out);
  } else {
    http::ResponseHead head = ClientHead(response.head);
    co_await exchange_.Respond(std::move(head), out);
  }
  Finish({.status = response.head.status, .reason = cut, .bytes = sent_});
  counts_ = nullptr;
  co_return Next::Ended;
}

}  // namespace bpol::enforce
