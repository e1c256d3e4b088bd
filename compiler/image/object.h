// An ELF object, read strictly: every offset is inside the file, every index names something, nothing is of an unknown
// kind.
#pragma once

#include <elf.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace bpol::image {

struct ObjectSection {
  Elf64_Shdr header{};
  ByteSpan bytes;
  bool loaded() const { return (header.sh_flags & SHF_ALLOC) != 0; }
  bool code() const { return (header.sh_flags & SHF_EXECINSTR) != 0; }
};

struct ObjectSymbol {
  std::string_view name;
  std::uint32_t section = SHN_UNDEF;  // SHN_ABS for names of files
  std::uint64_t value = 0;            // offset in the section
  std::uint8_t type = STT_NOTYPE;
  bool global = false;
};

struct ObjectRelocation {
  std::uint64_t offset = 0;  // in the section it changes
  std::uint32_t symbol = 0;
  std::uint32_t type = 0;
  std::int64_t addend = 0;
};

struct Object {
  std::vector<ObjectSection> sections;
  std::vector<ObjectSymbol> symbols;
  std::vector<std::vector<ObjectRelocation>> relocations;  // by the section that they change
};

// The object borrows `bytes`.
Result<Object> ReadObject(ByteSpan bytes);

}  // namespace bpol::image
