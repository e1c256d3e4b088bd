#include "compiler/describe/redaction_text.h"

#include <algorithm>

#include "compiler/describe/redaction.h"
#include "compiler/describe/redaction_places.h"
#include "runtime/schema/layout.h"

namespace bpol::describe {
namespace {

using schema::Form;
using schema::kNone;
using schema::Treatment;

std::string Word(Treatment treatment) {
  switch (treatment) {
    case Treatment::Keep:
      return "keep";
    case Treatment::Generalise:
      return "generalise";
    case Treatment::Mask:
      return "mask";
    case Treatment::Truncate:
      return "truncate";
    case Treatment::Tokenise:
      return "tokenise";
    case Treatment::Hash:
      return "hash";
    case Treatment::Remove:
      return "remove";
  }
  return "";
}

std::string Word(Form form) {
  switch (form) {
    case Form::None:
      return "";
    case Form::Text:
      return " text";
    case Form::Pan:
      return " pan";
    case Form::Iban:
      return " iban";
    case Form::Email:
      return " email";
    case Form::Phone:
      return " phone";
    case Form::Name:
      return " name";
    case Form::BirthDate:
      return " birth date";
    case Form::Ip:
      return " ip";
    case Form::FreeText:
      return " free text";
  }
  return "";
}

bool IsAlways(const schema::Treat& treat) {
  return std::ranges::all_of(treat.conditions,
                             [](const schema::Condition& condition) { return condition.function == kNone; });
}

// `keep if [line], else mask iban`: one block. What stands behind an unconditional treatment is never asked.
std::string BlockText(const std::vector<schema::Treat>& block, const std::vector<std::string>& lines) {
  std::string text;
  for (const schema::Treat& treat : block) {
    if (!text.empty()) text += ", else ";
    text += TreatText(treat.treatment, treat.form);
    if (IsAlways(treat)) return text;
    text += " if [" + (treat.line < lines.size() ? lines[treat.line] : std::string()) + ']';
  }
  return text + ", else as no line says";
}

// Other blocks that only keep say nothing more.
std::string PlaceText(const schema::RedactNode& node, const std::vector<std::string>& lines) {
  std::vector<std::string> blocks;
  for (const std::vector<schema::Treat>& block : node.blocks) blocks.push_back(BlockText(block, lines));
  if (blocks.empty()) return "remove: no line speaks of it";
  if (blocks.size() > 1) std::erase(blocks, "keep");
  if (blocks.empty()) return "keep";
  std::string text = blocks.front();
  for (std::size_t i = 1; i < blocks.size(); ++i) text += "; strictest with: " + blocks[i];
  return text;
}

void AppendPlace(const checked::Unit& unit, const Place& place, const schema::RedactNode& node,
                 const std::vector<std::string>& lines, std::size_t width, std::string& out) {
  const auto line = [&](std::string path, const std::string& what) {
    path.resize(std::max(path.size(), width), ' ');
    out += "  " + path + "  " + what + '\n';
  };
  const std::string path = PathText(place.steps);
  const std::string what = PlaceText(node, lines);
  const std::string elements = path + (schema::IsMap(unit.schema.types[node.type]) ? "[*]" : "[]");
  if (!node.drops.empty()) line(elements, "dropped by " + std::to_string(node.drops.size()) + " line(s)");
  if (node.kind != schema::RedactNode::Kind::Scalar) {
    if (what != "keep" && !path.empty()) line(path, "as a whole: " + what);
    return;
  }
  std::string data_class = place.data_class < unit.schema.classes.size() ? unit.schema.classes[place.data_class] : "";
  data_class.resize(std::max<std::size_t>(data_class.size(), 12), ' ');
  line(path, data_class + what);
}

}  // namespace

std::string TreatText(Treatment treatment, Form form) {
  if (form == Form::FreeText) return "scan";
  return Word(treatment) + (treatment == Treatment::Keep || treatment == Treatment::Remove ? "" : Word(form));
}

std::string LineText(const checked::Unit& unit, const checked::RedactBlock& block, const checked::RedactLine& line) {
  std::string text = block.name + ": ";
  if (line.drop) text += "drop ";
  if (line.data_class != kNone) text += "class " + unit.schema.classes[line.data_class];
  for (std::size_t i = 0; i < line.path.size(); ++i) {
    const bool element = line.path[i].starts_with('[');
    text += (i == 0 || element ? "" : ".") + line.path[i];
  }
  return line.drop ? text : text + ' ' + TreatText(line.treatment, line.form);
}

std::string PrintRedaction(const checked::Unit& unit, const schema::Unit& described) {
  std::string out;
  for (const schema::Action& action : described.actions) {
    if (action.redaction == kNone) continue;
    const Places places = FindPlaces(unit, action.response);
    std::size_t width = 0;
    for (const Place& place : places.places) width = std::max(width, PathText(place.steps).size());
    out += action.name + '\n';
    for (const Place& place : places.places) {
      const schema::RedactNode& node = described.redactions[action.redaction].nodes[place.node];
      AppendPlace(unit, place, node, described.redact_lines, width, out);
    }
  }
  return out;
}

}  // namespace bpol::describe
