#include "runtime/keys/key_ring.h"

#include <openssl/crypto.h>

#include <algorithm>

namespace bpol::keys {
namespace {

bool SameBytes(const KeyMaterial& left, const KeyMaterial& right) {
  return CRYPTO_memcmp(left.bytes().data(), right.bytes().data(), KeyMaterial::kBytes) == 0;
}

Status CheckDistinct(const std::string& name, const std::vector<KeyRing::Version>& versions) {
  for (std::size_t i = 0; i < versions.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (versions[i].id == versions[j].id)
        return Error{"the key `" + name + "` has the version `" + versions[i].id + "` twice"};
      if (SameBytes(versions[i].material, versions[j].material))
        return Error{"the versions `" + versions[j].id + "` and `" + versions[i].id + "` of the key `" + name +
                     "` are the same bytes"};
    }
  }
  return {};
}

}  // namespace

Status KeyRing::Add(std::string name, std::string active, std::vector<Version> versions) {
  BPOL_TRY_STATUS(CheckDistinct(name, versions));
  const auto found = std::ranges::find(versions, active, &Version::id);
  if (found == versions.end())
    return Error{"the key `" + name + "` has no version `" + active + "`, which is to be its active one"};
  Key key{static_cast<std::size_t>(found - versions.begin()), std::move(versions)};
  const auto [place, added] = keys_.try_emplace(std::move(name), std::move(key));
  if (!added) return Error{"the key `" + place->first + "` is there twice"};
  return {};
}

const KeyRing::Version* KeyRing::Active(std::string_view name) const {
  const auto key = keys_.find(name);
  return key == keys_.end() ? nullptr : &key->second.versions[key->second.active];
}

const KeyRing::Version* KeyRing::Find(std::string_view name, std::string_view id) const {
  const auto key = keys_.find(name);
  if (key == keys_.end()) return nullptr;
  const auto version = std::ranges::find(key->second.versions, id, &Version::id);
  return version == key->second.versions.end() ? nullptr : &*version;
}

Result<UnitKeys> UnitKeys::Make(const schema::Unit& unit, const KeyRing& ring, Lacking lacking) {
  UnitKeys keys;
  for (const std::string& name : unit.keys) {
    keys.active_.push_back(ring.Active(name));
    if (keys.active_.back() == nullptr && lacking == Lacking::Refused)
      return Error{"the unit needs the key `" + name + "`, and this host holds no key of that name"};
  }
  return keys;
}

ByteSpan UnitKeys::Material(std::uint32_t key) const {
  if (key >= active_.size() || active_[key] == nullptr) return {};
  return active_[key]->material.bytes();
}

std::string_view UnitKeys::Id(std::uint32_t key) const {
  return key < active_.size() && active_[key] != nullptr ? std::string_view(active_[key]->id) : std::string_view();
}

}  // namespace bpol::keys
