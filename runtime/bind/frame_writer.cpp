#include "runtime/bind/frame_writer.h"

#include <algorithm>
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/bind/json_document.h"
#include "runtime/bind/record_bits.h"
#include "runtime/bind/scalar.h"
#include "runtime/bind/sequence.h"
#include "runtime/bind/source_field.h"
#include "runtime/schema/layout.h"

namespace bpol::bind {

using schema::TypeKind;
using values::Fault;

namespace {

// Calls `visit` for each word between blanks; several blanks count as one.
template <typename Visit>
void ForEachWord(std::string_view text, Visit&& visit) {
  while (true) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) return;
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    visit(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
}

bool IsSequence(const schema::Type& type) {
  return (type.kind == TypeKind::Set || type.kind == TypeKind::List) && !schema::IsMap(type);
}

}  // namespace

FrameWriter::FrameWriter(const schema::Unit& unit, const schema::Action& action, Arena& arena, JsonParser& parser)
    : unit_(unit),
      action_(action),
      record_(unit.records[action.frame]),
      arena_(arena),
      parser_(parser),
      frame_(NewFrame(unit, action, arena)) {}

void FrameWriter::SetNow(values::Instant now) {
  if (action_.now != schema::kNone) Put(frame_ + record_.fields[action_.now].offset, now);
}

void FrameWriter::SetApproved(std::span<const std::uint32_t> lines) {
  if (action_.approved == schema::kNone) return;
  const std::span<std::int64_t> numbers = arena_.AllocateArray<std::int64_t>(lines.size());
  std::ranges::copy(lines, numbers.begin());
  Put(frame_ + record_.fields[action_.approved].offset,
      Elements{reinterpret_cast<const std::byte*>(numbers.data()), numbers.size()});
}

FrameWriter::Place FrameWriter::Reach(std::span<const std::uint32_t> target) {
  const schema::Record* record = &record_;
  std::byte* at = frame_;
  for (std::size_t i = 0;; ++i) {
    const schema::Field& field = record->fields[target[i]];
    if (field.presence_bit != schema::kNone) SetBit(at, field.presence_bit);
    at += field.offset;
    if (i + 1 == target.size()) return {&field, at};
    const schema::Type& type = unit_.types[field.type];
    BPOL_CHECK(type.kind == TypeKind::Record, "a target's path goes through records");
    record = &unit_.records[type.declaration];
  }
}

Misfit FrameWriter::Refused(Fault fault, std::span<const std::uint32_t> target, std::string_view below) const {
  if (fault == Fault::None) return std::nullopt;
  return MisfitAt{fault, schema::kNone, PathText(unit_, action_, target, below, arena_)};
}

Misfit FrameWriter::SetText(std::span<const std::uint32_t> target, std::string_view text) {
  const Place place = Reach(target);
  const schema::Type& type = unit_.types[place.field->type];
  if (IsSequence(type)) return SetWords(target, text);
  return Refused(ScalarFromWire(unit_, type, text, arena_, place.at), target);
}

Misfit FrameWriter::SetWords(std::span<const std::uint32_t> target, std::string_view words) {
  const Place place = Reach(target);
  const schema::Type& type = unit_.types[place.field->type];
  if (!IsSequence(type)) return Refused(Fault::InputMisfit, target);
  std::size_t count = 0;
  ForEachWord(words, [&](std::string_view) { ++count; });
  if (type.kind == TypeKind::List && count > type.bound) return Refused(Fault::InputTooLarge, target);
  SequenceBuilder builder(unit_, type, count, arena_);
  Fault fault = Fault::None;
  ForEachWord(words, [&](std::string_view word) {
    if (fault != Fault::None) return;
    fault = ScalarFromWire(unit_, builder.element_type(), word, arena_, builder.Next());
    builder.Add();
  });
  return Refused(fault != Fault::None ? fault : builder.Finish(place.at), target);
}

// Where `read` says false, the field is as it was, and is to be read from the tree.
template <typename Read>
bool FrameWriter::Straight(std::string_view json, const schema::Field& field, std::byte* at, Read read) {
  JsonTokens tokens;
  if (!tokens.Open(parser_, json, arena_)) return false;
  const std::size_t size = schema::SizeOf(unit_, unit_.types[field.type]);
  const std::string_view before = arena_.Copy({reinterpret_cast<const char*>(at), size});
  StraightDecoder decoder(unit_, arena_, tokens);
  if (read(decoder, tokens) && tokens.AtEnd()) return true;
  std::memcpy(at, before.data(), size);
  return false;
}

bool FrameWriter::SourceStraight(const schema::Field& field, const Looked& looked) {
  return looked.state == Looked::State::Found &&
         Straight(looked.json, field, frame_ + field.offset, [&](StraightDecoder& decoder, JsonTokens& tokens) {
           return StoreStraight(field, decoder, tokens, frame_);
         });
}

Misfit FrameWriter::SetJson(std::span<const std::uint32_t> target, std::string_view json) {
  const Place place = Reach(target);
  if (Straight(json, *place.field, place.at,
               [&](StraightDecoder& decoder, JsonTokens&) { return decoder.Field(*place.field, nullptr, place.at); }))
    return std::nullopt;
  const JsonDocument document = ParseJson(parser_, json, arena_);
  if (document.fault != Fault::None) return Refused(document.fault, target, document.path);
  PathTrail trail;
  JsonDecoder decoder(unit_, arena_, *document.numbers, trail);
  const Fault fault = decoder.DecodeField(*place.field, document.root, Wanted::All(), place.at);
  return Refused(fault, target, fault == Fault::None ? std::string_view() : trail.Text(arena_));
}

Misfit FrameWriter::SetJsonWords(std::span<const std::uint32_t> target, std::string_view json) {
  const JsonDocument document = ParseJson(parser_, json, arena_);
  if (document.fault != Fault::None) return Refused(document.fault, target);
  std::string_view words;
  if (document.root.get(words)) return Refused(Fault::InputMisfit, target);
  return SetWords(target, words);
}

Misfit FrameWriter::SetBool(std::span<const std::uint32_t> target, bool value) {
  const Place place = Reach(target);
  if (unit_.types[place.field->type].kind != TypeKind::Bool) return Refused(Fault::InputMisfit, target);
  Put(place.at, static_cast<std::int64_t>(value));
  return std::nullopt;
}

Misfit FrameWriter::SetBody(std::string_view json) {
  BPOL_CHECK(action_.body != schema::kNone, "only an action with a body is given one");
  return SetJson({&action_.body, 1}, json);
}

void FrameWriter::SetFact(const schema::FactUse& use, const Looked& looked) {
  const schema::Field& field = record_.fields[use.field];
  const Silence silence = SilenceOf(unit_, use);
  if (looked.state == Looked::State::Absent) return MarkAbsent(field, frame_);
  if (SourceStraight(field, looked)) return;
  const JsonDocument document =
      looked.state == Looked::State::Found ? ParseJson(parser_, looked.json, arena_) : JsonDocument();
  if (looked.state == Looked::State::Unavailable || document.fault != Fault::None)
    return MarkSilent(field, silence, frame_);
  StoreElement(unit_, field, {document.root, *document.numbers}, silence, arena_, frame_);
}

void FrameWriter::SetSignal(const schema::SignalUse& use, const Looked& looked) {
  const schema::Field& field = record_.fields[use.field];
  if (looked.state == Looked::State::Absent) return MarkAbsent(field, frame_);
  if (SourceStraight(field, looked)) return;
  const JsonDocument document =
      looked.state == Looked::State::Found ? ParseJson(parser_, looked.json, arena_) : JsonDocument();
  if (looked.state == Looked::State::Unavailable || document.fault != Fault::None)
    return MarkSilent(field, Silence::Unavailable, frame_);
  StoreElement(unit_, field, {document.root, *document.numbers}, Silence::Unavailable, arena_, frame_);
}

Looked::State FrameWriter::SetResourceFromFact(const schema::FactUse& use) {
  const schema::Field& from = record_.fields[use.field];
  const schema::Field& to = record_.fields[action_.resource];
  BPOL_CHECK(from.type == to.type, "the fact that becomes the resource has its type");
  if (TestBit(frame_, from.unavailable_bit)) return Looked::State::Unavailable;
  if (!TestBit(frame_, from.presence_bit)) return Looked::State::Absent;
  std::memcpy(frame_ + to.offset, frame_ + from.offset, schema::SizeOf(unit_, unit_.types[from.type]));
  if (to.presence_bit != schema::kNone) SetBit(frame_, to.presence_bit);
  return Looked::State::Found;
}

}  // namespace bpol::bind
