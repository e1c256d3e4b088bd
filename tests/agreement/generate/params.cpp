#include "tests/agreement/generate/params.h"

#include <algorithm>

#include "tests/agreement/generate/literal_text.h"
#include "tests/agreement/generate/request_writer.h"

namespace bpol::agreement {
namespace {

// Conditions about constants go one way only: few.
constexpr int kPercentShaped = 30;

std::string Joined(const std::vector<std::string>& texts, const char* open, const char* close) {
  std::string all = open;
  for (std::size_t i = 0; i < texts.size(); ++i) all += (i == 0 ? "" : ", ") + texts[i];
  return all + close;
}

// As a manifest has it, whose texts are written like those of JSON. Nothing where there is no way: it has no `null`, no
// numbers with a point, and names the members of an enum that are declared.
std::optional<std::string> ManifestText(const Vocabulary& vocabulary, const Datum& datum) {
  std::vector<std::string> texts;
  for (const Datum& element : datum.elements) {
    const std::optional<std::string> text = ManifestText(vocabulary, element);
    if (!text) return std::nullopt;
    texts.push_back(*text);
  }
  if (datum.kind == Datum::Kind::List) return Joined(texts, "[", "]");
  for (const auto& [name, value] : datum.members) {
    if (value.left_out || (value.kind == Datum::Kind::Text && value.text == "null")) continue;
    const std::optional<std::string> text = ManifestText(vocabulary, value);
    if (!text) return std::nullopt;
    texts.push_back('"' + name + "\" = " + *text);
  }
  if (datum.kind == Datum::Kind::Object) return Joined(texts, "{ ", " }");
  if (datum.type.kind == TypeKind::Decimal) return std::nullopt;
  if (datum.type.kind != TypeKind::Enum) return datum.text;
  const GivenEnum& given = vocabulary.enums[datum.type.declaration];
  const auto known = std::ranges::find(given.words, datum.text.substr(1, datum.text.size() - 2), &EnumWord::wire);
  const bool named = known != given.words.end() && !(given.otherwise && known + 1 == given.words.end());
  return named ? std::optional(datum.text) : std::nullopt;
}

bool IsShaped(const GivenType& type) {
  return type.kind == TypeKind::Record || type.kind == TypeKind::Set || type.kind == TypeKind::List;
}

const char* StemOf(const GivenType& type) {
  if (type.is_map()) return "shape_map";
  if (type.kind == TypeKind::Set) return "shape_set";
  if (type.kind == TypeKind::List) return "shape_list";
  return type.kind == TypeKind::Record ? "shape_record" : "shape";
}

// What the members of parts, bodies and facts are, seldom the same twice.
std::vector<Member> Shapes(const Vocabulary& vocabulary) {
  std::vector<Member> shapes;
  for (const GivenRecord& record : vocabulary.records) {
    for (const Member& member : record.members) {
      if (member.money_object || !member.data_class.empty()) continue;
      // Maps and records are seldom members, single values often.
      const std::size_t weight = member.type.is_map() ? 4 : member.type.kind == TypeKind::Record ? 2 : 1;
      const bool rare = member.optional && shapes.size() % 4 == 0;
      if (IsShaped(member.type) || rare) shapes.insert(shapes.end(), weight, member);
    }
  }
  return shapes;
}

}  // namespace

void DrawShapedParams(Random& random, Vocabulary& vocabulary) {
  const std::vector<Member> shapes = Shapes(vocabulary);
  RequestWriter writer(random, vocabulary);
  for (std::size_t i = 0; i < 2 && !shapes.empty(); ++i) {
    if (!random.Chance(kPercentShaped)) continue;
    const Member& shape = random.Pick(shapes);
    GivenParam made{.name = StemOf(shape.type) + std::to_string(i), .type = shape.type, .literal = {}};
    made.optional = !IsShaped(shape.type) || random.Chance(20);
    const Datum value = writer.Value(shape.type);
    const std::optional<std::string> literal = LiteralText(vocabulary, value);
    if (!literal) continue;
    made.literal = made.optional && random.Chance(60) ? "absent" : *literal;
    if (random.Chance(50)) made.manifest = ManifestText(vocabulary, value).value_or("");
    vocabulary.params.push_back(std::move(made));
  }
}

}  // namespace bpol::agreement
