// ByHand: a policy that a C++ programmer wrote by hand, as a contestant. `Rules` is what they wrote:
//   kActions                      the names of the actions
//   struct Call                   a request in their own typed form; texts are borrowed from the parser
//   Verdict                       what Decide gives: effect and all reasons, as it is handed on
//   static void Read(parser, json, call)       simdjson on demand; the call may hold an earlier request
//   Verdict Decide(action, call) const, static Said Say(verdict)
// Thread safety: one thread.
#pragma once

#include "bench/decisions/contestant.h"
#include "bench/decisions/json_input.h"
#include "bench/peers/bpol/workload.h"

namespace bpol::bench {

template <typename Rules>
class ByHand final : public Contestant {
 public:
  ByHand(const Workload& workload, Rules rules)
      : rules_(std::move(rules)),
        json_(Padded(workload.requests)),
        parsers_(json_.size()),
        calls_(json_.size()),
        actions_(json_.size()) {
    for (std::size_t i = 0; i < json_.size(); ++i) {
      actions_[i] = IndexOf(Rules::kActions, workload.actions[i]);
      Rules::Read(parsers_[i], json_[i], calls_[i]);
    }
  }

  void DecideTyped(Order order) override {
    for (const std::uint16_t request : order) Keep(rules_.Decide(actions_[request], calls_[request]));
  }

  void DecideJson(Order order) override {
    for (const std::uint16_t request : order) {
      Rules::Read(parser_, json_[request], call_);
      Keep(rules_.Decide(actions_[request], call_));
    }
  }

  std::string Answer(std::size_t request) override {
    return Rules::Say(rules_.Decide(actions_[request], calls_[request])).Text();
  }

 private:
  const Rules rules_;
  std::vector<std::string> json_;
  std::vector<ondemand::parser> parsers_;  // one a call: its texts live there
  std::vector<typename Rules::Call> calls_;
  std::vector<std::size_t> actions_;
  ondemand::parser parser_;
  typename Rules::Call call_;
};

}  // namespace bpol::bench
