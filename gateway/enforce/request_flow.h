// RequestFlow: one request from its head to its records, in the fixed order of docs/operations/life_of_a_request.md.
// Each step is a short function; a step that refuses answers and ends the flow. INVARIANT: the upstream is called only
// after a permit whose decision record was taken by the log; any other way out is a refusal with a reason code. Belongs
// to its core and to one request.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "gateway/bind/http_wire_source.h"
#include "gateway/enforce/core_state.h"
#include "gateway/net/exchange.h"
#include "runtime/bind/frame_writer.h"
#include "runtime/bind/upstream_headers.h"
#include "runtime/unit/native_engine.h"

namespace bpol::enforce {

class Redaction;

class RequestFlow {
 public:
  RequestFlow(CoreState& core, net::Exchange& exchange);
  ~RequestFlow();

  Task<void> Run();

 private:
  enum class Next { Continue, Ended };

  // request_flow.cpp: the steps up to the decision.
  Task<Next> FindUnitAndRoute();
  Task<Next> Identify();
  Task<Next> ReadBody();
  Task<Next> Bind();
  void FetchFacts(bind::FrameWriter& writer);
  void SetFact(bind::FrameWriter& writer, const schema::FactUse& use);
  void SetResource(bind::FrameWriter& writer);
  void SetApproved(bind::FrameWriter& writer);
  Task<Next> Decide();

  // request_records.cpp: the record, and answers that are not the upstream's.
  Task<bool> RecordDecision();
  Task<Next> Refuse(http::ProblemDocument problem, http::FieldList more = {});
  static http::ProblemDocument Problem(int status, std::string_view reason, std::string_view detail);
  Task<Next> RefuseWith(int status, std::string_view reason, std::string_view detail);
  Task<Next> AnswerDecision();
  bool HoldForReview();
  RequestDigest Digest() const;
  Recorded WhatIsRecorded() const;
  void Finish(Outcome outcome);

  // forward.cpp: the way to the upstream and back.
  Task<Next> Forward();
  Task<Next> Relay(upstream::Response response);
  Task<Next> RelayWithoutBody(int status);
  Task<Next> StreamRedacted(upstream::Response& response, Redaction& redaction);
  http::FieldList UpstreamFields() const;
  http::ResponseHead ClientHead(const http::ResponseHead& upstream) const;

  CoreState& core_;
  net::Exchange& exchange_;
  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  const std::chrono::system_clock::time_point now_ = std::chrono::system_clock::now();
  std::unique_ptr<RequestMemory> memory_;
  const std::string interaction_id_;
  const std::string record_id_;

  unit::Lease<LoadedUnit> unit_;
  bind::RouteMatch match_;
  const LoadedRoute* route_ = nullptr;
  const schema::Action* action_ = nullptr;
  identity::Token token_;
  std::string subject_;  // pseudonym of the token's sub
  std::shared_ptr<const identity::CertificateFacts> certificate_;
  std::string body_;
  std::string approved_review_;  // id of the review entry that this request uses up
  std::vector<std::uint32_t> approved_;
  const std::byte* frame_ = nullptr;
  ArenaList<bind::HeaderText> upstream_headers_;  // names of the unit, values of the unit or the arena
  std::optional<unit::NativeEngine> engine_;
  std::optional<decision::Decision> decision_;
  std::string_view region_;
  std::uint64_t sent_ = 0;
  const redact::Counts* counts_ = nullptr;
  bool recorded_ = false;
};

}  // namespace bpol::enforce
