#include "runtime/unit/image_cache.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <vector>

#include "runtime/unit/bundle.h"
#include "runtime/unit/image_file.h"
#include "runtime/unit/image_format.h"
#include "runtime/values/hmac_sha256.h"

namespace bpol::unit {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSealBytes = 32;

// What code generation depends on: which CPU it is, and which instructions the kernel lets it use. The names are those
// of /proc/cpuinfo on x86-64 and on 64-bit ARM.
constexpr std::array<std::string_view, 10> kCpuLines = {"vendor_id", "cpu family",  "model",           "stepping",
                                                        "flags",     "Features",    "CPU implementer", "CPU variant",
                                                        "CPU part",  "CPU revision"};

// Of any size: with the information for debuggers a compiler is hundreds of megabytes.
Result<std::string> HashOfFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{"cannot read `" + path + "`"};
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  bool good = EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  std::array<char, 64u << 10> piece;
  while (file.read(piece.data(), piece.size()), file.gcount() > 0)
    good = good && EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(file.gcount())) == 1;
  if (file.bad()) return Error{"cannot read `" + path + "` to its end"};
  std::array<std::uint8_t, 32> digest{};
  if (!good || EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) != 1)
    return Error{"cannot hash `" + path + "`"};
  return ToHex(digest);
}

Result<std::string> DescribeCpu() {
  std::ifstream file("/proc/cpuinfo");
  std::string described;
  for (std::string line; std::getline(file, line) && !line.empty();) {  // an empty line ends the first CPU
    const std::string_view name = std::string_view(line).substr(0, line.find_first_of("\t:"));
    if (std::ranges::find(kCpuLines, name) != kCpuLines.end()) (described += line) += '\n';
  }
  if (described.empty()) return Error{"cannot read what CPU this is from `/proc/cpuinfo`"};
  return described;
}

Result<std::string> ReadImage(int fd) {
  struct stat status{};
  if (::fstat(fd, &status) != 0 || status.st_size <= 0) return Error{"the image cannot be read"};
  std::string image(static_cast<std::size_t>(status.st_size), '\0');
  for (std::size_t done = 0; done < image.size();) {
    const ssize_t got = ::pread(fd, image.data() + done, image.size() - done, static_cast<off_t>(done));
    if (got <= 0) return Error{"the image cannot be read"};
    done += static_cast<std::size_t>(got);
  }
  return image;
}

}  // namespace

Result<ImageCache> ImageCache::Open(std::string folder, keys::KeyMaterial key, const std::string& compiler) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) return Error{"`" + folder + "` is no folder"};
  BPOL_TRY(const std::string program, HashOfFile(compiler));
  BPOL_TRY(const std::string cpu, DescribeCpu());
  return ImageCache(std::move(folder), std::move(key), BundleHash(program + cpu));
}

std::string ImageCache::NameOf(std::string_view bundle) const {
  return BundleHash(maker_ + BundleHash(bundle));
}

std::string ImageCache::Seal(const std::string& name, std::string_view image) const {
  const values::HmacSha256::Digest digest = values::HmacSha256(key_.bytes()).Add(name).Add(image).Finish();
  return std::string(AsText(digest));
}

std::optional<FileDescriptor> ImageCache::Find(std::string_view bundle) const {
  const std::string name = NameOf(bundle);
  const Result<std::string> content = ReadFile(PathOf(name), kSealBytes + kMaxImageBytes);
  if (!content.ok() || content->size() <= kSealBytes) return std::nullopt;
  const std::string_view image = std::string_view(*content).substr(kSealBytes);
  if (CRYPTO_memcmp(Seal(name, image).data(), content->data(), kSealBytes) != 0) return std::nullopt;
  Result<FileDescriptor> sealed = SealedImageOf(AsBytes(image));
  if (!sealed.ok()) return std::nullopt;
  return std::move(*sealed);
}

Status ImageCache::Store(std::string_view bundle, int image) const {
  BPOL_TRY(const std::string bytes, ReadImage(image));
  const std::string name = NameOf(bundle);
  BPOL_TRY_STATUS(WriteFile(PathOf(name), Seal(name, bytes) + bytes));
  DropOldest();
  return {};
}

void ImageCache::DropOldest() const {
  std::error_code failed;
  std::vector<std::pair<fs::file_time_type, fs::path>> images;
  for (const auto& entry : fs::directory_iterator(folder_, failed)) {
    if (entry.path().extension() == ".image") images.emplace_back(entry.last_write_time(failed), entry.path());
  }
  std::ranges::sort(images);
  for (std::size_t i = 0; i + kMostImages < images.size(); ++i) fs::remove(images[i].second, failed);
}

}  // namespace bpol::unit
