#include "runtime/unit/image_format.h"

#include <openssl/evp.h>

#include <cstddef>
#include <cstring>
#include <memory>

#include "runtime/abi/abi.h"
#include "runtime/base/check.h"

namespace bpol::unit {
namespace {

constexpr std::uint64_t RoundUp(std::uint64_t size) {
  return (size + kPage - 1) / kPage * kPage;
}

bool IsPages(std::uint64_t size) {
  return size % kPage == 0;
}

}  // namespace

ImageParts PartsOf(const ImageHeader& header) {
  ImageParts parts;
  std::uint64_t end = kPage;
  const auto place = [&end](std::uint64_t size) {
    BPOL_CHECK(size <= kMaxImageBytes, "the sizes of an image are checked before it is cut into parts");
    const ImagePart part{end, size};
    end += RoundUp(size);
    return part;
  };
  parts.read_only = place(header.read_only_size);
  parts.code = place(header.code_size);
  parts.constants = place(header.constants_size);
  parts.addresses = place(header.address_count * sizeof(std::uint32_t));
  parts.schema = place(header.schema_size);
  parts.total = end;
  return parts;
}

Result<ImageHeader> ReadImageHeader(ByteSpan file, std::uint64_t file_size) {
  if (file.size() < kPage || file_size > kMaxImageBytes) return Error{"unit image: the file is too short or too long"};
  ImageHeader header;
  std::memcpy(&header, file.data(), sizeof header);
  if (header.magic != kImageMagic) return Error{"unit image: this is no image"};
  if (header.abi_version != abi::kAbiVersion)
    return Error{"unit image: made for version " + std::to_string(header.abi_version) + " of the interface, this is " +
                 std::to_string(abi::kAbiVersion) + "; compile it again"};
  for (std::size_t i = sizeof header; i < kPage; ++i) {
    if (file[i] != 0) return Error{"unit image: something stands behind the header"};
  }
  const std::uint64_t sizes[] = {header.read_only_size, header.code_size, header.constants_size, header.schema_size};
  for (const std::uint64_t size : sizes) {
    if (size > kMaxImageBytes) return Error{"unit image: a part is too large"};
  }
  if (header.address_count > header.constants_size / 8) return Error{"unit image: more addresses than constants"};
  if (!IsPages(header.read_only_size) || !IsPages(header.code_size) || header.constants_size % 8 != 0)
    return Error{"unit image: a part has an odd size"};
  if (header.entry >= header.code_size) return Error{"unit image: the entry lies outside of the code"};
  if (header.function_count == 0 || header.schema_size == 0)
    return Error{"unit image: a unit has functions and a schema"};
  if (header.total != file_size || PartsOf(header).total != file_size)
    return Error{"unit image: the sizes do not add up to the file's"};
  return header;
}

Result<ImageHash> HashOfImage(ByteSpan file) {
  BPOL_CHECK(file.size() >= kPage, "an image has a header page");
  constexpr std::size_t kBefore = offsetof(ImageHeader, hash);
  constexpr std::size_t kAfter = kBefore + sizeof(ImageHash);
  const ImageHash zeros{};
  ImageHash hash{};
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (context == nullptr || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), file.data(), kBefore) != 1 ||
      EVP_DigestUpdate(context.get(), zeros.data(), zeros.size()) != 1 ||
      EVP_DigestUpdate(context.get(), file.data() + kAfter, file.size() - kAfter) != 1 ||
      EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) != 1)
    return Error{"unit image: SHA-256 is not available"};
  return hash;
}

}  // namespace bpol::unit
