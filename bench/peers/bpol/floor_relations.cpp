#include "bench/peers/bpol/by_hand.h"
#include "bench/peers/bpol/floors.h"

namespace bpol::bench {
namespace {

// A set of names: sorted, borrowed.
class Names {
 public:
  void Read(ondemand::array array) {
    names_.clear();
    for (auto each : array) names_.push_back(Must(each.get_string()));
    std::ranges::sort(names_);
  }

  bool Has(std::string_view name) const { return std::ranges::binary_search(names_, name); }

  bool Meets(const Names& other) const {
    for (auto one = names_.begin(), two = other.names_.begin(); one != names_.end() && two != other.names_.end();) {
      const auto order = *one <=> *two;
      if (order == 0) return true;
      ++(order < 0 ? one : two);
    }
    return false;
  }

 private:
  std::vector<std::string_view> names_;
};

// A bit for each line that may be a reason; those that refuse are asked first.
struct Verdict {
  std::uint32_t refusing = 0, permitting = 0;
};

template <std::size_t N>
void Add(std::uint32_t lines, const std::array<const char*, N>& names, Said& said) {
  for (std::size_t i = 0; i < N; ++i)
    if (lines >> i & 1) said.reasons.push_back(names[i]);
}

// Lines that permit are silent where one refuses; where none permits, that is a reason too.
template <std::size_t N>
Said SayOf(const Verdict& verdict, const char* refusing, const std::array<const char*, N>& permitting) {
  Said said;
  const bool permits = verdict.refusing == 0 && verdict.permitting != 0;
  said.effect = permits ? "permit" : "deny";
  if (verdict.refusing != 0) said.reasons.push_back(refusing);
  if (permits) Add(verdict.permitting, permitting, said);
  if (verdict.permitting == 0) said.reasons.push_back("no_rule_permits");
  return said;
}

std::uint32_t Bit(bool holds, unsigned place) {
  return std::uint32_t{holds} << place;
}

struct Drive {
  enum Action : std::size_t { kRead, kEdit, kShare };
  static constexpr std::array<std::string_view, 3> kActions = {"ReadDocument", "EditDocument", "ShareDocument"};
  struct Call {
    std::string_view subject, owner;
    bool published = false;
    Names names, viewers, editors;
  };

  static void Read(ondemand::parser& parser, const std::string& json, Call& call) {
    ondemand::document document = Parse(parser, json);
    ondemand::object facts = Must(document["facts"].get_object());
    call.names.Read(Must(facts["names"].get_array()));
    ondemand::object shares = Must(facts["shares"].get_object());
    call.editors.Read(Must(shares["editors"].get_array()));
    call.viewers.Read(Must(shares["viewers"].get_array()));
    ondemand::object resource = Must(document["resource"].get_object());
    call.owner = Must(resource["owner"].get_string());
    call.published = Must(resource["published"].get_bool());
    call.subject = Must(document["subject"]["id"].get_string());
  }

  Verdict Decide(std::size_t action, const Call& call) const {
    Verdict verdict;
    verdict.permitting = Bit(call.owner == call.subject, 1);
    if (action == kRead) verdict.permitting |= Bit(call.published, 0) | Bit(call.names.Meets(call.viewers), 2);
    if (action != kShare) verdict.permitting |= Bit(call.names.Meets(call.editors), 3);
    return verdict;
  }

  static Said Say(const Verdict& verdict) {
    return SayOf(verdict, "", std::array{"everybody", "owner", "viewer", "editor"});
  }
};

struct CodeHost {
  static constexpr std::array<std::string_view, 5> kActions = {"Pull", "AssignIssue", "Push", "Configure", "AddMember"};
  struct Call {
    std::array<std::string_view, 5> roles;  // the group that an action needs
    bool archived = false;
    Names groups;
  };

  static void Read(ondemand::parser& parser, const std::string& json, Call& call) {
    ondemand::document document = Parse(parser, json);
    call.groups.Read(Must(document["facts"]["groups"].get_array()));
    ondemand::object resource = Must(document["resource"].get_object());
    call.roles[4] = Must(resource["admins"].get_string());
    call.archived = Must(resource["archived"].get_bool());
    call.roles[3] = Must(resource["maintainers"].get_string());
    call.roles[0] = Must(resource["readers"].get_string());
    call.roles[1] = Must(resource["triagers"].get_string());
    call.roles[2] = Must(resource["writers"].get_string());
  }

  Verdict Decide(std::size_t action, const Call& call) const {
    const bool changes = action >= 1 && action <= 3;
    return {Bit(changes && call.archived, 0), Bit(call.groups.Has(call.roles[action]), static_cast<unsigned>(action))};
  }

  static Said Say(const Verdict& verdict) {
    return SayOf(verdict, "archived", std::array{"reader", "triager", "writer", "maintainer", "admin"});
  }
};

struct Todo {
  enum Action : std::size_t { kRead, kEdit, kShare };
  static constexpr std::array<std::string_view, 3> kActions = {"ReadList", "EditTask", "ShareList"};
  struct Call {
    std::string_view subject, owner, readers, editors;
    Names teams;
  };

  static void Read(ondemand::parser& parser, const std::string& json, Call& call) {
    ondemand::document document = Parse(parser, json);
    call.teams.Read(Must(document["facts"]["teams"].get_array()));
    ondemand::object resource = Must(document["resource"].get_object());
    call.editors = Must(resource["editors"].get_string());
    call.owner = Must(resource["owner"].get_string());
    call.readers = Must(resource["readers"].get_string());
    call.subject = Must(document["subject"]["id"].get_string());
  }

  Verdict Decide(std::size_t action, const Call& call) const {
    const bool owns = call.owner == call.subject;
    Verdict verdict;
    verdict.refusing = Bit(action != kRead && !owns && call.teams.Has("interns"), 0);
    verdict.permitting = Bit(call.teams.Has("administrators"), 0) | Bit(owns, 1);
    if (action == kRead) verdict.permitting |= Bit(call.teams.Has(call.readers), 2);
    if (action != kShare) verdict.permitting |= Bit(call.teams.Has(call.editors), 3);
    return verdict;
  }

  static Said Say(const Verdict& verdict) {
    return SayOf(verdict, "intern", std::array{"administrator", "owner", "reader", "editor"});
  }
};

}  // namespace

std::unique_ptr<Contestant> MakeDriveFloor(const Workload& workload) {
  return std::make_unique<ByHand<Drive>>(workload, Drive{});
}

std::unique_ptr<Contestant> MakeCodeHostFloor(const Workload& workload) {
  return std::make_unique<ByHand<CodeHost>>(workload, CodeHost{});
}

std::unique_ptr<Contestant> MakeTodoFloor(const Workload& workload) {
  return std::make_unique<ByHand<Todo>>(workload, Todo{});
}

}  // namespace bpol::bench
