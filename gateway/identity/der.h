// Takes DER (X.690) apart, element by element, on OpenSSL's ASN1_get_object; refuses what BER allows and DER does not:
// indefinite lengths and lengths with a longer spelling than needed.
// Thread safety: a reader belongs to one thread; it points into bytes that must outlive it.
#pragma once

#include <optional>

#include "runtime/base/bytes.h"

namespace bpol::identity {

class DerReader {
 public:
  explicit DerReader(ByteSpan bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  // The content of the next element if it is a universal one with this tag (V_ASN1_SEQUENCE ...); else nothing, and the
  // reader stays where it is.
  std::optional<ByteSpan> Take(int tag);
  // Any one element, passed over; false when there is none or it is not DER.
  bool Skip();

 private:
  struct Element {
    int tag;
    int form;  // class and constructed bit
    ByteSpan content;
    std::size_t size;
  };
  std::optional<Element> Next() const;

  ByteSpan rest_;
};

}  // namespace bpol::identity
