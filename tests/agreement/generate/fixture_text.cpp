#include "tests/agreement/generate/fixture_text.h"

#include <algorithm>

#include "tests/agreement/generate/literal_text.h"

namespace bpol::agreement {
namespace {

const Datum* Find(const Datum& object, const std::string& name) {
  const auto found = std::ranges::find(object.members, name, [](const auto& member) { return member.first; });
  return found == object.members.end() ? nullptr : &found->second;
}

std::optional<std::string> ValueText(const Vocabulary& vocabulary, const Datum& value) {
  return value.left_out ? "absent" : LiteralText(vocabulary, value);
}

// Members of one record, which a change may name; those of a union come and go with its tag.
bool HaveSameFields(const Vocabulary& vocabulary, const Datum& from, const Datum& to) {
  const auto plain = [&](const Datum& each) {
    return each.kind == Datum::Kind::Object && !each.left_out && !each.money_object &&
           each.type.kind == TypeKind::Record && !vocabulary.records[each.type.declaration].is_union;
  };
  return plain(from) && plain(to) && from.members.size() == to.members.size();
}

class Differ {
 public:
  explicit Differ(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  // False where a value cannot be written.
  bool Compare(const std::string& path, const Datum& from, const Datum& to) {
    if (HaveSameFields(vocabulary_, from, to)) {
      for (const auto& [name, value] : to.members)
        if (!Compare(path + "." + name, *Find(from, name), value)) return false;
      return true;
    }
    const std::optional<std::string> before = ValueText(vocabulary_, from), after = ValueText(vocabulary_, to);
    if (!before || !after) return false;
    if (*before != *after) changes.push_back({path, *after});
    return true;
  }

  // keys, facts, signals: what is not named is unavailable.
  bool CompareGroup(const Datum& from, const Datum& to) {
    for (const auto& [name, value] : from.members)
      if (Find(to, name) == nullptr) changes.push_back({name});
    for (const auto& [name, value] : to.members) {
      const Datum* before = Find(from, name);
      if (before != nullptr) {
        if (!Compare(name, *before, value)) return false;
        continue;
      }
      const std::optional<std::string> text = ValueText(vocabulary_, value);
      if (!text) return false;
      changes.push_back({name, *text});
    }
    return true;
  }

  std::vector<Change> changes;

 private:
  const Vocabulary& vocabulary_;
};

bool IsGroup(const std::string& part) {
  return part == "keys" || part == "facts" || part == "signals";
}

}  // namespace

std::optional<std::string> FixtureText(const Vocabulary& vocabulary, const Datum& request) {
  std::string text;
  const auto add = [&](const std::string& name, const std::optional<std::string>& value) {
    text += "    " + name + ": " + value.value_or("") + "\n";
    return value.has_value();
  };
  for (const auto& [part, value] : request.members) {
    if (part == "review") return std::nullopt;
    // Facts stand by their names: among the parts, or in a group like keys and signals.
    const bool by_name = part == "facts" && value.members.size() % 2 == 0;
    if (!by_name && !add(part, ValueText(vocabulary, value))) return std::nullopt;
    if (!by_name) continue;
    for (const auto& [name, fact] : value.members)
      if (!add(name, ValueText(vocabulary, fact))) return std::nullopt;
  }
  return text;
}

std::optional<std::vector<Change>> ChangesOf(const Vocabulary& vocabulary, const Datum& from, const Datum& to) {
  Differ differ(vocabulary);
  for (const auto& [part, value] : to.members) {
    const Datum* before = Find(from, part);
    if (before == nullptr) return std::nullopt;
    if (!(IsGroup(part) ? differ.CompareGroup(*before, value) : differ.Compare(part, *before, value)))
      return std::nullopt;
  }
  return std::move(differ.changes);
}

}  // namespace bpol::agreement
