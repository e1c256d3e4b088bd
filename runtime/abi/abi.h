// What native code may touch: a frame by offset, two structs by offset, helpers by their place in a table. Nothing
// else. Change anything here or in a frame's representation: raise kAbiVersion, and older images are refused.
//
// A unit's code is one position-independent function, `Entry(function, input, output)`, where `function` counts the
// unit's functions: the decide and residency functions of its actions, and the conditions of obligations and
// redactions. It returns a values::Fault, 0 when it ended well; then `output` holds its result. It never throws,
// allocates or unwinds.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/decision/decision.h"
#include "runtime/keys/key_source.h"

namespace bpol::abi {

inline constexpr std::uint32_t kAbiVersion = 5;

struct HelperTable;

struct Input {
  const std::byte* frame;    // the action's frame record
  const std::byte* element;  // redaction conditions that read the object: its record; else null
  const HelperTable* helpers;
  std::int64_t* visits_left;  // of this decision; quantifiers count down, below zero is cost.exceeded
  std::byte* scratch;         // the action's cells, zeroed before the decide function, kept until the decision is done
  // The unit's texts, sets and tables, placed by the loader (docs/decisions/0008-constants.md).
  const std::byte* constants;
  const keys::KeySource* keys;  // of pseudonyms; null where the host holds none. Only helpers look inside
};
static_assert(offsetof(Input, element) == 8 && offsetof(Input, helpers) == 16);
static_assert(offsetof(Input, visits_left) == 24 && offsetof(Input, scratch) == 32 && offsetof(Input, constants) == 40);
static_assert(offsetof(Input, keys) == 48);

// An argument of an obligation: the value as it stands in a frame (24 bytes hold the largest scalar) and whether it is
// present.
struct Argument {
  std::byte value[24];
  std::int64_t present;
};
static_assert(sizeof(Argument) == 32 && offsetof(Argument, present) == 24);

// An array of function pointers, as many as helpers.def has, in that order. Only native code looks inside.
const HelperTable& Helpers() noexcept;

struct Output {
  decision::Event* events;  // decide, residency: room for Action::max_events
  std::uint64_t event_count;
  Argument* arguments;       // obligations: room for 8
  std::uint64_t holds;       // conditions and obligations: 1 where the condition holds
  std::uint64_t fault_site;  // index in Unit::sites, with a fault
};
static_assert(offsetof(Output, event_count) == 8 && offsetof(Output, arguments) == 16);
static_assert(offsetof(Output, holds) == 24 && offsetof(Output, fault_site) == 32);

using EntryFunction = std::uint32_t (*)(std::uint64_t function, const Input* input, Output* output);

// Set and List in a frame.
struct Sequence {
  const void* elements;
  std::uint64_t count;
};
static_assert(sizeof(Sequence) == 16);

}  // namespace bpol::abi
