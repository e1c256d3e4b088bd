// The fields of a frame that a source answers for: facts and signals, with their three states. Used by this folder.
#pragma once

#include <optional>

#include "runtime/bind/json_decoder.h"
#include "runtime/bind/straight_decoder.h"

namespace bpol::bind {

// A zeroed frame with every fact and signal of the action unavailable.
std::byte* NewFrame(const schema::Unit& unit, const schema::Action& action, Arena& arena);

// What is there instead when a source does not answer; a fact declared `else absent` is then absent.
enum class Silence : std::uint8_t { Unavailable, Absent };
Silence SilenceOf(const schema::Unit& unit, const schema::FactUse& use);

// A value of a parsed document.
struct JsonValue {
  JsonDecoder::Element element;
  NumberTexts& numbers;
};

void MarkSilent(const schema::Field& field, Silence silence, std::byte* frame);
void MarkAbsent(const schema::Field& field, std::byte* frame);
// Null is absent; a value that does not fit is as if the source were silent.
void StoreElement(const schema::Unit& unit, const schema::Field& field, const JsonValue& value, Silence silence,
                  Arena& arena, std::byte* frame);
// The same of the value that comes next, which must fit: false, and it is to be read from the tree.
bool StoreStraight(const schema::Field& field, StraightDecoder& decoder, JsonTokens& tokens, std::byte* frame);

}  // namespace bpol::bind
