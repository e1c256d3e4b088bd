// bpol-bench-redaction: what it costs to redact one response, with nothing around it: the redactor of the gateway and
// the native unit that it asks about each object. Beside it the same by hand, where there is such a floor, which must
// have said the same to the byte, and simdjson parsing the same text into its tree and doing nothing with it. One line
// of JSON on standard output.
#include <simdjson.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>

#include "bench/redaction/floor.h"
#include "bench/support/measure.h"
#include "bench/support/pack.h"
#include "gateway/enforce/redaction.h"
#include "runtime/base/bytes.h"
#include "runtime/bind/request_json.h"

namespace bpol::bench {
namespace {

struct Arguments {
  std::string project, action, request, response;
  unsigned rounds = 31;
  unsigned alone = 0;
};

redact::Answer AnswerOf(const decision::Held& held) {
  if (!held.ok()) return redact::Answer::Faulted;
  return held.holds ? redact::Answer::Holds : redact::Answer::Fails;
}

// One permitted request whose response is redacted again and again.
class Permitted {
 public:
  Permitted(const unit::PolicyUnit& unit, const schema::Action& action, const std::byte* frame, keys::UnitKeys keys,
            redact::Plan plan, Arena& arena)
      : keys_(std::move(keys)),
        plan_(std::move(plan)),
        engine_(unit, action, frame, arena),
        objects_(unit, engine_, parser_) {
    decision::Decision decision(arena);
    unit::Decide(unit, action, engine_, arena, decision);
    permitted_ = decision.effect == schema::Effect::Permit;
    for (const std::uint32_t function : plan_.request_functions())
      answers_.push_back(AnswerOf(engine_.RunCondition(function)));
  }

  bool permitted() const { return permitted_; }

  // In pieces of 16 KB, as the gateway reads them.
  bool Redact(std::string_view response, std::string& out) {
    redact::Context context;
    context.request = answers_;
    context.objects = &objects_;
    context.keys = &keys_;
    redactor_.Start(plan_, context);
    out.clear();
    for (std::size_t at = 0; at < response.size(); at += 16u << 10)
      if (!redactor_.Feed(response.substr(at, 16u << 10), out)) return false;
    return redactor_.Finish(out);
  }

 private:
  const keys::UnitKeys keys_;
  const redact::Plan plan_;
  bind::JsonParser parser_;
  unit::NativeEngine engine_;
  enforce::NativeConditions objects_;
  std::vector<redact::Answer> answers_;
  redact::Redactor redactor_;
  bool permitted_ = false;
};

void Print(const Series& series, std::size_t in, std::size_t out) {
  const Spread redaction = series.Of(0);
  std::printf(R"({"us":%.2f,"low":%.2f,"high":%.2f,"parse_us":%.2f,"ratio":%.2f,"bytes_in":%zu,"bytes_out":%zu)",
              redaction.median * 1e6, redaction.low * 1e6, redaction.high * 1e6, series.Of(1).median * 1e6,
              series.Ratio(0, 1).median, in, out);
  if (series.seconds.size() > 2)
    std::printf(R"(,"by_hand_us":%.2f,"times_by_hand":%.2f)", series.Of(2).median * 1e6, series.Ratio(0, 2).median);
  std::puts("}");
}

Status Run(const Arguments& arguments) {
  BPOL_TRY(const Pack pack, OpenPack(arguments.project));
  BPOL_TRY(const std::string request, ReadFile(arguments.request, 1u << 20));
  BPOL_TRY(const std::string response, ReadFile(arguments.response, 64u << 20));
  const schema::Unit& schema = pack.native->schema();
  const auto action = std::ranges::find(schema.actions, arguments.action, &schema::Action::name);
  if (action == schema.actions.end() || action->redaction == schema::kNone)
    return Error{"no such action with a response"};
  Arena arena;
  bind::JsonParser parser;
  const bind::BoundRequest bound = bind::DecodeRequest(schema, *action, request, arena, parser);
  if (bound.misfit) return Error{"the request does not fit at `" + std::string(bound.misfit->path) + "`"};
  BPOL_TRY(keys::UnitKeys keys,
           keys::UnitKeys::Make(schema, pack.compiled->project.manifest.test_keys, keys::UnitKeys::Lacking::Withheld));
  BPOL_TRY(redact::Plan plan, redact::Plan::Make(schema, schema.redactions[action->redaction]));
  Permitted permitted(*pack.native, *action, bound.frame, std::move(keys), std::move(plan), arena);
  std::string out;
  if (!permitted.permitted()) return Error{"the request is not permitted"};
  if (!permitted.Redact(response, out)) return Error{"the response does not fit"};
  for (unsigned i = 0; i < arguments.alone; ++i) static_cast<void>(permitted.Redact(response, out));
  if (arguments.alone != 0) return {};
  const std::size_t size = out.size();
  const simdjson::padded_string padded(response);
  simdjson::dom::parser tree;
  bool whole = false;
  std::vector<Work> works = {[&] { static_cast<void>(permitted.Redact(response, out)); },
                             [&] { whole = tree.parse(padded).error() == simdjson::SUCCESS; }};
  std::string by_hand;
  const auto floor = MakeRedactionFloor(pack.name, arguments.action, request);
  if (floor != nullptr) {
    if (!floor->Redact(padded, by_hand) || by_hand != out) return Error{"by hand it is redacted otherwise"};
    works.push_back([&] { static_cast<void>(floor->Redact(padded, by_hand)); });
  }
  const Series series = Measure(works, arguments.rounds, 5);
  if (!whole) return Error{"simdjson does not take the response"};
  Print(series, response.size(), size);
  return {};
}

}  // namespace
}  // namespace bpol::bench

int main(int argc, char** argv) {
  bpol::bench::Arguments arguments;
  CLI::App app("What redacting one response costs");
  app.add_option("PROJECT", arguments.project)->required();
  app.add_option("--action", arguments.action)->required();
  app.add_option("--request", arguments.request, "a request as `bpol eval` takes it, which is permitted")->required();
  app.add_option("--response", arguments.response)->required();
  app.add_option("--rounds", arguments.rounds)->capture_default_str();
  app.add_option("--alone", arguments.alone, "redact it so often and measure nothing, for a profiler");
  CLI11_PARSE(app, argc, argv);
  const bpol::Status status = bpol::bench::Run(arguments);
  if (status.ok()) return 0;
  std::fprintf(stderr, "bpol-bench-redaction: %s\n", status.error().message.c_str());
  return 1;
}
