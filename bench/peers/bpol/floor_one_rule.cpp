#include "bench/peers/bpol/by_hand.h"
#include "bench/peers/bpol/floors.h"

namespace bpol::bench {
namespace {

struct OneRule {
  static constexpr std::array<std::string_view, 1> kActions = {"Decide"};
  struct Call {
    std::string_view own, kept;
    std::int64_t clearance = 0, level = 0;
  };

  static void Read(ondemand::parser& parser, const std::string& json, Call& call) {
    ondemand::document document = Parse(parser, json);
    // In the order in which the requests have them, which costs simdjson least; so in every floor.
    ondemand::object resource = Must(document["resource"].get_object());
    call.kept = Must(resource["department"].get_string());
    call.level = Must(resource["level"].get_int64());
    ondemand::object subject = Must(document["subject"].get_object());
    call.clearance = Must(subject["clearance"].get_int64());
    call.own = Must(subject["department"].get_string());
  }

  bool Decide(std::size_t, const Call& call) const { return call.own == call.kept && call.clearance >= call.level; }

  static Said Say(bool permits) {
    Said said;
    said.effect = permits ? "permit" : "deny";
    said.reasons = {permits ? "OWN_DEPARTMENT" : "no_rule_permits"};
    return said;
  }
};

}  // namespace

std::unique_ptr<Contestant> MakeOneRuleFloor(const Workload& workload) {
  return std::make_unique<ByHand<OneRule>>(workload, OneRule{});
}

}  // namespace bpol::bench
