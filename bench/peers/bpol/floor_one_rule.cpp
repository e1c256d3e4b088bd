#include "bench/decisions/json_input.h"
#include "bench/peers/bpol/floors.h"

namespace bpol::bench {
namespace {

struct Call {
  std::string_view own, kept;
  std::int64_t clearance = 0, level = 0;
};

bool Permits(const Call& call) {
  return call.own == call.kept && call.clearance >= call.level;
}

void Read(ondemand::parser& parser, const std::string& json, Call& call) {
  ondemand::document document = Parse(parser, json);
  ondemand::object subject = Must(document["subject"].get_object());
  call.own = Must(subject["department"].get_string());
  call.clearance = Must(subject["clearance"].get_int64());
  ondemand::object resource = Must(document["resource"].get_object());
  call.kept = Must(resource["department"].get_string());
  call.level = Must(resource["level"].get_int64());
}

class OneRuleFloor final : public Contestant {
 public:
  explicit OneRuleFloor(const Workload& workload)
      : json_(Padded(workload.requests)), parsers_(json_.size()), calls_(json_.size()) {
    for (std::size_t i = 0; i < json_.size(); ++i) Read(parsers_[i], json_[i], calls_[i]);
  }

  void DecideTyped(Order order) override {
    for (const std::uint16_t request : order) Keep(Permits(calls_[request]));
  }

  void DecideJson(Order order) override {
    for (const std::uint16_t request : order) {
      Read(parser_, json_[request], call_);
      Keep(Permits(call_));
    }
  }

  std::string Answer(std::size_t request) override {
    Said said;
    const bool permits = Permits(calls_[request]);
    said.effect = permits ? "permit" : "deny";
    said.reasons = {permits ? "OWN_DEPARTMENT" : "no_rule_permits"};
    return said.Text();
  }

 private:
  std::vector<std::string> json_;
  std::vector<ondemand::parser> parsers_;  // one a call: its texts live there
  std::vector<Call> calls_;
  ondemand::parser parser_;
  Call call_;
};

}  // namespace

std::unique_ptr<Contestant> MakeOneRuleFloor(const Workload& workload) {
  return std::make_unique<OneRuleFloor>(workload);
}

}  // namespace bpol::bench
