// What a type holds, seen as a tree of fields: which classes are in it, and which records.
#pragma once

#include <cstdint>

#include "compiler/check/session.h"

namespace bpol::check {

// The data classes of all fields below `type`, an index in schema.types; bit i is class i.
std::uint64_t ClassesWithin(const Session& session, std::uint32_t type);
// Whether a value of `type` is, or holds, record `record`.
bool HoldsRecord(const Session& session, std::uint32_t type, std::uint32_t record);
// Whether record `record` stands in a list somewhere in `type`.
bool HoldsListOf(const Session& session, std::uint32_t type, std::uint32_t record);

// Refuses fields of responses without a data class, in projects that have classes and modules that have no default.
void CheckResponseClasses(Session& session);

// A block of residency speaks of the actions whose response or body holds data of its classes, or of stronger ones.
bool ResidencyApplies(const Session& session, const BlockText& block, std::uint32_t action);

}  // namespace bpol::check
