#include "runtime/bind/path_trail.h"

#include <algorithm>

#include "runtime/base/check.h"

namespace bpol::bind {
namespace {

constexpr std::size_t kLongestShownName = 40;
constexpr int kMostShownDigits = 4;

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

std::string PathTrail::Text() const {
  std::string out;
  for (std::size_t i = 0; i < size_; ++i) {
    if (steps_[i].index != schema::kNone) {
      out += '[' + std::to_string(steps_[i].index) + ']';
    } else {
      if (!out.empty()) out += '.';
      out += steps_[i].name;
    }
  }
  return out;
}

std::string_view ShownName(std::string_view name) {
  const bool plain = !name.empty() && name.size() <= kLongestShownName && !IsDigit(name[0]) &&
                     std::ranges::all_of(name, IsNameByte) && std::ranges::count_if(name, IsDigit) <= kMostShownDigits;
  return plain ? name : "?";
}

std::string PathText(const schema::Unit& unit, const schema::Action& action, const std::vector<std::uint32_t>& path) {
  std::string out;
  std::uint32_t record = action.frame;
  for (const std::uint32_t index : path) {
    BPOL_CHECK(record != schema::kNone, "only a record has fields");
    const schema::Field& field = unit.records[record].fields[index];
    if (out.empty() && std::ranges::find(action.keys, index) != action.keys.end()) out = "keys";
    if (!out.empty()) out += '.';
    out += field.name;
    const schema::Type& type = unit.types[field.type];
    record = type.kind == schema::TypeKind::Record ? type.declaration : schema::kNone;
  }
  return out;
}

}  // namespace bpol::bind
