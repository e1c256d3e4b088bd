#include "compiler/image/object.h"

#include <bit>
#include <cstring>
#include <optional>

namespace bpol::image {
namespace {

constexpr std::uint64_t kAllowedFlags = SHF_ALLOC | SHF_EXECINSTR | SHF_MERGE | SHF_STRINGS | SHF_INFO_LINK;
constexpr std::size_t kMaxSections = 1024;

Error Refuse(std::string_view what) {
  return Error{"unit code: " + std::string(what)};
}

// A copy of the structure at `offset`, if all of it is there.
template <typename T>
std::optional<T> At(ByteSpan bytes, std::uint64_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

Result<Elf64_Ehdr> ReadHeader(ByteSpan bytes) {
  const std::optional<Elf64_Ehdr> header = At<Elf64_Ehdr>(bytes, 0);
  if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) return Refuse("this is no object file");
  const bool known = header->e_ident[EI_CLASS] == ELFCLASS64 && header->e_ident[EI_DATA] == ELFDATA2LSB &&
                     header->e_type == ET_REL && header->e_machine == EM_X86_64;
  if (!known) return Refuse("this is no relocatable object for x86-64");
  if (header->e_phnum != 0 || header->e_shentsize != sizeof(Elf64_Shdr)) return Refuse("the object's header is odd");
  if (header->e_shnum == 0 || header->e_shnum > kMaxSections) return Refuse("the number of sections is odd");
  return *header;
}

Result<ObjectSection> ReadSection(ByteSpan bytes, std::uint64_t offset) {
  const std::optional<Elf64_Shdr> header = At<Elf64_Shdr>(bytes, offset);
  if (!header) return Refuse("a section header lies outside of the file");
  switch (header->sh_type) {
    case SHT_NULL:
      return ObjectSection{};
    case SHT_PROGBITS:
    case SHT_STRTAB:
    case SHT_SYMTAB:
    case SHT_RELA:
      break;
    default:
      return Refuse("a section is of a kind that units do not have");
  }
  if ((header->sh_flags & ~kAllowedFlags) != 0)
    return Refuse("a section is writable, thread-local or otherwise special");
  if (header->sh_offset > bytes.size() || header->sh_size > bytes.size() - header->sh_offset)
    return Refuse("a section lies outside of the file");
  if (header->sh_addralign > 4096 || (header->sh_addralign != 0 && !std::has_single_bit(header->sh_addralign)))
    return Refuse("a section has an odd alignment");
  return ObjectSection{*header, bytes.subspan(header->sh_offset, header->sh_size)};
}

class Reader {
 public:
  explicit Reader(ByteSpan bytes) : bytes_(bytes) {}

  Result<Object> Run() {
    BPOL_TRY(const Elf64_Ehdr header, ReadHeader(bytes_));
    for (std::uint64_t i = 0; i < header.e_shnum; ++i) {
      if (header.e_shoff > bytes_.size()) return Refuse("the section headers lie outside of the file");
      BPOL_TRY(ObjectSection section, ReadSection(bytes_, header.e_shoff + i * sizeof(Elf64_Shdr)));
      object_.sections.push_back(section);
    }
    object_.relocations.resize(object_.sections.size());
    for (const ObjectSection& section : object_.sections) {
      if (section.header.sh_type == SHT_SYMTAB) BPOL_TRY_STATUS(ReadSymbols(section));
    }
    for (const ObjectSection& section : object_.sections) {
      if (section.header.sh_type == SHT_RELA) BPOL_TRY_STATUS(ReadRelocations(section));
    }
    return std::move(object_);
  }

 private:
  Status ReadSymbols(const ObjectSection& table) {
    if (!object_.symbols.empty()) return Refuse("there are two symbol tables");
    const std::uint32_t names = table.header.sh_link;
    if (names >= object_.sections.size() || object_.sections[names].header.sh_type != SHT_STRTAB)
      return Refuse("the symbols have no names");
    if (table.header.sh_entsize != sizeof(Elf64_Sym) || table.bytes.size() % sizeof(Elf64_Sym) != 0 ||
        table.bytes.empty())
      return Refuse("the symbol table is odd");
    for (std::uint64_t at = 0; at < table.bytes.size(); at += sizeof(Elf64_Sym)) {
      const Elf64_Sym raw = *At<Elf64_Sym>(table.bytes, at);
      BPOL_TRY(ObjectSymbol symbol, ReadSymbol(raw, object_.sections[names].bytes, at == 0));
      object_.symbols.push_back(symbol);
    }
    return {};
  }

  Result<ObjectSymbol> ReadSymbol(const Elf64_Sym& raw, ByteSpan names, bool first) {
    ObjectSymbol symbol;
    if (first) return symbol;
    symbol.type = ELF64_ST_TYPE(raw.st_info);
    if (symbol.type > STT_FILE) return Refuse("a symbol is indirect, common or thread-local");
    if (ELF64_ST_BIND(raw.st_info) > STB_GLOBAL) return Refuse("a symbol is weak or unique");
    symbol.global = ELF64_ST_BIND(raw.st_info) == STB_GLOBAL;
    const std::string_view rest = AsText(names).substr(std::min<std::size_t>(raw.st_name, names.size()));
    const std::size_t end = rest.find('\0');
    if (end == std::string_view::npos) return Refuse("a symbol's name has no end");
    symbol.name = rest.substr(0, end);
    symbol.section = raw.st_shndx;
    symbol.value = raw.st_value;
    if (symbol.type == STT_FILE && raw.st_shndx == SHN_ABS && !symbol.global) return symbol;
    if (raw.st_shndx == SHN_UNDEF) return Refuse("a symbol is not defined: " + std::string(symbol.name));
    if (raw.st_shndx >= object_.sections.size() || raw.st_value > object_.sections[raw.st_shndx].bytes.size())
      return Refuse("a symbol lies outside of its section");
    return symbol;
  }

  Status ReadRelocations(const ObjectSection& table) {
    const std::uint32_t target = table.header.sh_info;
    if (target >= object_.sections.size() || !object_.sections[target].loaded())
      return Refuse("relocations change a section that is not loaded");
    if (table.header.sh_entsize != sizeof(Elf64_Rela) || table.bytes.size() % sizeof(Elf64_Rela) != 0)
      return Refuse("a relocation table is odd");
    for (std::uint64_t at = 0; at < table.bytes.size(); at += sizeof(Elf64_Rela)) {
      const Elf64_Rela raw = *At<Elf64_Rela>(table.bytes, at);
      const std::uint64_t symbol = ELF64_R_SYM(raw.r_info);
      if (symbol == 0 || symbol >= object_.symbols.size()) return Refuse("a relocation names no symbol");
      object_.relocations[target].push_back({raw.r_offset, static_cast<std::uint32_t>(symbol),
                                             static_cast<std::uint32_t>(ELF64_R_TYPE(raw.r_info)), raw.r_addend});
    }
    return {};
  }

  ByteSpan bytes_;
  Object object_;
};

}  // namespace

Result<Object> ReadObject(ByteSpan bytes) {
  return Reader(bytes).Run();
}

}  // namespace bpol::image
