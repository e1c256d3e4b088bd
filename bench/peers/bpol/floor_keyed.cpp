#include <bit>

#include "bench/decisions/json_input.h"
#include "bench/peers/bpol/floors.h"

namespace bpol::bench {
namespace {

constexpr std::array<std::string_view, 4> kRoles = {"teller", "analyst", "manager", "auditor"};
constexpr std::uint32_t kNobody = ~0u;

struct Call {
  std::string_view subject, resource;
  std::size_t role = 0;
  std::int64_t level = 0;
};

struct Policy {
  std::string subject, resource;
  std::size_t role;
  std::int64_t least;
};

// FNV-1a, 64 bits (draft-eastlake-fnv).
std::uint64_t HashOf(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char each : text) hash = (hash ^ static_cast<unsigned char>(each)) * 0x100000001b3u;
  return hash;
}

// Policies by subject, of which none has two: open addressing, at most half full.
class Index {
 public:
  explicit Index(const std::vector<KeyedPolicy>& policies)
      : slots_(std::bit_ceil(2 * policies.size() + 1), kNobody), mask_(slots_.size() - 1) {
    for (const KeyedPolicy& each : policies) {
      std::size_t slot = HashOf(each.subject) & mask_;
      while (slots_[slot] != kNobody) slot = (slot + 1) & mask_;
      slots_[slot] = static_cast<std::uint32_t>(policies_.size());
      policies_.push_back({each.subject, each.resource, IndexOf(kRoles, each.role), each.least});
    }
  }

  // The policy that permits, or kNobody.
  std::uint32_t Permitting(const Call& call) const {
    for (std::size_t slot = HashOf(call.subject) & mask_; slots_[slot] != kNobody; slot = (slot + 1) & mask_) {
      const Policy& policy = policies_[slots_[slot]];
      if (policy.subject != call.subject) continue;
      const bool permits = policy.resource == call.resource && policy.role == call.role && call.level >= policy.least;
      return permits ? slots_[slot] : kNobody;
    }
    return kNobody;
  }

 private:
  std::vector<std::uint32_t> slots_;
  std::size_t mask_;
  std::vector<Policy> policies_;
};

void Read(ondemand::parser& parser, const std::string& json, Call& call) {
  ondemand::document document = Parse(parser, json);
  // In the order in which the requests have them, which costs simdjson least.
  ondemand::object resource = Must(document["resource"].get_object());
  call.resource = Must(resource["id"].get_string());
  ondemand::object subject = Must(document["subject"].get_object());
  call.subject = Must(subject["id"].get_string());
  call.level = Must(subject["level"].get_int64());
  call.role = IndexOf(kRoles, Must(subject["role"].get_string()));
}

class KeyedFloor final : public Contestant {
 public:
  explicit KeyedFloor(const Workload& workload)
      : index_(workload.policies), json_(Padded(workload.requests)), parsers_(json_.size()), calls_(json_.size()) {
    for (std::size_t i = 0; i < json_.size(); ++i) Read(parsers_[i], json_[i], calls_[i]);
  }

  void DecideTyped(Order order) override {
    for (const std::uint16_t request : order) Keep(index_.Permitting(calls_[request]));
  }

  void DecideJson(Order order) override {
    for (const std::uint16_t request : order) {
      Read(parser_, json_[request], call_);
      Keep(index_.Permitting(call_));
    }
  }

  std::string Answer(std::size_t request) override {
    Said said;
    const std::uint32_t policy = index_.Permitting(calls_[request]);
    said.effect = policy == kNobody ? "deny" : "permit";
    said.reasons = {policy == kNobody ? "no_rule_permits" : "P" + std::to_string(policy)};
    return said.Text();
  }

 private:
  Index index_;
  std::vector<std::string> json_;
  std::vector<ondemand::parser> parsers_;  // one a call: its texts live there
  std::vector<Call> calls_;
  ondemand::parser parser_;
  Call call_;
};

}  // namespace

std::unique_ptr<Contestant> MakeKeyedFloor(const Workload& workload) {
  return std::make_unique<KeyedFloor>(workload);
}

}  // namespace bpol::bench
