#include "compiler/invariants/as_test.h"

#include "compiler/invariants/changes.h"
#include "compiler/invariants/shrink.h"
#include "compiler/trial/bound_request.h"
#include "compiler/trial/judge.h"
#include "runtime/decision/decision.h"
#include "runtime/values/time_text.h"

namespace bpol::invariants {
namespace {

constexpr std::size_t kMostLine = 140;  // characters of a test on one line

std::string Laid(const std::string& given, const std::vector<std::string>& rest, const std::string& title) {
  std::string line = "test \"" + title + "\" { " + given;
  for (const std::string& each : rest) line += "  " + each;
  line += " }\n";
  if (line.size() <= kMostLine) return line;
  std::string lines = "test \"" + title + "\" {\n    " + given + "\n";
  for (const std::string& each : rest) lines += "    " + each + "\n";
  return lines + "}\n";
}

}  // namespace

std::optional<std::string> AsTest(const Subject& subject, const checked::Invariant& invariant, const Finding& finding) {
  const CounterExample& example = *finding.counter_example;
  const checked::Fixture* fixture = NearestFixture(subject, finding.action, example.request);
  if (fixture == nullptr || example.request.contains("review")) return std::nullopt;
  const Json before = Json::parse(fixture->request);
  bind::JsonParser parser(trial::kMaxRequestBytes);
  trial::BoundRequest bound(subject.unit, subject.schema, finding.action, example.request.dump(), parser);
  std::int64_t now = 0;
  if (!bound.misfit().empty() || !values::ParseInstant(before.at("now").get<std::string>(), &now)) return std::nullopt;
  const std::optional<std::string> given =
      GivenText(subject, finding.action, fixture->name, ChangesOf(subject, finding.action, before, example.request),
                bound.frame(), now);
  if (!given) return std::nullopt;
  std::vector<std::string> rest;
  if (example.response.is_null()) {
    rest.push_back("expect " + Json::parse(example.decision).at("effect").get<std::string>());
  } else {
    const std::optional<std::string> response = BodyText(example.response), reply = BodyText(example.reply);
    if (!response || !reply) return std::nullopt;
    rest = {"response " + *response, "expect response " + *reply};
  }
  return Laid(*given, rest, "counter-example to " + invariant.name);
}

}  // namespace bpol::invariants
