// Where fields stand in a frame (docs/decisions/0001-frame.md). One place computes offsets; everyone else reads them.
#pragma once

#include "runtime/schema/schema.h"

namespace bpol::schema {

// Bytes of a value of `type` in a frame or as an element of a sequence. Records are laid out already.
std::uint32_t SizeOf(const Unit& unit, const Type& type);

// True for what is held as a text: String, and the identifiers.
bool IsText(TypeKind kind);

// True for a Set of an enum: one uint64, bit i is member i.
bool IsBitSet(const Unit& unit, const Type& type);

// True for a Map: a List of entries {key, value} that is sorted by its distinct keys.
bool IsMap(const Type& type);
inline constexpr std::uint32_t kMapKey = 0, kMapValue = 1;  // the fields of an entry

// Makes the tables by which names of strangers' texts are found. Whoever makes or reads a schema calls it once all
// names stand.
void IndexNames(Unit& unit);

// Gives every record its size, presence words and offsets, and indexes the names. Records may hold only records of a
// lower index or already laid out ones; the language has no recursive records, so the walk ends.
void LayOut(Unit& unit);

}  // namespace bpol::schema
