// The flat image of a unit: one header page, then parts in a fixed order, each beginning on a page:
//   read-only data of the code, code, constants, the places of addresses in the constants, the schema as JSON.
// The header holds sizes only; where a part begins follows from them, so there is nothing to contradict.
// The code refers to its read-only data relative to itself: both are mapped as they stand in the file, side by side.
#pragma once

#include <array>
#include <cstdint>

#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bpol::unit {

inline constexpr std::uint64_t kPage = 4096;
inline constexpr std::uint64_t kMaxImageBytes = 64u << 20;  // a unit of 10,000 rules takes 2 MB
inline constexpr std::array<char, 8> kImageMagic = {'b', 'p', 'o', 'l', 'i', 'm', 'g', '1'};

using ImageHash = std::array<std::uint8_t, 32>;

struct ImageHeader {
  std::array<char, 8> magic = kImageMagic;
  std::uint32_t abi_version = 0;     // abi::kAbiVersion of the compiler
  std::uint32_t function_count = 0;  // schema::Unit::function_count
  std::uint64_t total = 0;           // bytes of the file
  std::uint64_t read_only_size = 0;  // whole pages
  std::uint64_t code_size = 0;       // whole pages, not none
  std::uint64_t entry = 0;           // of `Entry`, from the start of the code
  std::uint64_t constants_size = 0;  // whole words
  std::uint64_t address_count = 0;   // words of the constants that hold an address, as an offset until they are placed
  std::uint64_t schema_size = 0;     // bytes
  ImageHash hash{};                  // SHA-256 of the whole file with zeros here
};
static_assert(sizeof(ImageHeader) == 104);

struct ImagePart {
  std::uint64_t offset = 0;  // in the file
  std::uint64_t size = 0;    // bytes, without padding
};
struct ImageParts {
  ImagePart read_only, code, constants, addresses, schema;
  std::uint64_t total = 0;
};

// Where the parts of a header's sizes begin; the sizes must be within kMaxImageBytes.
ImageParts PartsOf(const ImageHeader& header);

// The header of a file from outside, of which `file` holds at least the first page. Everything but the hash is checked.
Result<ImageHeader> ReadImageHeader(ByteSpan file, std::uint64_t file_size);

// SHA-256 of the file with the hash of its header taken as zeros; the file has at least a page.
Result<ImageHash> HashOfImage(ByteSpan file);

}  // namespace bpol::unit
