// JsonDecoder: JSON values into the typed bytes of a frame. Only what is live is decoded; all of it was parsed.
// One per request; the trail names the place of the first misfit. Used by this folder.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <span>
#include <vector>

#include "runtime/base/arena.h"
#include "runtime/bind/number_texts.h"
#include "runtime/bind/path_trail.h"
#include "runtime/schema/schema.h"
#include "runtime/values/fault.h"

namespace bpol::bind {

// Which fields below a record are wanted: all, or those of a live tree.
struct Wanted {
  bool whole = true;
  std::span<const schema::Live> children = {};

  static Wanted All() { return {}; }
  static Wanted Of(const schema::Live& live) { return {live.whole, live.children}; }
};

// What a member is that no field is declared for: a misfit in what clients send, of no interest in what we redact
// anyway.
enum class Undeclared : std::uint8_t { Refused, Ignored };

class JsonDecoder {
 public:
  using Element = simdjson::dom::element;

  // `numbers` of the document whose elements are decoded.
  JsonDecoder(const schema::Unit& unit, Arena& arena, NumberTexts& numbers, PathTrail& trail,
              Undeclared undeclared = Undeclared::Refused)
      : unit_(unit), arena_(arena), numbers_(numbers), trail_(trail), undeclared_(undeclared) {}

  // The value of a field that is there and not null. `out` is zeroed memory of the type's size.
  values::Fault DecodeField(const schema::Field& field, Element element, Wanted wanted, std::byte* out);
  values::Fault DecodeValue(const schema::Type& type, Element element, Wanted wanted, std::byte* out);
  values::Fault DecodeRecord(const schema::Record& record, Element element, Wanted wanted, std::byte* out);

 private:
  struct Members;  // the members of one object, by the fields of its record

  values::Fault DecodeString(const schema::Type& type, Element element, std::byte* out);
  values::Fault DecodeDecimal(const schema::Type& type, Element element, std::byte* out);
  values::Fault DecodeMoneyObject(const schema::Field& field, Element element, std::byte* out);
  values::Fault DecodeSequence(const schema::Type& type, Element element, Wanted wanted, std::byte* out);
  values::Fault DecodeMap(const schema::Type& type, Element element, std::byte* out);
  values::Fault FindArm(const schema::Record& record, simdjson::dom::object object, std::uint32_t* arm);
  values::Fault Sort(const schema::Record& record, std::uint32_t arm, simdjson::dom::object object,
                     const Members& members);
  values::Fault DecodeMember(const schema::Record& record, std::uint32_t index, const Members& members, Wanted wanted,
                             std::byte* out);

  const schema::Unit& unit_;
  Arena& arena_;
  NumberTexts& numbers_;
  PathTrail& trail_;
  const Undeclared undeclared_;
};

}  // namespace bpol::bind
