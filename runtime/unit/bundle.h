// Bundle: a project in one file: its manifest, policies and tables, byte for byte, under an index with size and SHA-256
// of each.
//   "BPOLBNDL" | u32 format | u32 size of the index | index, JSON | the members, one after the other, in the index's
//   order
// Numbers are little-endian; members are sorted by path; so the same project always gives the same bytes.
// INVARIANT: a Bundle that was read is whole: every size and hash was checked, no path leaves the project's folder.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bpol::unit {

inline constexpr std::size_t kMaxBundle = 64u << 20;  // bytes: tables of a few hundred thousand rows fit
inline constexpr std::size_t kMaxMembers = 4096;
inline constexpr std::size_t kMaxIndex = 1u << 20;

struct Bundle {
  std::map<std::string, std::string, std::less<>> members;  // path -> content
};

// A path within a project: relative, of parts separated by one slash, no part empty, `.` or `..`, printable ASCII.
bool IsMemberPath(std::string_view path);

Result<std::string> WriteBundle(const Bundle& bundle);
// An error says what is wrong with the bytes: cut short, a hash that differs, a path that is not allowed, bytes left
// over.
Result<Bundle> ReadBundle(std::string_view bytes);

// Lower-case hexadecimal SHA-256 of the bundle's bytes.
std::string BundleHash(std::string_view bytes);

}  // namespace bpol::unit
