#include "compiler/image/image.h"

#include <algorithm>
#include <cstring>

#include "compiler/core/constants.h"
#include "compiler/image/link.h"
#include "runtime/abi/abi.h"
#include "runtime/base/check.h"
#include "runtime/schema/schema_json.h"
#include "runtime/unit/image_format.h"

namespace bpol::image {
namespace {

struct Constants {
  Bytes bytes;
  std::vector<std::uint32_t> addresses;
};

Constants WriteConstants(const core::Program& program) {
  const core::ConstantPlaces places = core::PlaceConstants(program);
  Constants constants{Bytes(places.size), {}};
  for (std::size_t i = 0; i < program.constants.size(); ++i) {
    std::uint32_t at = places.offsets[i];
    if (const auto* text = std::get_if<std::string>(&program.constants[i])) {
      std::ranges::copy(*text, constants.bytes.begin() + at);
      continue;
    }
    for (const core::Word& word : std::get<std::vector<core::Word>>(program.constants[i])) {
      const std::int64_t value = word.address ? places.offsets[static_cast<std::size_t>(word.value)] : word.value;
      std::memcpy(constants.bytes.data() + at, &value, sizeof value);
      if (word.address) constants.addresses.push_back(at);
      at += 8;
    }
  }
  return constants;
}

void Put(Bytes& image, const unit::ImagePart& part, const void* from) {
  if (part.size != 0) std::memcpy(image.data() + part.offset, from, part.size);
}

}  // namespace

Result<Bytes> MakeImage(ByteSpan object, const core::Program& program, const schema::Unit& schema) {
  BPOL_TRY(const LinkedCode code, Link(object));
  const Constants constants = WriteConstants(program);
  const std::string json = schema::ToJson(schema);
  unit::ImageHeader header{.abi_version = abi::kAbiVersion, .function_count = schema.function_count};
  header.read_only_size = code.read_only.size();
  header.code_size = code.code.size();
  header.entry = code.entry;
  header.constants_size = constants.bytes.size();
  header.address_count = constants.addresses.size();
  header.schema_size = json.size();
  for (const std::uint64_t size : {header.constants_size, header.address_count * 4, header.schema_size}) {
    if (size > unit::kMaxImageBytes) return Error{"the unit is larger than an image may be"};
  }
  const unit::ImageParts parts = unit::PartsOf(header);
  if (parts.total > unit::kMaxImageBytes) return Error{"the unit is larger than an image may be"};
  header.total = parts.total;

  Bytes image(parts.total);
  Put(image, parts.read_only, code.read_only.data());
  Put(image, parts.code, code.code.data());
  Put(image, parts.constants, constants.bytes.data());
  Put(image, parts.addresses, constants.addresses.data());
  Put(image, parts.schema, json.data());
  std::memcpy(image.data(), &header, sizeof header);
  BPOL_TRY(header.hash, unit::HashOfImage(image));
  std::memcpy(image.data(), &header, sizeof header);
  return image;
}

void TakeScratchSizes(const core::Program& program, schema::Unit& schema) {
  const std::size_t actions = schema.actions.size();
  BPOL_CHECK(program.actions.size() == actions + schema.lifecycles.size(),
             "core and schema have the same actions and lifecycles");
  for (std::size_t i = 0; i < actions; ++i) schema.actions[i].scratch_size = program.actions[i].scratch_size;
  for (std::size_t i = 0; i < schema.lifecycles.size(); ++i)
    schema.lifecycles[i].scratch_size = program.actions[actions + i].scratch_size;
}

}  // namespace bpol::image
