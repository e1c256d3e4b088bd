// KeyRing: the keys that a host holds, by name, each in versions of which one is active. A new version is put beside
// the old ones and made active; pseudonyms made from then on differ, and the version that made one stands in the
// record. UnitKeys: the ring as one unit asks for it, by index. INVARIANT: each name has exactly one active version.
// Thread safety: immutable after it was filled.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/keys/key_material.h"
#include "runtime/keys/key_source.h"
#include "runtime/schema/schema.h"

namespace bpol::keys {

class KeyRing {
 public:
  struct Version {
    std::string id;
    KeyMaterial material;
  };

  // `active` is the id of one of `versions`. An error says which name or id is there twice or missing, and that two ids
  // hold one key, which would be a rotation that changes nothing.
  Status Add(std::string name, std::string active, std::vector<Version> versions);

  // Null: the ring has no key of this name.
  const Version* Active(std::string_view name) const;
  // The version that made an older pseudonym.
  const Version* Find(std::string_view name, std::string_view id) const;

 private:
  struct Key {
    std::size_t active = 0;
    std::vector<Version> versions;
  };
  std::map<std::string, Key, std::less<>> keys_;
};

class UnitKeys final : public KeySource {
 public:
  // Refused: the error names the first key of the unit that the ring lacks. Withheld: what needs such a key is removed.
  enum class Lacking { Refused, Withheld };
  // `ring` outlives what is made.
  static Result<UnitKeys> Make(const schema::Unit& unit, const KeyRing& ring, Lacking lacking);

  ByteSpan Material(std::uint32_t key) const override;
  // The active version's id; empty where there is none.
  std::string_view Id(std::uint32_t key) const;
  std::size_t size() const { return active_.size(); }

 private:
  std::vector<const KeyRing::Version*> active_;  // one a Unit::keys; may hold null
};

}  // namespace bpol::keys
