#include "compiler/print_redaction.h"

namespace bpol::compiler {
namespace {

std::string_view Word(schema::Treatment treatment) {
  constexpr std::string_view kWords[] = {"keep", "generalise", "mask", "truncate", "tokenise", "hash", "remove"};
  return kWords[static_cast<std::size_t>(treatment)];
}

std::string_view Word(schema::Form form) {
  constexpr std::string_view kWords[] = {"",      "text", "pan",        "iban", "email",
                                         "phone", "name", "birth date", "ip",   "free text"};
  return kWords[static_cast<std::size_t>(form)];
}

class RedactionPrinter {
 public:
  RedactionPrinter(const schema::Unit& unit, const schema::Redaction& redaction) : unit_(unit), redaction_(redaction) {}

  std::string Print() {
    Place(redaction_.root, "", "");
    return std::move(out_);
  }

 private:
  void Place(std::uint32_t index, const std::string& path, const std::string& data_class) {
    const schema::RedactNode& node = redaction_.nodes[index];
    if (node.kind == schema::RedactNode::Kind::Scalar) Put(path, data_class, Blocks(node));
    if (!node.drops.empty()) Put(path + "[]", "", std::to_string(node.drops.size()) + " drop if");
    if (node.pass_unknown) Put(path.empty() ? "." : path, "", "undeclared members pass");
    if (node.element != schema::kNone) Place(node.element, path + "[]", data_class);
    for (const schema::RedactMember& member : node.members) {
      const std::string arm = member.arm == schema::kNone ? "" : ArmOf(node, member.arm) + ".";
      Place(member.node, path + (path.empty() ? "" : ".") + arm + member.name, unit_.classes[member.data_class]);
    }
  }

  std::string ArmOf(const schema::RedactNode& node, std::uint32_t arm) const {
    return unit_.records[unit_.types[node.type].declaration].arms[arm];
  }

  static std::string Blocks(const schema::RedactNode& node) {
    std::string text;
    for (const std::vector<schema::Treat>& block : node.blocks) {
      if (!text.empty()) text += " / ";
      std::string treats;
      for (const schema::Treat& treat : block) treats += (treats.empty() ? "" : ", ") + One(treat);
      text += treats;
    }
    return text.empty() ? "remove" : text;
  }
  static std::string One(const schema::Treat& treat) {
    std::string text(Word(treat.treatment));
    if (treat.form != schema::Form::None) text += " " + std::string(Word(treat.form));
    return treat.conditions.empty() ? text : text + " if";
  }

  void Put(const std::string& path, const std::string& data_class, const std::string& what) {
    out_ += "  " + path + (data_class.empty() ? "" : " (" + data_class + ")") + ": " + what + "\n";
  }

  const schema::Unit& unit_;
  const schema::Redaction& redaction_;
  std::string out_;
};

}  // namespace

std::string PrintRedaction(const schema::Unit& unit) {
  std::string text;
  for (const schema::Action& action : unit.actions) {
    if (action.redaction == schema::kNone) continue;
    text += action.name + "\n" + RedactionPrinter(unit, unit.redactions[action.redaction]).Print();
  }
  return text;
}

}  // namespace bpol::compiler
