#include "tests/agreement/generate/path.h"

#include <algorithm>

namespace bpol::agreement {
namespace {

std::vector<Path> RootsOf(const Vocabulary& vocabulary, const GivenAction& action) {
  const auto record = [](const char* name, std::uint32_t declaration, bool optional) {
    return Path{.text = name, .type = {.kind = TypeKind::Record, .declaration = declaration}, .optional = optional};
  };
  std::vector<Path> roots{record("subject", vocabulary.subject, false), record("context", vocabulary.context, false)};
  if (action.resource) roots.push_back(record("resource", vocabulary.resource, action.resource_optional));
  if (action.body) roots.push_back(record("body", vocabulary.body, action.body_optional));
  return roots;
}

bool SamePath(const Path& left, const Path& right) {
  return left.text == right.text && left.optional == right.optional && left.needs == right.needs;
}

}  // namespace

void AddBelow(const Vocabulary& vocabulary, Path root, std::vector<Path>& paths) {
  if (root.type.kind == TypeKind::Record) {
    const GivenRecord& record = vocabulary.records[root.type.declaration];
    std::vector<std::string> needs = root.needs;
    if (root.optional) needs.push_back(root.text);
    for (const Member& member : record.members) {
      Path below{.text = root.text.empty() ? member.name : root.text + "." + member.name, .type = member.type};
      below.optional = member.optional;
      below.needs = needs;
      below.classified = root.classified || !member.data_class.empty();
      below.near = root.near;
      below.fixed = root.fixed;
      if (member.arm != kNone) below.needs.push_back(root.text + " is " + record.arms[member.arm]);
      if (record.is_union && &member == &record.members[0]) below.union_of = root.text;
      AddBelow(vocabulary, std::move(below), paths);
    }
  }
  // The object of a redaction has no name of its own.
  if (!root.text.empty()) paths.push_back(std::move(root));
}

std::vector<Path> PathsOf(const Vocabulary& vocabulary, const std::vector<std::size_t>& actions) {
  std::vector<Path> common;
  for (const std::size_t action : actions) {
    std::vector<Path> paths;
    for (Path& root : RootsOf(vocabulary, vocabulary.actions[action])) AddBelow(vocabulary, std::move(root), paths);
    if (action == actions[0]) {
      common = std::move(paths);
      continue;
    }
    std::erase_if(common, [&](const Path& path) {
      return std::ranges::none_of(paths, [&](const Path& other) { return SamePath(path, other); });
    });
  }
  common.push_back({.text = "now", .type = {.kind = TypeKind::Instant}});
  for (const Member& key : vocabulary.keys)
    common.push_back({.text = key.name, .type = key.type, .optional = key.optional});
  for (const GivenFact& fact : vocabulary.facts)
    AddBelow(vocabulary, {.text = fact.name, .type = fact.type, .optional = fact.optional}, common);
  for (const GivenSignal& signal : vocabulary.signals)
    common.push_back({.text = signal.name,
                      .type = {.kind = TypeKind::Int, .minimum = signal.deviation ? INT64_MIN : 0},
                      .optional = signal.deviation});
  for (const GivenParam& param : vocabulary.params)
    AddBelow(vocabulary, {.text = param.name, .type = param.type, .optional = param.optional, .fixed = true}, common);
  return common;
}

void Learn(std::set<std::string>& known, const std::set<std::string>& told) {
  for (const std::string& fact : told) {
    const std::size_t arm = fact.find(" is ");
    if (arm != std::string::npos)
      std::erase_if(known, [&](const std::string& other) { return other.starts_with(fact.substr(0, arm + 4)); });
    known.insert(fact);
  }
}

std::string ArmFact(const Vocabulary& vocabulary, const Path& tag, const std::string& word) {
  const auto holds =
      std::ranges::find_if(vocabulary.records, [](const GivenRecord& record) { return record.is_union; });
  const std::uint32_t arm = holds->ArmOf(word);
  return arm == kNone ? "" : tag.union_of + " is " + holds->arms[arm];
}

}  // namespace bpol::agreement
