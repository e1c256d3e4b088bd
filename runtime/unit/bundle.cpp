#include "runtime/unit/bundle.h"

#include <openssl/sha.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "runtime/base/bytes.h"

namespace bpol::unit {
namespace {

constexpr std::string_view kMagic = "BPOLBNDL";
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kHeader = kMagic.size() + 8;

std::string Sha256(std::string_view bytes) {
  std::uint8_t digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return ToHex(digest);
}

void PutNumber(std::string& out, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xff);
}

std::uint32_t GetNumber(std::string_view bytes) {
  std::uint32_t number = 0;
  for (int i = 3; i >= 0; --i) number = number << 8 | static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(i)]);
  return number;
}

struct Entry {
  std::string path, sha256;
  std::uint64_t size = 0;
};

// The index is small and its shape is fixed; whatever else stands in it is an error.
Result<Entry> ReadEntry(const nlohmann::json& json) {
  if (!json.is_object() || json.size() != 3 || !json.contains("path") || !json.contains("size") ||
      !json.contains("sha256"))
    return Error{"an entry of the bundle's index is not {path, size, sha256}"};
  if (!json["path"].is_string() || !json["sha256"].is_string() || !json["size"].is_number_unsigned())
    return Error{"an entry of the bundle's index has members of the wrong type"};
  Entry entry{json["path"].get<std::string>(), json["sha256"].get<std::string>(), json["size"].get<std::uint64_t>()};
  if (!IsMemberPath(entry.path)) return Error{"the bundle has a member whose path leaves its project"};
  return entry;
}

Result<std::vector<Entry>> ReadIndex(std::string_view text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object() || json.size() != 1 || !json.contains("members") ||
      !json["members"].is_array())
    return Error{"the bundle's index is not {members: […]}"};
  if (json["members"].size() > kMaxMembers)
    return Error{"the bundle has more than " + std::to_string(kMaxMembers) + " members"};
  std::vector<Entry> entries;
  for (const nlohmann::json& each : json["members"]) {
    BPOL_TRY(Entry entry, ReadEntry(each));
    if (!entries.empty() && entries.back().path >= entry.path)
      return Error{"the bundle's members are not sorted, or one is twice"};
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

bool IsMemberPath(std::string_view path) {
  if (path.empty() || path.size() > 255) return false;
  if (!std::ranges::all_of(path, [](char c) { return c > ' ' && c < 0x7f && c != '\\' && c != ':'; })) return false;
  while (true) {
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.empty() || part == "." || part == "..") return false;
    if (part.size() == path.size()) return true;
    path.remove_prefix(part.size() + 1);
  }
}

Result<std::string> WriteBundle(const Bundle& bundle) {
  nlohmann::ordered_json members = nlohmann::ordered_json::array();
  std::string contents;
  for (const auto& [path, content] : bundle.members) {
    if (!IsMemberPath(path))
      return Error{"`" + path + "` cannot be in a bundle: it is not a plain path inside the project"};
    members.push_back({{"path", path}, {"size", content.size()}, {"sha256", Sha256(content)}});
    contents += content;
  }
  const std::string index = nlohmann::ordered_json{{"members", std::move(members)}}.dump();
  std::string bytes(kMagic);
  PutNumber(bytes, kFormat);
  PutNumber(bytes, static_cast<std::uint32_t>(index.size()));
  bytes += index;
  bytes += contents;
  if (bundle.members.size() > kMaxMembers || index.size() > kMaxIndex || bytes.size() > kMaxBundle)
    return Error{"the project is too large for a bundle: at most 64 MiB in 4096 files"};
  return bytes;
}

Result<Bundle> ReadBundle(std::string_view bytes) {
  if (bytes.size() > kMaxBundle) return Error{"the bundle is larger than 64 MiB"};
  if (bytes.size() < kHeader || !bytes.starts_with(kMagic)) return Error{"this is no bpol bundle"};
  if (const std::uint32_t format = GetNumber(bytes.substr(kMagic.size())); format != kFormat)
    return Error{"the bundle has format " + std::to_string(format) + "; this program reads " + std::to_string(kFormat)};
  const std::size_t index_size = GetNumber(bytes.substr(kMagic.size() + 4));
  bytes.remove_prefix(kHeader);
  if (index_size > kMaxIndex || index_size > bytes.size()) return Error{"the bundle is cut short inside its index"};
  BPOL_TRY(const std::vector<Entry> entries, ReadIndex(bytes.substr(0, index_size)));
  bytes.remove_prefix(index_size);
  Bundle bundle;
  for (const Entry& entry : entries) {
    if (entry.size > bytes.size()) return Error{"the bundle is cut short inside `" + entry.path + "`"};
    const std::string_view content = bytes.substr(0, entry.size);
    if (Sha256(content) != entry.sha256)
      return Error{"the bundle's `" + entry.path + "` is not what the index says: its hash differs"};
    bundle.members.emplace(entry.path, content);
    bytes.remove_prefix(entry.size);
  }
  if (!bytes.empty()) return Error{"the bundle goes on after its last member"};
  return bundle;
}

std::string BundleHash(std::string_view bytes) {
  return Sha256(bytes);
}

}  // namespace bpol::unit
