// Requests as JSON, and single values from the wire (first byte: which attribute; `{` begins a whole request). Whatever
// is accepted must hold what the types promise: bounds, order of sets, well-formed text. What is read straight from the
// text and what is read from its tree must be the same.
#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/bind/request_json.h"
#include "runtime/values/unicode.h"
#include "tests/unit/runtime/bind/both_ways.h"

namespace bpol::bind {
namespace {

using decision::Value;
using schema::TypeKind;

void CheckValue(const schema::Unit& unit, const schema::Type& type, const Value& value);

void CheckSequence(const schema::Unit& unit, const schema::Type& type, std::span<const Value> elements) {
  BPOL_CHECK(elements.size() <= type.bound, "a collection keeps its bound");
  for (const Value& element : elements) CheckValue(unit, unit.types[type.element], element);
  if (type.kind != TypeKind::Set) return;
  const auto unsorted = [](const Value& left, const Value& right) { return decision::Compare(left, right) >= 0; };
  BPOL_CHECK(std::ranges::adjacent_find(elements, unsorted) == elements.end(), "a set is sorted and distinct");
}

void CheckValue(const schema::Unit& unit, const schema::Type& type, const Value& value) {
  if (!value.present()) return;
  if (type.kind == TypeKind::String) {
    BPOL_CHECK(value.AsText().size() <= type.bound, "a text keeps its bound");
    BPOL_CHECK(values::CheckText(value.AsText()) == values::TextFit::Ok, "a text is UTF-8 in normal form");
  }
  if (type.kind == TypeKind::Int)
    BPOL_CHECK(value.integer >= type.minimum && value.integer <= type.maximum, "a number keeps its range");
  if (type.kind == TypeKind::Set || type.kind == TypeKind::List) CheckSequence(unit, type, value.AsSpan());
  if (type.kind != TypeKind::Record) return;
  const schema::Record& record = unit.records[type.declaration];
  for (std::size_t i = 0; i < record.fields.size(); ++i)
    CheckValue(unit, unit.types[record.fields[i].type], value.elements[i]);
}

class Target {
 public:
  void Request(std::string_view text) {
    arena_.Reset();
    const BoundRequest bound = DecodeRequest(pay_.unit, pay_.action(), text, arena_, parser_);
    BPOL_CHECK((bound.frame == nullptr) == bound.misfit.has_value(), "a request fits or says why not");
    if (bound.frame != nullptr) CheckFrame(bound.frame);
    BPOL_CHECK(ways_.SameRequest(text), "a tree says the same of a request");
  }

  // `choice` picks the attribute and the form in which its text comes.
  void Attribute(std::uint8_t choice, std::string_view text) {
    static const char* const kTargets[] = {"subject.id", "subject.roles", "subject.scopes", "subject.home",
                                           "context.ip", "context.mtls",  "context.at",     "body.amount",
                                           "body.total", "body.to",       "body.items",     "body.networks",
                                           "body.where", "body.valid",    "consent_id"};
    arena_.Reset();
    FrameWriter writer(pay_.unit, pay_.action(), arena_, parser_);
    const std::vector<std::uint32_t> target = pay_.Path(kTargets[choice / 4 % std::size(kTargets)]);
    Misfit misfit;
    if (choice % 4 == 0) misfit = writer.SetText(target, text);
    if (choice % 4 == 1) misfit = writer.SetJson(target, text);
    if (choice % 4 == 2) misfit = writer.SetJsonWords(target, text);
    if (choice % 4 == 3) writer.SetFact(pay_.action().facts[0], {Looked::State::Found, text});
    if (!misfit) CheckFrame(writer.frame());
    if (choice % 4 == 1)
      BPOL_CHECK(ways_.SameValue(kTargets[choice / 4 % std::size(kTargets)], text), "and of a value");
    if (choice % 4 == 3) BPOL_CHECK(ways_.SameFact(text) && ways_.SameObject("Payment", text), "and of an object");
  }

 private:
  void CheckFrame(const std::byte* frame) {
    const schema::Record& record = pay_.unit.records[pay_.action().frame];
    const Value value = ReadRecord(pay_.unit, record, frame, arena_);
    for (std::size_t i = 0; i < record.fields.size(); ++i)
      CheckValue(pay_.unit, pay_.unit.types[record.fields[i].type], value.elements[i]);
  }

  BothWays ways_;
  const PayUnit& pay_ = ways_.pay;
  Arena arena_;
  JsonParser parser_{64u << 10};
};

}  // namespace
}  // namespace bpol::bind

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static bpol::bind::Target target;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.empty()) return 0;
  if (input.front() == '{')
    target.Request(input);
  else
    target.Attribute(data[0], input.substr(1));
  return 0;
}
