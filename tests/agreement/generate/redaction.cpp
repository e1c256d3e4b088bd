// What of a response the caller may see: transforms by path and by class, elements that are dropped.
#include "tests/agreement/generate/block_writer.h"

namespace bpol::agreement {
namespace {

struct Target {
  std::string path;
  GivenType type;
  std::uint32_t holder;  // the record whose fields the line's condition may read
};

// Every field of the response that a line can name, by its path; elements of lists by `[]`, values of maps by `[*]`.
void Collect(const Vocabulary& vocabulary, std::uint32_t record, const std::string& prefix,
             std::vector<Target>& found) {
  const GivenRecord& given = vocabulary.records[record];
  for (const Member& member : given.members) {
    const bool tag = given.is_union && &member == &given.members[0];
    if (tag) continue;
    const std::string arm = !given.is_union ? "" : (member.arm == kNone ? "all" : given.arms[member.arm]) + ".";
    const std::string path = prefix + arm + member.name;
    found.push_back({path, member.type, record});
    if (member.type.kind == TypeKind::Record) Collect(vocabulary, member.type.declaration, path + ".", found);
    if (member.type.kind == TypeKind::List && member.type.element == TypeKind::Record)
      Collect(vocabulary, member.type.declaration, path + (member.type.is_map() ? "[*]." : "[]."), found);
  }
}

}  // namespace

// One that this type has a form for. In one unit fields are pseudonymised or truncated, never both.
std::string BlockWriter::Transform(const GivenType& type, bool pseudonyms) {
  std::vector<std::string> fitting{"keep", "remove"};
  const bool text = type.kind == TypeKind::String, pan = type.kind == TypeKind::Pan, iban = type.kind == TypeKind::Iban;
  const bool ip = type.kind == TypeKind::Ip;
  if (text || pan || iban || ip) {
    fitting.emplace_back("mask");
    if (pseudonyms) fitting.insert(fitting.end(), {"tokenise analytics", "hash analytics"});
  }
  if (text) fitting.insert(fitting.end(), {"scan", "mask(email)", "mask(phone)", "mask(name)", "mask(text)"});
  if (pan) fitting.insert(fitting.end(), {"mask(pan)", "mask(pan, 8)"});
  if ((pan || text) && !pseudonyms) fitting.insert(fitting.end(), {"truncate pan"});
  if (iban) fitting.emplace_back("mask(iban)");
  if (ip) fitting.insert(fitting.end(), {"generalise ip", "mask(ip)"});
  if (type.kind == TypeKind::Date) fitting.insert(fitting.end(), {"generalise birth_date", "generalise birth_date"});
  return random_.Pick(fitting);
}

// The request may be asked, and the fields of the record in which the line's path ends.
std::string BlockWriter::RedactWhen(Scope scope, std::uint32_t holder) {
  if (holder != kNone) {
    Path object{.text = "", .type = {.kind = TypeKind::Record, .declaration = holder}};
    object.near = true;
    AddBelow(vocabulary_, std::move(object), scope.paths);
  }
  ExprWriter writer(random_, vocabulary_, scope);
  const Condition when = writer.Cond(static_cast<int>(random_.Below(2)));
  if (random_.Chance(25)) return " unless " + when.text;
  if (random_.Chance(75)) return " when " + when.text;
  Learn(scope.known, when.if_true);
  return " when " + when.text + " unless " + writer.Cond(0).text;
}

std::string BlockWriter::RedactLine(const Scope& scope, const std::string& path, const GivenType& type,
                                    std::uint32_t holder, bool pseudonyms) {
  std::string text = "    " + path + " " + Transform(type, pseudonyms);
  if (random_.Chance(15)) text += " control pci(\"3.4.1\")";
  return text + (random_.Chance(60) ? RedactWhen(scope, holder) : "") + "\n";
}

std::string BlockWriter::Redaction() {
  Actions answering;
  for (std::size_t i = 0; i < vocabulary_.actions.size(); ++i)
    if (vocabulary_.actions[i].response != kNone) answering.push_back(i);
  if (answering.empty()) return "";
  const GivenAction& action = vocabulary_.actions[answering[0]];
  std::vector<Target> targets;
  Collect(vocabulary_, action.response, "", targets);
  Scope scope = ScopeOf(answering);
  const bool pseudonyms = random_.Chance(50);
  std::string text =
      "redact " + vocabulary_.records[action.response].name + (random_.Chance(50) ? Heads(answering) : "") + " {\n";
  text += Lets(scope, "    ", 10);
  if (action.response_list && random_.Chance(70)) text += "    drop []" + RedactWhen(scope, action.response) + "\n";
  for (const Target& target : targets) {
    const bool records = target.type.kind == TypeKind::List && target.type.element == TypeKind::Record;
    if (records && random_.Chance(target.type.is_map() ? 25 : 60))
      text += "    drop " + target.path + (target.type.is_map() ? "[*]" : "[]") +
              RedactWhen(scope, target.type.declaration) + "\n";
    if (target.type.is_map()) {
      if (random_.Chance(50))
        text += "    " + target.path + (random_.Chance(70) ? " keep" : " remove") +
                (random_.Chance(30) ? RedactWhen(scope, target.holder) : "") + "\n";
      if (!records && random_.Chance(80))
        text += RedactLine(scope, target.path + "[*]", target.type.ElementType(), kNone, pseudonyms);
      if (!records && random_.Chance(20)) text += "    drop " + target.path + "[*]" + RedactWhen(scope, kNone) + "\n";
      continue;
    }
    if (target.type.is_collection() || target.type.kind == TypeKind::Record) {
      if (random_.Chance(10)) text += "    " + target.path + " keep" + RedactWhen(scope, target.holder) + "\n";
      continue;
    }
    for (int percent = 85; random_.Chance(percent); percent = 30)
      text += RedactLine(scope, target.path, target.type, target.holder, pseudonyms);
  }
  // Everything that is stronger than the default class is covered.
  constexpr const char* kClasses[] = {"mask", "mask", "remove", "keep"};
  if (random_.Chance(50))
    text += "    class sensitive " + std::string(random_.Pick(kClasses)) + RedactWhen(scope, kNone) + "\n";
  text += "    class personal " + std::string(random_.Pick(kClasses)) + "\n";
  if (random_.Chance(30)) text += "    pass unknown\n";
  return text + "}\n";
}

}  // namespace bpol::agreement
