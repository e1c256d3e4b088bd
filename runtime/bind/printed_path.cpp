#include "runtime/bind/printed_path.h"

#include "runtime/base/check.h"
#include "runtime/decision/decision.h"

namespace bpol::bind {

std::string_view PrintedAt(const schema::Unit& unit, const schema::Action& action, std::span<const std::uint32_t> path,
                           const decision::Value& value, std::string& room) {
  BPOL_CHECK(!path.empty(), "a path names at least one field");
  std::uint32_t record = action.frame;
  for (std::size_t i = 0; i + 1 < path.size(); ++i)
    record = unit.types[unit.records[record].fields[path[i]].type].declaration;
  room.clear();
  decision::Print(unit, unit.types[unit.records[record].fields[path.back()].type], value, room);
  return room;
}

}  // namespace bpol::bind
