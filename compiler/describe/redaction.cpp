#include "compiler/describe/redaction.h"

#include <algorithm>
#include <map>
#include <optional>

#include "compiler/describe/redaction_forms.h"
#include "compiler/describe/redaction_lines.h"
#include "compiler/describe/redaction_live.h"
#include "compiler/describe/redaction_places.h"
#include "compiler/describe/redaction_request.h"
#include "compiler/describe/redaction_text.h"
#include "runtime/schema/layout.h"

namespace bpol::describe {
namespace {

using checked::ExprId;
using checked::RedactBlock;
using checked::RedactLine;
using schema::Form;
using schema::kNone;
using schema::RedactNode;
using schema::Treat;
using schema::Treatment;
using schema::TypeKind;

class Resolver {
 public:
  Resolver(const checked::Unit& unit, const checked::Action& action)
      : unit_(unit),
        action_(action),
        request_(unit),
        places_(FindPlaces(unit, unit.schema.actions[action.action].response)) {}

  ResolvedRedaction Resolve() {
    for (const RedactBlock& block : action_.redacts) {
      for (const RedactLine& line : block.lines) AddLine(block, line);
    }
    for (std::uint32_t place = 0; place < places_.places.size(); ++place) Treats(place);
    // Elements stand behind their lists, so that a list of scalars follows what its elements came to.
    for (std::uint32_t place = 0; place < places_.places.size(); ++place) FollowElements(place);
    made_.redaction = std::move(places_.redaction);
    made_.check.reached = std::move(request_.reached);
    made_.exprs = std::move(request_.exprs);
    return std::move(made_);
  }

 private:
  // What a line asks, at every place that it speaks of.
  struct LineParts {
    std::uint32_t number = 0;
    std::uint32_t function = kNone;  // kNone: nothing, it always holds
    bool negated = false;
    ObjectReading reading;
    std::string arm;  // the object is a union, and the condition was checked for this arm
  };

  void AddLine(const RedactBlock& block, const RedactLine& line) {
    LineParts& parts = lines_[&line];
    parts.number = static_cast<std::uint32_t>(made_.lines.size());
    made_.lines.push_back(LineText(unit_, block, line));
    if (!line.when.valid() && !line.unless.valid()) return;
    const bool first = request_.reached.empty();
    request_.AddLine(line.when, line.unless);
    if (first && !request_.reached.empty()) made_.check.site = line.site;
    parts.function = static_cast<std::uint32_t>(made_.conditions.size());
    parts.negated = !line.when.valid();
    for (const ExprId part : {line.when, line.unless}) {
      if (part.valid()) AddReading(ReadingOf(unit_, part), parts.reading);
    }
    parts.arm = ArmOf(block, line, parts.reading);
    made_.conditions.push_back({.condition = ConditionOf(line, parts), .site = line.site});
  }

  ExprId ConditionOf(const RedactLine& line, const LineParts& parts) {
    ExprId condition = line.when.valid() ? line.when : line.unless;
    if (line.when.valid() && line.unless.valid()) condition = request_.Joined(line.when, line.unless);
    if (parts.arm.empty()) return condition;
    const std::vector<std::string>& arms = unit_.schema.records[parts.reading.record].arms;
    const auto arm = static_cast<std::uint32_t>(std::ranges::find(arms, parts.arm) - arms.begin());
    return request_.InArm(condition, parts.reading.type, arm);
  }

  // The arm through which the path of a line goes on from the object that its condition reads.
  std::string ArmOf(const RedactBlock& block, const RedactLine& line, const ObjectReading& reading) {
    if (reading.record == kNone || line.path.empty() || line.drop) return "";
    const std::optional<std::uint32_t> place = FirstCovered(unit_, places_, block, line);
    return place ? ArmBehind(ObjectAround(*place, reading.record), *place) : "";
  }
  std::string ArmBehind(std::uint32_t object, std::uint32_t place) const {
    if (object == kNone || object == place) return "";
    return places_.places[place].steps[places_.places[object].steps.size()].arm;
  }

  static void AddReading(const ObjectReading& more, ObjectReading& reading) {
    if (more.record == kNone) return;
    reading.record = more.record;
    reading.type = more.type;
    MergeLive(reading.live, more.live);
  }

  RedactNode& Node(std::uint32_t place) { return places_.redaction.nodes[place]; }
  TypeKind KindOf(std::uint32_t place) { return unit_.schema.types[Node(place).type].kind; }

  // The condition of a line where `place` stands. False: it reads an object that is not there, so that it cannot be
  // asked.
  bool AddConditions(const RedactLine& line, std::uint32_t place, std::vector<schema::Condition>& conditions) {
    const LineParts& parts = lines_[&line];
    if (parts.function == kNone) return true;
    schema::Condition condition{.function = parts.function, .negated = parts.negated};
    if (parts.reading.record != kNone) {
      condition.reads_object = true;
      condition.object = ObjectAround(place, parts.reading.record);
      if (condition.object == kNone) return false;
      if (!parts.arm.empty() && ArmBehind(condition.object, place) != parts.arm) return false;
      MergeLive(Node(condition.object).object_live, parts.reading.live);
    }
    conditions.push_back(condition);
    return true;
  }

  std::uint32_t ObjectAround(std::uint32_t place, std::uint32_t record) {
    for (; place != kNone; place = places_.places[place].parent) {
      if (KindOf(place) == TypeKind::Record && unit_.schema.types[Node(place).type].declaration == record) break;
    }
    return place;
  }

  Treat Conditioned(Treat treat, const RedactLine& line, std::uint32_t place) {
    treat.line = lines_[&line].number;
    if (!AddConditions(line, place, treat.conditions)) treat.treatment = Treatment::Remove;
    return treat;
  }

  // Keys cannot be changed where they stand, and are data of the map: what would change them removes it.
  bool IsMap(std::uint32_t place) { return schema::IsMap(unit_.schema.types[Node(place).type]); }

  void Treats(std::uint32_t place) {
    RedactNode& node = Node(place);
    if (node.kind == RedactNode::Kind::Scalar || IsMap(place)) {
      for (const RedactBlock& block : action_.redacts) {
        std::vector<Treat> treats;
        for (const Candidate& candidate : LinesFor(unit_, places_, block, place))
          treats.push_back(Conditioned(TreatOf(*candidate.line, KindOf(place)), *candidate.line, place));
        if (!treats.empty()) node.blocks.push_back(std::move(treats));
      }
      if (IsFree(places_.places[place].classes)) node.blocks.push_back({Kept()});
      if (IsMap(place)) Drops(place);
      return;
    }
    ContainerTreats(place);
    if (node.kind == RedactNode::Kind::List) Drops(place);
    if (node.kind == RedactNode::Kind::Record) node.pass_unknown = PassesUnknown(place);
  }

  static Treat Kept() { return {.conditions = {}, .treatment = Treatment::Keep}; }

  // A record or list goes as a whole where a line removes all of it; else what is inside is treated place by place.
  void ContainerTreats(std::uint32_t place) {
    RedactNode& node = Node(place);
    for (const RedactBlock& block : action_.redacts) {
      if (HasLineBeneath(unit_, places_, block, place)) continue;
      std::vector<Treat> treats;
      for (const Candidate& candidate : LinesFor(unit_, places_, block, place)) {
        if (!candidate.nearness.path) break;
        Treat treat = Kept();
        if (candidate.line->treatment == Treatment::Remove) treat.treatment = Treatment::Remove;
        treats.push_back(Conditioned(treat, *candidate.line, place));
      }
      if (!treats.empty()) node.blocks.push_back(std::move(treats));
    }
    node.blocks.push_back({Kept()});
  }

  // A list of scalars whose elements would all be removed is removed itself.
  void FollowElements(std::uint32_t place) {
    RedactNode& node = Node(place);
    if (node.kind != RedactNode::Kind::List || IsMap(place) || Node(node.element).kind != RedactNode::Kind::Scalar)
      return;
    node.blocks = Node(node.element).blocks;
    for (std::vector<Treat>& block : node.blocks) {
      for (Treat& treat : block) {
        if (treat.treatment != Treatment::Remove) treat.treatment = Treatment::Keep;
        treat.form = Form::None;
        treat.key = kNone;
      }
    }
  }

  void Drops(std::uint32_t place) {
    for (const RedactBlock& block : action_.redacts) {
      for (const RedactLine& line : block.lines) {
        if (!DropsFrom(unit_, places_, block, line, place)) continue;
        schema::Drop drop;
        // A condition that cannot be asked is a fault, and drops: without it the line always does.
        AddConditions(line, Node(place).element, drop.conditions);
        Node(place).drops.push_back(std::move(drop));
      }
    }
  }

  // Every block that speaks of the record must say so.
  bool PassesUnknown(std::uint32_t place) {
    bool spoken = false;
    for (const RedactBlock& block : action_.redacts) {
      if (!AnchorOf(unit_, places_, block, place)) continue;
      if (!block.pass_unknown) return false;
      spoken = true;
    }
    return spoken;
  }

  // Classes that need no line: the default and what is weaker; without a default the one that all others are stronger
  // than.
  bool IsFree(std::uint64_t classes) const {
    const std::size_t count = unit_.class_covers.size();
    const std::uint64_t all = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    for (std::size_t i = 0; i < count; ++i) {
      if ((classes >> i & 1) == 0) continue;
      const bool free = unit_.default_class == kNone ? (unit_.class_covers[i] & all) == all
                                                     : (unit_.class_covers[i] >> unit_.default_class & 1) != 0;
      if (!free) return false;
    }
    return classes != 0;
  }

  const checked::Unit& unit_;
  const checked::Action& action_;
  RequestParts request_;
  Places places_;
  std::map<const RedactLine*, LineParts> lines_;
  ResolvedRedaction made_;
};

void NumberConditions(std::vector<schema::Condition>& conditions, std::uint32_t first) {
  for (schema::Condition& condition : conditions) {
    if (condition.function != kNone) condition.function += first;
  }
}

}  // namespace

ResolvedRedaction ResolveRedaction(const checked::Unit& unit, const checked::Action& action) {
  return Resolver(unit, action).Resolve();
}

void NumberRedaction(schema::Redaction& redaction, std::uint32_t first_function, std::uint32_t first_line) {
  for (RedactNode& node : redaction.nodes) {
    for (std::vector<Treat>& block : node.blocks) {
      for (Treat& treat : block) {
        NumberConditions(treat.conditions, first_function);
        if (treat.line != kNone) treat.line += first_line;
      }
    }
    for (schema::Drop& drop : node.drops) NumberConditions(drop.conditions, first_function);
  }
}

}  // namespace bpol::describe
