// ImageCache: images of bundles that this machine has compiled and tested before, so that a gateway that starts again,
// or goes back to an earlier unit, waits for no compiler.
// INVARIANT: an image is handed out only under its name and its HMAC-SHA-256 (RFC 2104), made with a key that only the
// gateway's user reads: the name is a hash of the bundle, of the compiler's program and of the CPU, so nobody who can
// merely write into the folder brings code in, or one bundle's code under the name of another. Whatever is not in order
// is as good as absent: the bundle is compiled. Thread safety: Find and Store may be called from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "runtime/keys/key_material.h"
#include "runtime/unit/file_descriptor.h"

namespace bpol::unit {

class ImageCache {
 public:
  // Images that a folder keeps; the one that was stored longest ago goes first.
  static constexpr std::size_t kMostImages = 16;

  // `folder` exists. `compiler` is the path of bpol-compile, whose bytes enter every name. An error names what cannot
  // be read.
  static Result<ImageCache> Open(std::string folder, keys::KeyMaterial key, const std::string& compiler);

  // The sealed image of these bytes, as they were compiled here before.
  std::optional<FileDescriptor> Find(std::string_view bundle) const;

  // Keeps what a compiler has left in `image`. An error (a full disk) leaves the cache as it was.
  Status Store(std::string_view bundle, int image) const;

 private:
  ImageCache(std::string folder, keys::KeyMaterial key, std::string maker)
      : folder_(std::move(folder)), key_(std::move(key)), maker_(std::move(maker)) {}

  std::string NameOf(std::string_view bundle) const;
  std::string PathOf(const std::string& name) const { return folder_ + "/" + name + ".image"; }
  std::string Seal(const std::string& name, std::string_view image) const;
  void DropOldest() const;

  std::string folder_;
  keys::KeyMaterial key_;
  std::string maker_;  // hash of the compiler and the CPU
};

}  // namespace bpol::unit
