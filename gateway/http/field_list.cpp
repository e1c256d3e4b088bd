#include "gateway/http/field_list.h"

#include <algorithm>

#include "gateway/http/characters.h"

namespace bpol::http {

bool SameName(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (ToLower(left[i]) != ToLower(right[i])) return false;
  }
  return true;
}

bool FieldList::Add(std::string_view name, std::string_view value) {
  if (!IsToken(name) || !AllAre(character::kValue, value)) return false;
  const std::size_t at = bytes_.size();
  bytes_.append(name).append(value);
  entries_.push_back({.name_at = static_cast<std::uint32_t>(at),
                      .name_size = static_cast<std::uint32_t>(name.size()),
                      .value_at = static_cast<std::uint32_t>(at + name.size()),
                      .value_size = static_cast<std::uint32_t>(value.size())});
  return true;
}

void FieldList::Remove(std::string_view name) {
  std::erase_if(entries_, [&](const Entry& entry) {
    return SameName(std::string_view(bytes_).substr(entry.name_at, entry.name_size), name);
  });
}

void FieldList::Clear() {
  bytes_.clear();
  entries_.clear();
}

Field FieldList::operator[](std::size_t index) const {
  const Entry& entry = entries_[index];
  const std::string_view bytes = bytes_;
  return {bytes.substr(entry.name_at, entry.name_size), bytes.substr(entry.value_at, entry.value_size)};
}

FieldLookup FieldList::Find(std::string_view name) const {
  FieldLookup found;
  for (const Field field : *this) {
    if (!SameName(field.name, name)) continue;
    if (found.presence == Presence::Once) return {.presence = Presence::Repeated, .value = {}};
    found = {.presence = Presence::Once, .value = field.value};
  }
  return found;
}

}  // namespace bpol::http
