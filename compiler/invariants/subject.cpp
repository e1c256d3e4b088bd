#include "compiler/invariants/subject.h"

#include <algorithm>

namespace bpol::invariants {

bool IsOfOtherArm(const schema::Unit& schema, const schema::Record& record, const schema::Field& field,
                  const Json& object) {
  if (field.arm == schema::kNone) return false;
  const schema::Field& tag = record.fields[record.tag_field];
  const schema::Enum& members = schema.enums[schema.types[tag.type].declaration];
  const Json name = object.contains(tag.name) ? object.at(tag.name) : Json();
  const auto named = std::ranges::find_if(members.members, [&](const auto& member) { return name == member.wire; });
  auto member = static_cast<std::uint32_t>(named - members.members.begin());
  if (named == members.members.end()) member = members.otherwise;
  return member == schema::kNone || record.arm_of_member[member] != field.arm;
}

}  // namespace bpol::invariants
