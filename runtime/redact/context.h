// What a redactor asks of its host about one response: how conditions were decided, key material, today's date, its
// limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/keys/key_source.h"
#include "runtime/schema/schema.h"
#include "runtime/values/time.h"

namespace bpol::redact {

// How one condition function ended.
enum class Answer : std::uint8_t { Fails, Holds, Faulted };

// Answers the conditions that read an object of the response. Implemented over either engine and runtime/bind's
// decoder.
class ObjectConditions {
 public:
  virtual ~ObjectConditions() = default;
  // Decodes the members `live` of one object of type `record` (index in Unit::records) for the calls of Ask that
  // follow. `json` is an object of those members alone, and of a union's tag, as they are written and as often as they
  // are there; it need not be valid JSON, and is gone after those calls. False: it does not fit, and every condition on
  // this object counts as faulted.
  virtual bool Load(std::uint32_t record, std::span<const schema::Live> live, std::string_view json) = 0;
  // Runs a function of the unit on the object that was loaded last.
  virtual Answer Ask(std::uint32_t function) = 0;
};

struct Context {
  // One answer a function of Plan::request_functions(), in that order. A faulted one removes what it guards; the
  // decision has denied such a request long before.
  std::span<const Answer> request;
  ObjectConditions* objects = nullptr;    // null: every condition that reads an object counts as faulted
  const keys::KeySource* keys = nullptr;  // null: no key has material
  values::Date today = 0;                 // of the decision's `now`, UTC; ages of birth dates count from it
};

// What a redactor may hold in memory, beside fixed state. Beyond it the object is dropped, or the field removed.
struct Limits {
  std::size_t object_bytes = 64u << 10;  // text of one object whose conditions or union tag are not known yet
  std::size_t scalar_bytes = 64u << 10;  // text of one string that is checked or transformed, between its quotes
  std::size_t unknown_names = 1024;      // undeclared members of one object, or keys of one map, that can be told apart
};

inline constexpr std::uint32_t kMaxDepth = 64;          // containers around a value
inline constexpr std::size_t kMaxNameBytes = 4u << 10;  // a longer member name is refused
inline constexpr std::size_t kMaxIntBytes = 20;         // "-9223372036854775808"; a longer number is no Int

}  // namespace bpol::redact
