#include <sys/stat.h>

#include <cstring>
#include <vector>

#include "runtime/schema/schema_json.h"
#include "runtime/unit/constants.h"
#include "runtime/unit/image_file.h"
#include "runtime/unit/image_format.h"
#include "runtime/unit/native_engine.h"
#include "runtime/unit/policy_unit.h"

namespace bpol::unit {
namespace {

Result<std::uint64_t> SizeOfSealed(int fd) {
  // Before the seals are seen, nothing is read: what is checked below cannot change any more.
  if (!IsSealed(fd)) return Error{"unit image: the file is not sealed"};
  struct stat status{};
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return Error{"unit image: this is no memory file"};
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size < kPage || size > kMaxImageBytes) return Error{"unit image: the file is too short or too long"};
  return size;
}

ByteSpan PartOf(const Mapping& file, const ImagePart& part) {
  return {reinterpret_cast<const std::uint8_t*>(file.bytes().data()) + part.offset, part.size};
}

Result<Mapping> LoadConstants(const Mapping& file, const ImageParts& parts) {
  BPOL_TRY(Mapping memory, Mapping::OfMemory(parts.constants.size));
  if (parts.constants.size == 0) return memory;
  std::memcpy(memory.bytes().data(), PartOf(file, parts.constants).data(), parts.constants.size);
  std::vector<std::uint32_t> addresses(parts.addresses.size / sizeof(std::uint32_t));
  if (!addresses.empty()) std::memcpy(addresses.data(), PartOf(file, parts.addresses).data(), parts.addresses.size);
  BPOL_TRY_STATUS(PlaceAddresses(memory.bytes(), addresses));
  BPOL_TRY_STATUS(memory.MakeReadOnly());
  return memory;
}

// The arguments of an obligation that reads nothing: no frame is there.
std::optional<std::span<const decision::Value>> AskConstant(const PolicyUnit& unit, const schema::Action& action,
                                                            const decision::Plan::Site& site, Arena& memory) {
  NativeEngine engine(unit, action, nullptr, memory);
  const decision::Held held = engine.RunObligation(site);
  if (!held.holds) return std::nullopt;
  return held.arguments;
}

}  // namespace

Result<std::unique_ptr<const PolicyUnit>> Load(int fd) {
  BPOL_TRY(const std::uint64_t size, SizeOfSealed(fd));
  BPOL_TRY(const Mapping file, Mapping::OfFile(fd, 0, size));
  const ByteSpan bytes = PartOf(file, {0, size});
  BPOL_TRY(const ImageHeader header, ReadImageHeader(bytes, size));
  BPOL_TRY(const ImageHash hash, HashOfImage(bytes));
  if (hash != header.hash) return Error{"unit image: its hash is not that of its bytes"};
  const ImageParts parts = PartsOf(header);

  std::unique_ptr<PolicyUnit> unit(new PolicyUnit());
  BPOL_TRY(unit->schema_, schema::FromJson(AsText(PartOf(file, parts.schema))));
  if (unit->schema_.function_count != header.function_count)
    return Error{"unit image: header and schema differ in the number of functions"};
  BPOL_TRY(unit->constants_, LoadConstants(file, parts));
  BPOL_TRY(unit->code_, Mapping::OfFile(fd, parts.read_only.offset, parts.read_only.size + parts.code.size));
  BPOL_TRY_STATUS(unit->code_.MapCode(fd, parts.code.offset, parts.code.size, parts.read_only.size));
  const std::byte* entry = unit->code_.bytes().data() + parts.read_only.size + header.entry;
  unit->entry_ = reinterpret_cast<abi::EntryFunction>(reinterpret_cast<std::uintptr_t>(entry));
  unit->plan_.emplace(unit->schema_);
  unit->plan_->Fix([&](const schema::Action& action, const decision::Plan::Site& site, Arena& memory) {
    return AskConstant(*unit, action, site, memory);
  });
  return std::unique_ptr<const PolicyUnit>(std::move(unit));
}

}  // namespace bpol::unit
