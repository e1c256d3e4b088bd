#include "compiler/image/link.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "compiler/image/object.h"
#include "runtime/unit/image_format.h"

namespace bpol::image {
namespace {

constexpr std::uint64_t kNowhere = ~std::uint64_t{0};
constexpr std::uint64_t kMaxCode = unit::kMaxImageBytes / 2;

Error Refuse(std::string_view what) {
  return Error{"unit code: " + std::string(what)};
}

std::uint64_t RoundUp(std::uint64_t value, std::uint64_t to) {
  return (value + to - 1) / to * to;
}

// The object's sections in one piece of memory: read-only ones, then code from a page of its own.
class Linker {
 public:
  explicit Linker(const Object& object) : object_(object), places_(object.sections.size(), kNowhere) {}

  Result<LinkedCode> Run() {
    Place(/*code=*/false);
    code_begin_ = RoundUp(memory_.size(), unit::kPage);
    memory_.resize(code_begin_);
    Place(/*code=*/true);
    if (memory_.size() > kMaxCode) return Refuse("it is larger than a unit may be");
    memory_.resize(RoundUp(memory_.size(), unit::kPage), kTrap);
    BPOL_TRY(const std::uint64_t entry, Entry());
    for (std::size_t i = 0; i < object_.sections.size(); ++i) {
      for (const ObjectRelocation& relocation : object_.relocations[i]) BPOL_TRY_STATUS(Relocate(i, relocation));
    }
    const auto middle = memory_.begin() + static_cast<std::ptrdiff_t>(code_begin_);
    return LinkedCode{Bytes(memory_.begin(), middle), Bytes(middle, memory_.end()), entry - code_begin_};
  }

 private:
  static constexpr std::uint8_t kTrap = 0xcc;  // int3: what is between functions is not code

  void Place(bool code) {
    for (std::size_t i = 0; i < object_.sections.size(); ++i) {
      const ObjectSection& section = object_.sections[i];
      if (!section.loaded() || section.code() != code) continue;
      const std::uint64_t alignment = std::max<std::uint64_t>(section.header.sh_addralign, 1);
      memory_.resize(RoundUp(memory_.size(), alignment), code ? kTrap : 0);
      places_[i] = memory_.size();
      memory_.insert(memory_.end(), section.bytes.begin(), section.bytes.end());
    }
  }

  // The address of `Entry`, which is the only name that is visible.
  Result<std::uint64_t> Entry() const {
    const ObjectSymbol* entry = nullptr;
    for (const ObjectSymbol& symbol : object_.symbols) {
      if (!symbol.global) continue;
      if (entry != nullptr) return Refuse("a second symbol is global: " + std::string(symbol.name));
      entry = &symbol;
    }
    if (entry == nullptr || entry->name != "Entry" || entry->type != STT_FUNC) return Refuse("there is no `Entry`");
    const ObjectSection& section = object_.sections[entry->section];
    if (!section.loaded() || !section.code() || entry->value >= section.bytes.size())
      return Refuse("`Entry` is not in the code");
    return places_[entry->section] + entry->value;
  }

  Status Relocate(std::size_t section, const ObjectRelocation& relocation) {
    if (relocation.type != R_X86_64_PC32 && relocation.type != R_X86_64_PLT32)
      return Refuse("a relocation is not relative: type " + std::to_string(relocation.type));
    const std::uint64_t size = object_.sections[section].bytes.size();
    if (size < 4 || relocation.offset > size - 4) return Refuse("a relocation lies outside of its section");
    const ObjectSymbol& symbol = object_.symbols[relocation.symbol];
    if (symbol.section >= places_.size() || places_[symbol.section] == kNowhere)
      return Refuse("a relocation refers to what is not loaded");
    const std::uint64_t place = places_[section] + relocation.offset;
    const std::uint64_t target = places_[symbol.section] + symbol.value;
    BPOL_TRY_STATUS(CheckReach(section, target, relocation));
    const std::int64_t value = static_cast<std::int64_t>(target) + relocation.addend - static_cast<std::int64_t>(place);
    if (value < std::numeric_limits<std::int32_t>::min() || value > std::numeric_limits<std::int32_t>::max())
      return Refuse("a relocation is out of range");
    const auto word = static_cast<std::int32_t>(value);
    std::memcpy(memory_.data() + place, &word, sizeof word);
    return {};
  }

  // What code refers to lies inside of the unit; so does, but for the offset of an entry in its own table, what a table
  // of jumps refers to. (In code the processor adds 4 behind the place; the addend takes them back.)
  Status CheckReach(std::size_t section, std::uint64_t target, const ObjectRelocation& relocation) const {
    const bool in_code = object_.sections[section].code();
    const std::int64_t slack = in_code ? 4 : -static_cast<std::int64_t>(relocation.offset);
    const auto limit = static_cast<std::int64_t>(memory_.size());
    if (relocation.addend < -limit || relocation.addend > limit) return Refuse("a reference leaves the unit");
    const std::int64_t reached = static_cast<std::int64_t>(target) + relocation.addend + slack;
    const std::int64_t low = in_code ? 0 : slack;
    if (reached < low || reached >= limit) return Refuse("a reference leaves the unit");
    return {};
  }

  const Object& object_;
  std::vector<std::uint64_t> places_;  // by section
  Bytes memory_;
  std::uint64_t code_begin_ = 0;
};

}  // namespace

Result<LinkedCode> Link(ByteSpan object) {
  BPOL_TRY(const Object read, ReadObject(object));
  return Linker(read).Run();
}

}  // namespace bpol::image
