#include "runtime/bind/object_decoder.h"

#include "runtime/bind/json_decoder.h"
#include "runtime/bind/json_document.h"

namespace bpol::bind {

const std::byte* DecodeObject(const schema::Unit& unit, std::uint32_t record, std::span<const schema::Live> live,
                              std::string_view json, Arena& arena, JsonParser& parser) {
  const JsonDocument document = ParseJson(parser, json, arena);
  if (document.fault != values::Fault::None) return nullptr;
  const schema::Record& type = unit.records[record];
  std::byte* out = arena.AllocateArray<std::byte>(type.size).data();
  PathTrail trail;
  JsonDecoder decoder(unit, arena, *document.numbers, trail, Undeclared::Ignored);
  const Wanted wanted{.whole = false, .children = live};
  return decoder.DecodeRecord(type, document.root, wanted, out) == values::Fault::None ? out : nullptr;
}

}  // namespace bpol::bind
