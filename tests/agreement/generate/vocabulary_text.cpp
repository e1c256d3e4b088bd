// A vocabulary as a policy declares it.
#include "runtime/schema/schema.h"
#include "tests/agreement/generate/vocabulary.h"

namespace bpol::agreement {
namespace {

std::string ScalarName(const Vocabulary& vocabulary, TypeKind kind, std::uint32_t declaration) {
  constexpr const char* kNames[] = {"Bool",      "Int",      "String", "Money", "Instant", "Date", "Duration",
                                    "Country",   "Region",   "Iban",   "Pan",   "Ip",      "Cidr", "Decimal",
                                    "TimeOfDay", "Currency", "Bic",    "Lei",   "Email",   "Phone"};
  if (kind == TypeKind::Enum) return vocabulary.enums[declaration].name;
  if (kind == TypeKind::Record) return vocabulary.records[declaration].name;
  return kNames[static_cast<std::size_t>(kind)];
}

std::string FieldText(const Vocabulary& vocabulary, const Member& member) {
  std::string text = member.name + ": " + TypeText(vocabulary, member.type) + (member.optional ? "?" : "");
  if (member.money_object) text += " from { Amount, Currency }";
  return text + (member.data_class.empty() ? "" : " as " + member.data_class);
}

std::string EnumText(const GivenEnum& given) {
  std::string text = "enum " + given.name + " { ";
  const std::size_t listed = given.words.size() - (given.otherwise ? 1 : 0);
  for (std::size_t i = 0; i < listed; ++i) {
    const EnumWord& word = given.words[i];
    text += (i == 0 ? "" : given.ordered ? " < " : ", ") + word.name;
    if (word.wire != word.name) text += " = \"" + word.wire + '"';
  }
  if (given.otherwise) text += "  otherwise " + given.words.back().name;
  return text + " }\n";
}

std::string UnionText(const Vocabulary& vocabulary, const GivenRecord& given) {
  std::string text = "record " + given.name + " by " + FieldText(vocabulary, given.members[0]) + " {\n";
  const auto arm = [&](const std::string& name, std::uint32_t index) {
    text += "    " + name + ": {";
    for (std::size_t i = 1; i < given.members.size(); ++i)
      if (given.members[i].arm == index) text += " " + FieldText(vocabulary, given.members[i]);
    text += " }\n";
  };
  for (std::uint32_t i = 0; i < given.arms.size(); ++i) arm(given.arms[i], i);
  arm("all", kNone);
  return text + "}\n";
}

std::string RecordText(const Vocabulary& vocabulary, const GivenRecord& given) {
  if (given.is_union) return UnionText(vocabulary, given);
  std::string text = (given.entity ? "entity " : "record ") + given.name + " {\n";
  for (const Member& member : given.members) text += "    " + FieldText(vocabulary, member) + "\n";
  return text + "}\n";
}

std::string ActionText(const Vocabulary& vocabulary, const GivenAction& given) {
  const auto record = [&](std::uint32_t index) { return vocabulary.records[index].name; };
  std::string text = "action " + given.name + " {\n    subject: " + record(vocabulary.subject) + "\n";
  text += "    context: " + record(vocabulary.context) + "\n";
  if (given.resource) text += "    resource: " + record(vocabulary.resource) + (given.resource_optional ? "?\n" : "\n");
  if (given.body) text += "    body: " + record(vocabulary.body) + (given.body_optional ? "?\n" : "\n");
  for (const Member& key : vocabulary.keys) text += "    key " + FieldText(vocabulary, key) + "\n";
  if (given.response != kNone)
    text += "    response: " + (given.response_list ? "List<" + record(given.response) + ">" : record(given.response)) +
            "\n";
  return text + "}\n";
}

std::string FactText(const Vocabulary& vocabulary, const GivenFact& fact) {
  return "fact " + fact.name + ": " + TypeText(vocabulary, fact.type) + (fact.optional ? "?" : "") + " from store " +
         fact.name + "s by " + fact.key + (fact.else_absent ? " else absent\n" : "\n");
}

std::string ObligationText(const Vocabulary& vocabulary, const GivenObligation& given) {
  std::string text = "obligation " + given.name;
  for (std::size_t i = 0; i < given.parameters.size(); ++i)
    text += (i == 0 ? "(" : ", ") + ("value" + std::to_string(i)) + ": " + TypeText(vocabulary, given.parameters[i]);
  text += given.parameters.empty() ? "" : ")";
  return text + (given.keeps.empty() ? "" : " keeps " + given.keeps) + "\n";
}

}  // namespace

std::string TypeText(const Vocabulary& vocabulary, const GivenType& type) {
  if (type.is_map())
    return "Map<" + ScalarName(vocabulary, type.key, kNone) + ", " +
           ScalarName(vocabulary, type.element, type.declaration) + "> max " + std::to_string(type.bound);
  if (type.is_collection())
    return std::string(type.kind == TypeKind::Set ? "Set<" : "List<") +
           ScalarName(vocabulary, type.element, type.declaration) + ">" +
           (type.bound == 0 ? "" : " max " + std::to_string(type.bound));
  std::string text = ScalarName(vocabulary, type.kind, type.declaration);
  if (type.kind == TypeKind::Int && type.minimum != INT64_MIN)
    text += " " + std::to_string(type.minimum) + ".." + std::to_string(type.maximum);
  if (type.kind == TypeKind::String && type.bound != 0) text += " max " + std::to_string(type.bound);
  return text;
}

std::string DeclarationsOf(const Vocabulary& vocabulary) {
  std::string text =
      "class public < internal < personal < sensitive\nclass cardholder > personal\ndefault class internal\n"
      "acr \"urn:ca\" < \"urn:sca\"\n";
  for (const GivenEnum& given : vocabulary.enums) text += EnumText(given);
  for (const GivenRecord& given : vocabulary.records) text += RecordText(vocabulary, given);
  for (const GivenAction& given : vocabulary.actions) text += ActionText(vocabulary, given);
  for (const GivenParam& given : vocabulary.params)
    text += "param " + given.name + ": " + TypeText(vocabulary, given.type) + (given.optional ? "?" : "") + " = " +
            given.literal + "\n";
  for (const GivenTable& given : vocabulary.tables) {
    GivenType type = given.type;
    type.bound = 0;  // that of a constant is what it holds
    text += "table " + given.name + ": " + TypeText(vocabulary, type) + " " + given.text + "\n";
  }
  for (const GivenFact& given : vocabulary.facts) text += FactText(vocabulary, given);
  for (const GivenSignal& given : vocabulary.signals) text += "signal " + given.name + ": " + given.text + "\n";
  for (const GivenObligation& given : vocabulary.obligations) text += ObligationText(vocabulary, given);
  return text + "key analytics for pseudonym\n";
}

std::string ManifestOf(const Vocabulary& vocabulary, const std::vector<std::string>& modules) {
  std::string text = "[project]\nname = \"generated\"\nversion = \"1\"\nzone = \"UTC\"\nmodules = [";
  for (std::size_t i = 0; i < modules.size(); ++i) text += (i == 0 ? "\"" : ", \"") + modules[i] + ".bpol\"";
  text += "]\nregions = [";
  for (std::size_t i = 0; i < vocabulary.regions.size(); ++i)
    text += (i == 0 ? "\"" : ", \"") + vocabulary.regions[i] + '"';
  text += "]\n";
  if (vocabulary.visit_limit > 0) text += "[limits]\nvisits = " + std::to_string(vocabulary.visit_limit) + "\n";
  text += "[keys]\nanalytics = \"" + std::string(64, '7') + "\"\n[params]\n";
  for (const GivenParam& given : vocabulary.params)
    if (!given.manifest.empty()) text += given.name + " = " + given.manifest + "\n";
  return text;
}

}  // namespace bpol::agreement
