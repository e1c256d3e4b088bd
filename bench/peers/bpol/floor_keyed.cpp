#include <bit>

#include "bench/peers/bpol/by_hand.h"
#include "bench/peers/bpol/floors.h"

namespace bpol::bench {
namespace {

constexpr std::array<std::string_view, 4> kRoles = {"teller", "analyst", "manager", "auditor"};
constexpr std::uint32_t kNobody = ~0u;

struct KeyedCall {
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
  std::uint32_t Permitting(const KeyedCall& call) const {
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

struct Keyed {
  static constexpr std::array<std::string_view, 1> kActions = {"Decide"};
  using Call = KeyedCall;

  static void Read(ondemand::parser& parser, const std::string& json, Call& call) {
    ondemand::document document = Parse(parser, json);
    ondemand::object resource = Must(document["resource"].get_object());
    call.resource = Must(resource["id"].get_string());
    ondemand::object subject = Must(document["subject"].get_object());
    call.subject = Must(subject["id"].get_string());
    call.level = Must(subject["level"].get_int64());
    call.role = IndexOf(kRoles, Must(subject["role"].get_string()));
  }

  std::uint32_t Decide(std::size_t, const Call& call) const { return index.Permitting(call); }

  static Said Say(std::uint32_t policy) {
    Said said;
    said.effect = policy == kNobody ? "deny" : "permit";
    said.reasons = {policy == kNobody ? "no_rule_permits" : "P" + std::to_string(policy)};
    return said;
  }

  Index index;
};

}  // namespace

std::unique_ptr<Contestant> MakeKeyedFloor(const Workload& workload) {
  return std::make_unique<ByHand<Keyed>>(workload, Keyed{Index(workload.policies)});
}

}  // namespace bpol::bench
