#include "runtime/bind/path_trail.h"

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/values/integer.h"

namespace bpol::bind {
namespace {

constexpr std::size_t kLongestShownName = 40;
constexpr int kMostShownDigits = 4;
constexpr std::size_t kMostIndexBytes = 12;  // ten digits and their brackets

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || IsDigit(c);
}

}  // namespace

std::size_t PathTrail::Checked(std::size_t index) {
  BPOL_CHECK(index < kCapacity, "no type nests deeper than a trail holds");
  return index;
}

std::string_view PathTrail::Text(Arena& arena) const {
  std::size_t room = 0;
  for (std::size_t i = 0; i < size_; ++i) room += 1 + std::max(steps_[i].name.size(), kMostIndexBytes);
  values::TextPlace out(arena.AllocateArray<char>(room));
  for (std::size_t i = 0; i < size_; ++i) {
    if (steps_[i].index != schema::kNone) {
      out += '[';
      values::PrintInt(steps_[i].index, out);
      out += ']';
    } else {
      if (i > 0) out += '.';
      out += steps_[i].name;
    }
  }
  return out.text();
}

std::string_view ShownName(std::string_view name) {
  const bool plain = !name.empty() && name.size() <= kLongestShownName && !IsDigit(name[0]) &&
                     std::ranges::all_of(name, IsNameByte) && std::ranges::count_if(name, IsDigit) <= kMostShownDigits;
  return plain ? name : "?";
}

namespace {

constexpr std::string_view kKeys = "keys";

// Calls `visit` with each name of the path.
template <typename Visit>
void ForEachName(const schema::Unit& unit, const schema::Action& action, std::span<const std::uint32_t> path,
                 Visit&& visit) {
  if (!path.empty() && std::ranges::find(action.keys, path.front()) != action.keys.end()) visit(kKeys);
  std::uint32_t record = action.frame;
  for (const std::uint32_t index : path) {
    BPOL_CHECK(record != schema::kNone, "only a record has fields");
    const schema::Field& field = unit.records[record].fields[index];
    visit(std::string_view(field.name));
    const schema::Type& type = unit.types[field.type];
    record = type.kind == schema::TypeKind::Record ? type.declaration : schema::kNone;
  }
}

}  // namespace

std::string_view PathText(const schema::Unit& unit, const schema::Action& action, std::span<const std::uint32_t> path,
                          std::string_view below, Arena& arena) {
  std::size_t room = 1 + below.size();
  ForEachName(unit, action, path, [&](std::string_view name) { room += 1 + name.size(); });
  values::TextPlace out(arena.AllocateArray<char>(room));
  ForEachName(unit, action, path, [&](std::string_view name) {
    if (!out.text().empty()) out += '.';
    out += name;
  });
  if (!below.empty() && below.front() != '[') out += '.';
  out += below;
  return out.text();
}

}  // namespace bpol::bind
