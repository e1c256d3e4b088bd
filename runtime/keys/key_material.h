// KeyMaterial: the 32 bytes of one secret key, and the two spellings in which they come.
// INVARIANT: the bytes stand in one place of memory and are wiped when the object goes; nothing here writes them
// anywhere, and no error quotes what was read. Thread safety: immutable after construction.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/base/bytes.h"

namespace bpol::keys {

class KeyMaterial {
 public:
  // As long as the digest of HMAC-SHA-256 (RFC 2104 section 3): shorter is weaker, longer gains nothing.
  static constexpr std::size_t kBytes = 32;

  // 64 hexadecimal digits, or 44 characters of base64 with its padding (RFC 4648 section 4). An error says which of the
  // two was nearly met, without the text.
  static Result<KeyMaterial> Parse(std::string_view text);
  // A file with one key in either spelling and at most one line end. Refused: what is no regular file, what anybody but
  // the owner may read or write, and what belongs to neither the process's user nor root. The error names the path.
  static Result<KeyMaterial> ReadFile(const std::string& path);

  ByteSpan bytes() const { return *bytes_; }

 private:
  using Store = std::array<std::uint8_t, kBytes>;
  struct Wipe {
    void operator()(Store* store) const;
  };
  explicit KeyMaterial(ByteSpan bytes);

  std::unique_ptr<Store, Wipe> bytes_;  // so that a move copies nothing
};

}  // namespace bpol::keys
