#include "runtime/bind/request_json.h"

#include <algorithm>
#include <array>

#include "runtime/bind/json_decoder.h"
#include "runtime/bind/json_document.h"
#include "runtime/bind/record_bits.h"
#include "runtime/bind/request_parts.h"
#include "runtime/bind/source_field.h"
#include "runtime/bind/straight_request.h"

namespace bpol::bind {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;
using values::Fault;
using Part = RequestPart;

class RequestDecoder {
 public:
  RequestDecoder(const schema::Unit& unit, const schema::Action& action, NumberTexts& numbers, Arena& arena)
      : unit_(unit),
        action_(action),
        record_(unit.records[action.frame]),
        arena_(arena),
        numbers_(numbers),
        decoder_(unit, arena, numbers, trail_),
        frame_(NewFrame(unit, action, arena)) {}

  Fault Decode(element root) {
    if (const Fault fault = FindParts(root); fault != Fault::None) return fault;
    if (const Fault fault = CheckNames(); fault != Fault::None) return fault;
    StoreSources();
    for (std::uint32_t field = 0; field < record_.fields.size(); ++field) {
      if (const Fault fault = DecodeField(field); fault != Fault::None) return fault;
    }
    return Fault::None;
  }

  std::byte* frame() { return frame_; }
  std::string_view Path() const { return trail_.Text(arena_); }

 private:
  Fault FindParts(element root);
  Fault CheckNames();
  template <typename Known>
  Fault CheckMembers(Part part, Known&& known);
  void StoreSources();
  Fault DecodeField(std::uint32_t index);
  Fault DecodePart(std::uint32_t index, Part part);
  Fault DecodeApproved(std::uint32_t index);
  Fault DecodeFrom(element* value, const schema::Field& field, const schema::Live& live);

  bool Declares(Part part) const;
  static std::size_t Place(Part part) { return static_cast<std::size_t>(part); }
  bool Has(Part part) const { return parts_[Place(part)].there && !parts_[Place(part)].value.is_null(); }
  // The member of an object part, or null.
  element* Member(Part part, std::string_view name) {
    if (!Has(part) || parts_[Place(part)].value.at_key(name).get(found_)) return nullptr;
    return &found_;
  }

  const schema::Unit& unit_;
  const schema::Action& action_;
  const schema::Record& record_;
  Arena& arena_;
  PathTrail trail_;
  NumberTexts& numbers_;
  JsonDecoder decoder_;
  std::byte* frame_;
  struct Found {
    element value;
    bool there = false;
  };
  std::array<Found, kPartCount> parts_;
  element found_;
};

// What an action has not got is as undeclared as a member that no record names.
bool RequestDecoder::Declares(Part part) const {
  switch (part) {
    case Part::Subject:
    case Part::Resource:
    case Part::Context:
    case Part::Body:
      return FieldOf(action_, part) != schema::kNone;
    case Part::Keys:
    case Part::Now:
    case Part::Facts:
    case Part::Signals:
    case Part::Review:
      return true;
    case Part::None:
      return false;
  }
  return false;
}

Fault RequestDecoder::FindParts(element root) {
  object members;
  if (root.get(members)) return Fault::InputMisfit;
  for (const auto& member : members) {
    const Part part = PartNamed(member.key);
    const bool fits = part != Part::None && (member.value.is_null() || Declares(part));
    if (!fits || parts_[Place(part)].there) {
      trail_.Enter(ShownName(member.key));
      return fits ? Fault::InputDuplicate : Fault::InputMisfit;
    }
    parts_[Place(part)] = {member.value, true};
  }
  return Fault::None;
}

// Every member of an object part is one that `known` knows, and comes once.
template <typename Known>
Fault RequestDecoder::CheckMembers(Part part, Known&& known) {
  if (!Has(part)) return Fault::None;
  trail_.Enter(kPartNames[Place(part)]);
  object members;
  if (parts_[Place(part)].value.get(members)) return Fault::InputMisfit;
  std::size_t position = 0;
  for (const auto& member : members) {
    const bool fits = known(member.key);
    std::size_t earlier = 0;
    bool again = false;
    for (const auto& other : members) {
      if (earlier++ == position) break;
      again = again || other.key == member.key;
    }
    if (!fits || again) {
      trail_.Enter(ShownName(member.key));
      return fits ? Fault::InputDuplicate : Fault::InputMisfit;
    }
    ++position;
  }
  trail_.Leave();
  return Fault::None;
}

Fault RequestDecoder::CheckNames() {
  const auto named = [](const auto& list) {
    return [&list](std::string_view name) {
      return std::ranges::any_of(list, [&](const auto& item) { return item.name == name; });
    };
  };
  const auto key = [this](std::string_view name) {
    return std::ranges::any_of(action_.keys, [&](std::uint32_t field) { return record_.fields[field].name == name; });
  };
  const auto approved = [](std::string_view name) { return name == kApproved; };
  Fault fault = CheckMembers(Part::Keys, key);
  if (fault == Fault::None) fault = CheckMembers(Part::Facts, named(unit_.facts));
  if (fault == Fault::None) fault = CheckMembers(Part::Signals, named(unit_.signals));
  if (fault == Fault::None) fault = CheckMembers(Part::Review, approved);
  return fault;
}

void RequestDecoder::StoreSources() {
  for (const schema::FactUse& use : action_.facts) {
    const element* value = Member(Part::Facts, unit_.facts[use.fact].name);
    if (value != nullptr)
      StoreElement(unit_, record_.fields[use.field], {*value, numbers_}, SilenceOf(unit_, use), arena_, frame_);
  }
  for (const schema::SignalUse& use : action_.signals) {
    const element* value = Member(Part::Signals, unit_.signals[use.signal].name);
    if (value != nullptr)
      StoreElement(unit_, record_.fields[use.field], {*value, numbers_}, Silence::Unavailable, arena_, frame_);
  }
}

Fault RequestDecoder::DecodeField(std::uint32_t index) {
  if (index == action_.approved) return DecodeApproved(index);
  if (index == action_.now) return DecodePart(index, Part::Now);
  if (index == action_.subject) return DecodePart(index, Part::Subject);
  if (index == action_.resource) return DecodePart(index, Part::Resource);
  if (index == action_.context) return DecodePart(index, Part::Context);
  if (index == action_.body) return DecodePart(index, Part::Body);
  if (std::ranges::find(action_.keys, index) != action_.keys.end()) return DecodePart(index, Part::Keys);
  return Fault::None;  // facts and signals: stored already, and never the client's fault
}

// A part that is one field of the frame, or for `keys` the member of that name.
Fault RequestDecoder::DecodePart(std::uint32_t index, Part part) {
  const schema::Field& field = record_.fields[index];
  const auto live = std::ranges::find(action_.live, index, &schema::Live::field);
  if (live == action_.live.end()) return Fault::None;
  if (part != Part::Keys)
    return DecodeFrom(parts_[Place(part)].there ? &parts_[Place(part)].value : nullptr, field, *live);
  trail_.Enter(kPartNames[Place(Part::Keys)]);
  const Fault fault = DecodeFrom(Member(Part::Keys, field.name), field, *live);
  if (fault == Fault::None) trail_.Leave();
  return fault;
}

Fault RequestDecoder::DecodeFrom(element* value, const schema::Field& field, const schema::Live& live) {
  const bool optional = field.presence_bit != schema::kNone;
  trail_.Enter(field.name);
  if (value == nullptr && !optional) return Fault::InputMissing;
  const bool there = value != nullptr && !value->is_null();
  if (!there && !optional) return Fault::InputMisfit;
  if (there) {
    const Fault fault = decoder_.DecodeField(field, *value, Wanted::Of(live), frame_ + field.offset);
    if (fault != Fault::None) return fault;
    if (optional) SetBit(frame_, field.presence_bit);
  }
  trail_.Leave();
  return Fault::None;
}

// Ids of lines; one that this unit does not have is a misfit, since nobody can have approved it.
Fault RequestDecoder::DecodeApproved(std::uint32_t index) {
  const element* value = Member(Part::Review, kApproved);
  if (value == nullptr || value->is_null()) return Fault::None;
  trail_.Enter(kPartNames[Place(Part::Review)]);
  trail_.Enter(kApproved);
  array ids;
  if (value->get(ids)) return Fault::InputMisfit;
  const std::size_t bound = unit_.types[record_.fields[index].type].bound;
  std::size_t count = 0;
  const std::span<std::int64_t> lines = arena_.AllocateArray<std::int64_t>(bound);
  for (const element id : ids) {
    trail_.EnterElement(count);
    if (count == bound) return Fault::InputTooLarge;
    std::string_view text;
    if (id.get(text)) return Fault::InputMisfit;
    const auto line = std::ranges::find(unit_.lines, text, &schema::Line::id);
    if (line == unit_.lines.end()) return Fault::InputMisfit;
    lines[count++] = line - unit_.lines.begin();
    trail_.Leave();
  }
  trail_.Leave();
  trail_.Leave();
  Put(frame_ + record_.fields[index].offset, Elements{reinterpret_cast<const std::byte*>(lines.data()), count});
  return Fault::None;
}

}  // namespace

BoundRequest DecodeRequest(const schema::Unit& unit, const schema::Action& action, std::string_view json, Arena& arena,
                           JsonParser& parser) {
  if (JsonTokens tokens; tokens.Open(parser, json, arena)) {
    std::byte* const frame = NewFrame(unit, action, arena);
    if (DecodeStraight(unit, action, tokens, arena, frame)) return {frame, std::nullopt};
  }
  const JsonDocument document = ParseJson(parser, json, arena);
  if (document.fault != Fault::None) return {nullptr, MisfitAt{document.fault, schema::kNone, document.path}};
  RequestDecoder decoder(unit, action, *document.numbers, arena);
  const Fault fault = decoder.Decode(document.root);
  if (fault != Fault::None) return {nullptr, MisfitAt{fault, schema::kNone, decoder.Path()}};
  return {decoder.frame(), std::nullopt};
}

}  // namespace bpol::bind
