#include "runtime/keys/key_material.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace bpol::keys {
namespace {

constexpr std::size_t kHexDigits = 2 * KeyMaterial::kBytes;
constexpr std::size_t kBase64Characters = 44;
// The longer spelling and a line end, and one more byte to see that there is more.
constexpr std::size_t kMaxFileBytes = kHexDigits + 3;

// Whatever holds a key on the way is wiped with it.
template <typename Buffer>
class Wiped {
 public:
  explicit Wiped(Buffer buffer) : buffer_(std::move(buffer)) {}
  ~Wiped() { OPENSSL_cleanse(buffer_.data(), buffer_.size()); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  Buffer& operator*() { return buffer_; }
  Buffer* operator->() { return &buffer_; }

 private:
  Buffer buffer_;
};

std::optional<Bytes> FromBase64(std::string_view text) {
  if (text.back() != '=') return std::nullopt;
  Wiped<std::string> url(std::string(text.substr(0, text.size() - 1)));
  // The other alphabet has two letters of its own, which stand for nothing here.
  if (url->find_first_of("-_") != std::string::npos) return std::nullopt;
  std::ranges::replace(*url, '+', '-');
  std::ranges::replace(*url, '/', '_');
  return FromBase64Url(*url);
}

std::string_view WithoutLineEnd(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

Error Refused(const std::string& path, const std::string& why) {
  return Error{"the key file `" + path + "` " + why};
}

class File {
 public:
  explicit File(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

// Asked of the open descriptor, so that nobody puts another file in its place in between.
Status CheckPrivate(int descriptor, const std::string& path) {
  struct stat about{};
  if (::fstat(descriptor, &about) != 0) return Refused(path, std::string("cannot be read: ") + std::strerror(errno));
  if (!S_ISREG(about.st_mode)) return Refused(path, "is not a regular file");
  if ((about.st_mode & 077) != 0) return Refused(path, "can be read by others than its owner; `chmod 600` it");
  if (about.st_uid != ::geteuid() && about.st_uid != 0)
    return Refused(path, "belongs to another user than the one who reads it");
  return {};
}

}  // namespace

void KeyMaterial::Wipe::operator()(Store* store) const {
  OPENSSL_cleanse(store->data(), store->size());
  delete store;
}

KeyMaterial::KeyMaterial(ByteSpan bytes) : bytes_(new Store) {
  BPOL_CHECK(bytes.size() == kBytes, "a key has its size before it is material");
  std::ranges::copy(bytes, bytes_->begin());
}

Result<KeyMaterial> KeyMaterial::Parse(std::string_view text) {
  const Error neither{"is not a key of 32 bytes: 64 hexadecimal digits, or 44 characters of base64"};
  if (text.size() != kHexDigits && text.size() != kBase64Characters) return neither;
  Wiped<Bytes> bytes([&] { return text.size() == kHexDigits ? FromHex(text) : FromBase64(text); }().value_or(Bytes()));
  if (bytes->size() != kBytes)
    return Error{text.size() == kHexDigits ? "has 64 characters, and not all are hexadecimal digits"
                                           : "has 44 characters, and they are not base64 of 32 bytes"};
  return KeyMaterial(*bytes);
}

Result<KeyMaterial> KeyMaterial::ReadFile(const std::string& path) {
  const File file(path);
  if (file.get() < 0) return Refused(path, std::string("cannot be read: ") + std::strerror(errno));
  BPOL_TRY_STATUS(CheckPrivate(file.get(), path));
  Wiped<std::array<char, kMaxFileBytes>> buffer({});
  std::size_t size = 0;
  while (size < buffer->size()) {
    const ssize_t got = ::read(file.get(), buffer->data() + size, buffer->size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Refused(path, std::string("cannot be read: ") + std::strerror(errno));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  auto key = Parse(WithoutLineEnd({buffer->data(), size}));
  if (!key.ok()) return Refused(path, key.error().message);
  return key;
}

}  // namespace bpol::keys
