#include "runtime/bind/source_field.h"

#include <cstring>

#include "runtime/bind/record_bits.h"

namespace bpol::bind {

std::byte* NewFrame(const schema::Unit& unit, const schema::Action& action, Arena& arena) {
  const schema::Record& record = unit.records[action.frame];
  std::byte* frame = arena.Allocate(record.size);
  std::memset(frame, 0, record.size);
  for (const schema::FactUse& use : action.facts) MarkSilent(record.fields[use.field], SilenceOf(unit, use), frame);
  for (const schema::SignalUse& use : action.signals) MarkSilent(record.fields[use.field], Silence::Unavailable, frame);
  return frame;
}

Silence SilenceOf(const schema::Unit& unit, const schema::FactUse& use) {
  return unit.facts[use.fact].else_absent ? Silence::Absent : Silence::Unavailable;
}

void MarkSilent(const schema::Field& field, Silence silence, std::byte* frame) {
  ClearBit(frame, field.presence_bit);
  if (silence == Silence::Unavailable) SetBit(frame, field.unavailable_bit);
}

void MarkAbsent(const schema::Field& field, std::byte* frame) {
  ClearBit(frame, field.presence_bit);
  ClearBit(frame, field.unavailable_bit);
}

void StoreElement(const schema::Unit& unit, const schema::Field& field, const JsonValue& value, Silence silence,
                  Arena& arena, std::byte* frame) {
  if (value.element.is_null()) return MarkAbsent(field, frame);
  PathTrail trail;
  JsonDecoder decoder(unit, arena, value.numbers, trail);
  if (decoder.DecodeField(field, value.element, Wanted::All(), frame + field.offset) != values::Fault::None)
    return MarkSilent(field, silence, frame);
  ClearBit(frame, field.unavailable_bit);
  SetBit(frame, field.presence_bit);
}

bool StoreStraight(const schema::Field& field, StraightDecoder& decoder, JsonTokens& tokens, std::byte* frame) {
  if (tokens.Next() == 'n') {
    MarkAbsent(field, frame);
    return tokens.Null();
  }
  if (!decoder.Field(field, nullptr, frame + field.offset)) return false;
  ClearBit(frame, field.unavailable_bit);
  SetBit(frame, field.presence_bit);
  return true;
}

}  // namespace bpol::bind
