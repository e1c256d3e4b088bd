#include <algorithm>
#include <bit>
#include <map>

#include "runtime/redact/plan.h"
#include "runtime/schema/layout.h"

namespace bpol::redact {

using schema::kNone;

// Walks the tree of places once, with the objects around each.
class PlanBuilder {
 public:
  PlanBuilder(const schema::Unit& unit, const schema::Redaction& redaction) : unit_(unit), redaction_(redaction) {}

  Result<Plan> Build();

 private:
  bool Visit(std::uint32_t index, std::uint32_t type, bool nullable, std::uint32_t data_class);
  bool VisitRecord(std::uint32_t index);
  bool VisitList(std::uint32_t index);
  bool TakeEntry(std::uint32_t index, std::uint32_t& held);
  bool FitsKind(std::uint32_t index) const;
  bool AddMember(PlanRecord& record, const schema::Record& declared, const schema::RedactMember& member);
  bool AddNames(PlanRecord& record, const schema::RedactNode& node, const schema::Record& declared);
  bool AddLive(PlanRecord& record, const schema::RedactNode& node, const schema::Record& declared);
  bool SetTag(PlanRecord& record, const schema::Record& declared);
  bool AddTreats(std::uint32_t index);
  bool AddConditions(std::uint32_t index, const std::vector<schema::Condition>& conditions,
                     std::vector<PlanCondition>& out);
  std::uint32_t Slot(std::uint32_t function, std::uint32_t object);
  void NumberSlots();

  const schema::Unit& unit_;
  const schema::Redaction& redaction_;
  Plan plan_;
  std::vector<char> visited_;
  std::uint32_t depth_ = 0;             // members around the current place
  std::vector<std::uint32_t> objects_;  // Record nodes around the current place, and itself
  // The slot of a function asked of an object node; kNone for the request.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> slots_;
};

namespace {

Shape ShapeOf(const schema::Type& type) {
  using schema::TypeKind;
  if (schema::IsMap(type)) return Shape::Map;
  switch (type.kind) {
    case TypeKind::Record:
      return Shape::Record;
    case TypeKind::Set:
    case TypeKind::List:
      return Shape::List;
    case TypeKind::String:
      return Shape::FreeString;
    case TypeKind::Int:
      return Shape::Int;
    case TypeKind::Decimal:
      return Shape::Decimal;
    case TypeKind::Bool:
      return Shape::Bool;
    case TypeKind::Money:
    case TypeKind::Instant:
    case TypeKind::Date:
    case TypeKind::Duration:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::TimeOfDay:
    case TypeKind::Region:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Ip:
    case TypeKind::Cidr:
    case TypeKind::Enum:
      return Shape::CheckedString;
  }
  return Shape::CheckedString;
}

const schema::Field* FindField(const schema::Record& declared, const schema::RedactMember& member) {
  const auto field = std::ranges::find_if(declared.fields, [&member](const schema::Field& candidate) {
    return candidate.name == member.name && candidate.arm == member.arm;
  });
  return field == declared.fields.end() ? nullptr : &*field;
}

}  // namespace

// Request functions get the first slots in order of first use; a node shares a slot with every other use of its
// function.
std::uint32_t PlanBuilder::Slot(std::uint32_t function, std::uint32_t object) {
  const auto [entry, added] = slots_.try_emplace({object, function}, static_cast<std::uint32_t>(slots_.size()));
  if (added && object == kNone) plan_.request_functions_.push_back(function);
  return entry->second;
}

// Slots were numbered as they came; afterwards those of the request stand first.
void PlanBuilder::NumberSlots() {
  std::vector<std::uint32_t> renamed(slots_.size());
  std::uint32_t next = static_cast<std::uint32_t>(plan_.request_functions_.size());
  for (const auto& [key, slot] : slots_) {
    const auto& [object, function] = key;
    if (object == kNone) {
      const auto place = std::ranges::find(plan_.request_functions_, function);
      renamed[slot] = static_cast<std::uint32_t>(place - plan_.request_functions_.begin());
    } else {
      renamed[slot] = next++;
      plan_.nodes_[object].questions.push_back({function, renamed[slot]});
    }
  }
  const auto rename = [&renamed](std::vector<PlanCondition>& conditions) {
    for (PlanCondition& condition : conditions) {
      if (condition.slot != kNone) condition.slot = renamed[condition.slot];
    }
  };
  for (PlanNode& node : plan_.nodes_) {
    for (PlanBlock& block : node.blocks) {
      for (PlanTreat& treat : block) rename(treat.conditions);
    }
    for (std::vector<PlanCondition>& drop : node.drops) rename(drop);
  }
  plan_.slots_ = next;
}

bool PlanBuilder::AddConditions(std::uint32_t index, const std::vector<schema::Condition>& conditions,
                                std::vector<PlanCondition>& out) {
  for (const schema::Condition& condition : conditions) {
    if (condition.function == kNone) {
      if (condition.negated) return false;  // `unless` of nothing would never hold
      continue;
    }
    if (condition.function >= unit_.function_count) return false;
    const std::uint32_t object = condition.reads_object ? condition.object : kNone;
    if (condition.reads_object) {
      if (std::ranges::find(objects_, object) == objects_.end()) return false;
      std::vector<std::uint32_t>& dependents = plan_.nodes_[object].dependents;
      if (std::ranges::find(dependents, index) == dependents.end()) dependents.push_back(index);
    }
    out.push_back({.slot = Slot(condition.function, object), .negated = condition.negated});
  }
  return true;
}

bool PlanBuilder::AddTreats(std::uint32_t index) {
  for (const std::vector<schema::Treat>& block : redaction_.nodes[index].blocks) {
    PlanBlock& planned = plan_.nodes_[index].blocks.emplace_back();
    for (const schema::Treat& treat : block) {
      PlanTreat& made = planned.emplace_back(PlanTreat{.conditions = {},
                                                       .treatment = treat.treatment,
                                                       .form = treat.form,
                                                       .bin_length = treat.bin_length,
                                                       .key = treat.key});
      if (treat.key != kNone && treat.key >= unit_.keys.size()) return false;
      if (!AddConditions(index, treat.conditions, made.conditions)) return false;
    }
  }
  return true;
}

bool PlanBuilder::FitsKind(std::uint32_t index) const {
  using Kind = schema::RedactNode::Kind;
  const Kind kind = redaction_.nodes[index].kind;
  switch (plan_.nodes_[index].shape) {
    case Shape::Record:
      return kind == Kind::Record;
    case Shape::List:
    case Shape::Map:
      return kind == Kind::List;
    case Shape::FreeString:
    case Shape::CheckedString:
    case Shape::Int:
    case Shape::Decimal:
    case Shape::Bool:
      return kind == Kind::Scalar;
  }
  return false;
}

bool PlanBuilder::Visit(std::uint32_t index, std::uint32_t type, bool nullable, std::uint32_t data_class) {
  if (index >= redaction_.nodes.size() || visited_[index] || redaction_.nodes[index].type != type) return false;
  if (data_class >= std::max<std::size_t>(unit_.classes.size(), 1)) return false;
  visited_[index] = 1;
  PlanNode& node = plan_.nodes_[index];
  node.type = type;
  node.shape = ShapeOf(unit_.types[type]);
  node.nullable = nullable;
  node.data_class = data_class;
  if (unit_.types[type].kind == schema::TypeKind::Enum && unit_.types[type].declaration >= unit_.enums.size())
    return false;
  if (!FitsKind(index)) return false;
  if (node.shape == Shape::Record) return VisitRecord(index);
  if (!AddTreats(index)) return false;
  const bool holds = node.shape == Shape::List || node.shape == Shape::Map;
  return !holds || VisitList(index);
}

bool PlanBuilder::VisitList(std::uint32_t index) {
  const schema::RedactNode& node = redaction_.nodes[index];
  const std::uint32_t element = node.element;
  std::uint32_t held = unit_.types[node.type].element;
  if (plan_.nodes_[index].shape == Shape::Map && !TakeEntry(index, held)) return false;
  if (held >= unit_.types.size()) return false;
  plan_.nodes_[index].element = element;
  if (!Visit(element, held, false, plan_.nodes_[index].data_class)) return false;
  // A drop may read the element itself, and is answered when the element is known.
  const bool records = plan_.nodes_[element].shape == Shape::Record;
  if (records) objects_.push_back(element);
  bool ok = true;
  for (const schema::Drop& drop : node.drops)
    ok = ok && AddConditions(index, drop.conditions, plan_.nodes_[index].drops.emplace_back());
  if (records) objects_.pop_back();
  return ok;
}

// On the wire the entry of a map is no record but a name and its value; `held`: the type of the values.
bool PlanBuilder::TakeEntry(std::uint32_t index, std::uint32_t& held) {
  const std::uint32_t entry = unit_.types[redaction_.nodes[index].type].declaration;
  if (entry >= unit_.records.size() || unit_.records[entry].fields.size() <= schema::kMapValue) return false;
  const std::uint32_t key = unit_.records[entry].fields[schema::kMapKey].type;
  if (key >= unit_.types.size()) return false;
  const schema::Type& type = unit_.types[key];
  if (type.kind == schema::TypeKind::Enum && type.declaration >= unit_.enums.size()) return false;
  plan_.nodes_[index].key = key;
  held = unit_.records[entry].fields[schema::kMapValue].type;
  return true;
}

bool PlanBuilder::VisitRecord(std::uint32_t index) {
  const schema::RedactNode& node = redaction_.nodes[index];
  const std::uint32_t type = unit_.types[node.type].declaration;
  if (type >= unit_.records.size()) return false;
  objects_.push_back(index);
  plan_.nodes_[index].live = &node.object_live;
  plan_.nodes_[index].record = static_cast<std::uint32_t>(plan_.records_.size());
  plan_.records_.emplace_back();
  PlanRecord record;
  record.type = type;
  record.pass_unknown = node.pass_unknown;
  const bool ok =
      AddTreats(index) && AddNames(record, node, unit_.records[type]) && AddLive(record, node, unit_.records[type]);
  plan_.records_[plan_.nodes_[index].record] = std::move(record);
  objects_.pop_back();
  return ok;
}

// Every field of the record is a member here, and nothing else is.
bool PlanBuilder::AddNames(PlanRecord& record, const schema::RedactNode& node, const schema::Record& declared) {
  for (const schema::RedactMember& member : node.members) {
    if (std::ranges::find(record.names, member.name) == record.names.end()) record.names.push_back(member.name);
  }
  if (node.members.size() != declared.fields.size() || !SetTag(record, declared)) return false;
  const std::size_t slots = declared.arms.size() + 1;
  record.words = static_cast<std::uint32_t>((record.names.size() + 63) / 64);
  plan_.most_words_ = std::max(plan_.most_words_, record.words);
  record.nodes.assign(slots * record.names.size(), kNone);
  record.required.assign(slots * record.words, 0);
  record.buckets.assign(std::bit_ceil(record.names.size() * 2 + 1), kNone);
  for (std::uint32_t name = 0; name < record.names.size(); ++name) {
    std::size_t bucket = HashName(record.names[name]) & (record.buckets.size() - 1);
    while (record.buckets[bucket] != kNone) bucket = (bucket + 1) & (record.buckets.size() - 1);
    record.buckets[bucket] = name;
  }
  return std::ranges::all_of(node.members,
                             [&](const schema::RedactMember& member) { return AddMember(record, declared, member); });
}

// What a condition on an object is given of it.
bool PlanBuilder::AddLive(PlanRecord& record, const schema::RedactNode& node, const schema::Record& declared) {
  for (const schema::Live& live : node.object_live) {
    if (live.field >= declared.fields.size()) return false;
    record.live.push_back(declared.fields[live.field].name);
  }
  if (record.is_union() && std::ranges::find(record.live, record.names[record.tag]) == record.live.end())
    record.live.push_back(record.names[record.tag]);
  return true;
}

bool PlanBuilder::AddMember(PlanRecord& record, const schema::Record& declared, const schema::RedactMember& member) {
  const schema::Field* field = FindField(declared, member);
  if (field == nullptr || field->type >= unit_.types.size()) return false;
  if (field->arm != kNone && field->arm >= declared.arms.size()) return false;
  const auto name = static_cast<std::uint32_t>(std::ranges::find(record.names, member.name) - record.names.begin());
  const bool optional = field->presence_bit != kNone;
  for (std::uint32_t slot = 0; slot <= declared.arms.size(); ++slot) {
    if (field->arm != kNone && field->arm + 1 != slot) continue;
    std::uint32_t& node = record.nodes[slot * record.names.size() + name];
    if (node != kNone) return false;  // twice in one arm
    node = member.node;
    if (!optional) record.required[slot * record.words + name / 64] |= std::uint64_t{1} << name % 64;
  }
  ++depth_;
  const bool ok = depth_ <= kMaxDepth && Visit(member.node, field->type, optional, member.data_class);
  --depth_;
  return ok;
}

bool PlanBuilder::SetTag(PlanRecord& record, const schema::Record& declared) {
  if (declared.tag_field == kNone) return true;
  if (declared.tag_field >= declared.fields.size()) return false;
  const schema::Field& field = declared.fields[declared.tag_field];
  if (field.arm != kNone || field.type >= unit_.types.size()) return false;
  const schema::Type& type = unit_.types[field.type];
  if (type.kind != schema::TypeKind::Enum || type.declaration >= unit_.enums.size()) return false;
  const auto name = std::ranges::find(record.names, field.name);
  if (name == record.names.end()) return false;
  record.tag = static_cast<std::uint32_t>(name - record.names.begin());
  record.tag_enum = &unit_.enums[type.declaration];
  record.arm_of_member = &declared.arm_of_member;
  return std::ranges::all_of(declared.arm_of_member,
                             [&declared](std::uint32_t arm) { return arm == kNone || arm < declared.arms.size(); });
}

Result<Plan> PlanBuilder::Build() {
  plan_.unit_ = &unit_;
  plan_.root_ = redaction_.root;
  plan_.nodes_.resize(redaction_.nodes.size());
  visited_.assign(redaction_.nodes.size(), 0);
  const bool has_root = redaction_.root < redaction_.nodes.size();
  const std::uint32_t type = has_root ? redaction_.nodes[redaction_.root].type : kNone;
  if (type >= unit_.types.size() || !Visit(redaction_.root, type, false, 0))
    return Error{"the unit's redaction plan does not fit its types; build the unit again"};
  NumberSlots();
  return std::move(plan_);
}

Result<Plan> Plan::Make(const schema::Unit& unit, const schema::Redaction& redaction) {
  return PlanBuilder(unit, redaction).Build();
}

}  // namespace bpol::redact
