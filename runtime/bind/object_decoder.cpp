#include "runtime/bind/object_decoder.h"

#include "runtime/bind/json_decoder.h"
#include "runtime/bind/json_document.h"
#include "runtime/bind/straight_decoder.h"

namespace bpol::bind {
namespace {

const std::byte* Decode(const schema::Unit& unit, std::uint32_t record, Wanted wanted, std::string_view json,
                        Arena& arena, JsonParser& parser) {
  const schema::Record& type = unit.records[record];
  if (JsonTokens tokens; tokens.Open(parser, json, arena)) {
    std::byte* const straight = arena.AllocateArray<std::byte>(type.size).data();
    StraightDecoder decoder(unit, arena, tokens, Undeclared::Ignored);
    if (decoder.Record(type, wanted, straight) && tokens.AtEnd()) return straight;
  }
  const JsonDocument document = ParseJson(parser, json, arena);
  if (document.fault != values::Fault::None) return nullptr;
  std::byte* out = arena.AllocateArray<std::byte>(type.size).data();
  PathTrail trail;
  JsonDecoder decoder(unit, arena, *document.numbers, trail, Undeclared::Ignored);
  return decoder.DecodeRecord(type, document.root, wanted, out) == values::Fault::None ? out : nullptr;
}

}  // namespace

const std::byte* DecodeObject(const schema::Unit& unit, std::uint32_t record, std::span<const schema::Live> live,
                              std::string_view json, Arena& arena, JsonParser& parser) {
  return Decode(unit, record, {.whole = false, .children = live}, json, arena, parser);
}

const std::byte* DecodeWholeObject(const schema::Unit& unit, std::uint32_t record, std::string_view json, Arena& arena,
                                   JsonParser& parser) {
  return Decode(unit, record, Wanted::All(), json, arena, parser);
}

}  // namespace bpol::bind
