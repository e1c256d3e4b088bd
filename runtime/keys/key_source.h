// KeySource: material of the keys that policies declare (`key analytics for pseudonym`), as a redactor asks for it.
#pragma once

#include <cstdint>

#include "runtime/base/bytes.h"

namespace bpol::keys {

class KeySource {
 public:
  virtual ~KeySource() = default;
  // `key` is an index in Unit::keys. Empty when the host has none: what needs the key is then removed.
  virtual ByteSpan Material(std::uint32_t key) const = 0;
};

}  // namespace bpol::keys
