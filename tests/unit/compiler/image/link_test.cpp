// The linker takes what `emit` makes, and refuses everything else. Bad objects are good ones with one thing changed.
#include "compiler/image/link.h"

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <random>

#include "compiler/core/read.h"
#include "compiler/emit/emit.h"
#include "runtime/unit/image_format.h"

namespace bpol::image {
namespace {

using ::testing::HasSubstr;

// Enough functions that `Entry` has a table of jumps: read-only data, and relocations of both parts.
Bytes GoodObject() {
  std::string text = "(program (action (scratch 0))";
  for (int i = 0; i < 12; ++i)
    text += "(function (action 0) (condition (site 0) (eq (load int 0 -1 (frame)) (int " + std::to_string(i) + "))))";
  const Result<core::Program> program = core::Read(text + ")");
  return *emit::Emit(*program, {.effort = emit::Effort::Thorough});
}

// An object under the knife.
struct Patient {
  Bytes bytes = GoodObject();

  Elf64_Ehdr& Header() { return *reinterpret_cast<Elf64_Ehdr*>(bytes.data()); }
  std::span<Elf64_Shdr> Sections() {
    return {reinterpret_cast<Elf64_Shdr*>(bytes.data() + Header().e_shoff), Header().e_shnum};
  }
  Elf64_Shdr& Section(std::uint32_t type, std::uint64_t flags = 0) {
    for (Elf64_Shdr& section : Sections()) {
      if (section.sh_type == type && (section.sh_flags & flags) == flags) return section;
    }
    ADD_FAILURE() << "no section of type " << type;
    return Sections()[0];
  }
  Elf64_Shdr& Code() { return Section(SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR); }
  std::span<Elf64_Sym> Symbols() {
    const Elf64_Shdr& table = Section(SHT_SYMTAB);
    return {reinterpret_cast<Elf64_Sym*>(bytes.data() + table.sh_offset), table.sh_size / sizeof(Elf64_Sym)};
  }
  Elf64_Sym& Entry() {
    for (Elf64_Sym& symbol : Symbols()) {
      if (ELF64_ST_BIND(symbol.st_info) == STB_GLOBAL) return symbol;
    }
    ADD_FAILURE() << "no global symbol";
    return Symbols()[0];
  }
  Elf64_Sym& LocalFunction() {
    for (Elf64_Sym& symbol : Symbols()) {
      if (symbol.st_info == ELF64_ST_INFO(STB_LOCAL, STT_FUNC)) return symbol;
    }
    ADD_FAILURE() << "no local function";
    return Symbols()[0];
  }
  Elf64_Rela& Relocation() { return *reinterpret_cast<Elf64_Rela*>(bytes.data() + Section(SHT_RELA).sh_offset); }
};

TEST(Link, TakesWhatEmitMakes) {
  Patient patient;
  const Result<LinkedCode> linked = Link(patient.bytes);
  ASSERT_TRUE(linked.ok()) << linked.error().message;
  EXPECT_EQ(linked->code.size() % unit::kPage, 0u);
  EXPECT_EQ(linked->read_only.size() % unit::kPage, 0u);
  EXPECT_GT(linked->code.size(), 0u);
  EXPECT_LT(linked->entry, linked->code.size());
}

struct Cut {
  std::string_view what;
  std::function<void(Patient&)> cut;
  std::string_view message;
};

const Cut kCuts[] = {
    {"no magic", [](Patient& p) { p.bytes[0] = 0; }, "no object file"},
    {"32 bits", [](Patient& p) { p.bytes[EI_CLASS] = ELFCLASS32; }, "relocatable object for x86-64"},
    {"an executable", [](Patient& p) { p.Header().e_type = ET_EXEC; }, "relocatable object"},
    {"another machine", [](Patient& p) { p.Header().e_machine = EM_AARCH64; }, "relocatable object"},
    {"program headers", [](Patient& p) { p.Header().e_phnum = 1; }, "header is odd"},
    {"odd section headers", [](Patient& p) { p.Header().e_shentsize = 63; }, "header is odd"},
    {"no sections", [](Patient& p) { p.Header().e_shnum = 0; }, "number of sections"},
    {"too many sections", [](Patient& p) { p.Header().e_shnum = 60000; }, "number of sections"},
    {"headers outside", [](Patient& p) { p.Header().e_shoff = p.bytes.size() + 1; }, "outside of the file"},
    {"headers far outside", [](Patient& p) { p.Header().e_shoff = ~std::uint64_t{0} - 8; }, "outside of the file"},
    {"writable data", [](Patient& p) { p.Code().sh_flags |= SHF_WRITE; }, "writable"},
    {"thread-local data", [](Patient& p) { p.Code().sh_flags |= SHF_TLS; }, "thread-local"},
    {"a group", [](Patient& p) { p.Code().sh_flags |= SHF_GROUP; }, "special"},
    {"compressed", [](Patient& p) { p.Code().sh_flags |= SHF_COMPRESSED; }, "special"},
    {"zeroed data", [](Patient& p) { p.Code().sh_type = SHT_NOBITS; }, "of a kind"},
    {"initialisers", [](Patient& p) { p.Code().sh_type = SHT_INIT_ARRAY; }, "of a kind"},
    {"dynamic names", [](Patient& p) { p.Code().sh_type = SHT_DYNAMIC; }, "of a kind"},
    {"code outside", [](Patient& p) { p.Code().sh_offset = p.bytes.size() - 1; }, "outside of the file"},
    {"huge code", [](Patient& p) { p.Code().sh_size = ~std::uint64_t{0}; }, "outside of the file"},
    {"odd alignment", [](Patient& p) { p.Code().sh_addralign = 24; }, "alignment"},
    {"huge alignment", [](Patient& p) { p.Code().sh_addralign = 1u << 20; }, "alignment"},
    {"two symbol tables", [](Patient& p) { p.Section(SHT_RELA).sh_type = SHT_SYMTAB; }, "symbol"},
    {"symbols without names", [](Patient& p) { p.Section(SHT_SYMTAB).sh_link = 0; }, "no names"},
    {"odd symbols", [](Patient& p) { p.Section(SHT_SYMTAB).sh_entsize = 16; }, "symbol table is odd"},
    {"half a symbol", [](Patient& p) { p.Section(SHT_SYMTAB).sh_size -= 1; }, "symbol table is odd"},
    {"an undefined symbol", [](Patient& p) { p.LocalFunction().st_shndx = SHN_UNDEF; }, "not defined"},
    {"a common symbol", [](Patient& p) { p.LocalFunction().st_shndx = SHN_COMMON; }, "outside of its section"},
    {"an indirect function", [](Patient& p) { p.LocalFunction().st_info = ELF64_ST_INFO(STB_LOCAL, STT_GNU_IFUNC); },
     "indirect"},
    {"a thread-local symbol", [](Patient& p) { p.LocalFunction().st_info = ELF64_ST_INFO(STB_LOCAL, STT_TLS); },
     "thread-local"},
    {"a weak symbol", [](Patient& p) { p.LocalFunction().st_info = ELF64_ST_INFO(STB_WEAK, STT_FUNC); }, "weak"},
    {"a second global", [](Patient& p) { p.LocalFunction().st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC); },
     "second symbol is global"},
    {"no entry", [](Patient& p) { p.Entry().st_info = ELF64_ST_INFO(STB_LOCAL, STT_FUNC); }, "no `Entry`"},
    {"an entry that is data", [](Patient& p) { p.Entry().st_info = ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT); },
     "no `Entry`"},
    {"an entry behind the code", [](Patient& p) { p.Entry().st_value = p.Code().sh_size; }, "not in the code"},
    {"a symbol far outside", [](Patient& p) { p.LocalFunction().st_value = ~std::uint64_t{0}; },
     "outside of its section"},
    {"a name outside", [](Patient& p) { p.Entry().st_name = 0xffffff; }, "no end"},
    {"an absolute relocation", [](Patient& p) { p.Relocation().r_info = ELF64_R_INFO(1, R_X86_64_64); },
     "not relative"},
    {"a relocation through a table", [](Patient& p) { p.Relocation().r_info = ELF64_R_INFO(1, R_X86_64_GOTPCREL); },
     "not relative"},
    {"a relocation outside", [](Patient& p) { p.Relocation().r_offset = p.Code().sh_size - 3; },
     "outside of its section"},
    {"a relocation far outside", [](Patient& p) { p.Relocation().r_offset = ~std::uint64_t{0} - 1; },
     "outside of its section"},
    {"a relocation without a symbol", [](Patient& p) { p.Relocation().r_info = ELF64_R_INFO(0, R_X86_64_PC32); },
     "names no symbol"},
    {"a relocation by an unknown symbol",
     [](Patient& p) { p.Relocation().r_info = ELF64_R_INFO(0xffffff, R_X86_64_PC32); }, "names no symbol"},
    {"a reference behind the unit", [](Patient& p) { p.Relocation().r_addend = 1 << 20; }, "leaves the unit"},
    {"a reference before the unit", [](Patient& p) { p.Relocation().r_addend = -(1 << 20); }, "leaves the unit"},
    {"a reference far away", [](Patient& p) { p.Relocation().r_addend = INT64_MIN; }, "leaves the unit"},
    {"relocations of what is not loaded", [](Patient& p) { p.Section(SHT_RELA).sh_info = 0; }, "not loaded"},
    {"odd relocations", [](Patient& p) { p.Section(SHT_RELA).sh_entsize = 16; }, "relocation table is odd"},
};

TEST(Link, RefusesWhatUnitsDoNotHave) {
  for (const Cut& cut : kCuts) {
    Patient patient;
    cut.cut(patient);
    const Result<LinkedCode> linked = Link(patient.bytes);
    ASSERT_FALSE(linked.ok()) << cut.what;
    EXPECT_THAT(linked.error().message, HasSubstr(cut.message)) << cut.what;
  }
}

TEST(Link, RefusesEveryObjectThatIsCutShort) {
  const Bytes good = GoodObject();
  // The section headers stand last, so nothing may miss.
  for (std::size_t size = 0; size < good.size(); size += 7) EXPECT_FALSE(Link(ByteSpan(good).first(size)).ok()) << size;
}

TEST(Link, SurvivesMutatedObjects) {
  const Bytes good = GoodObject();
  std::mt19937 random(7);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    Bytes bad = good;
    const int changes = 1 + static_cast<int>(random() % 4);
    for (int change = 0; change < changes; ++change) bad[random() % bad.size()] = static_cast<std::uint8_t>(random());
    refused += Link(bad).ok() ? 0 : 1;
  }
  EXPECT_GT(refused, 2'000);  // bytes of code may change without a linker seeing it
}

}  // namespace
}  // namespace bpol::image
