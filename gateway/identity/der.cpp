#include "gateway/identity/der.h"

#include <openssl/asn1.h>

namespace bpol::identity {

std::optional<DerReader::Element> DerReader::Next() const {
  constexpr int kUnreadable = 0x80;
  constexpr int kIndefinite = 0x01;
  const unsigned char* at = rest_.data();
  long length = 0;
  int tag = 0;
  int object_class = 0;
  const int form = ASN1_get_object(&at, &length, &tag, &object_class, static_cast<long>(rest_.size()));
  if ((form & (kUnreadable | kIndefinite)) != 0) return std::nullopt;
  const bool constructed = (form & V_ASN1_CONSTRUCTED) != 0;
  const auto size = static_cast<std::size_t>(at - rest_.data()) + static_cast<std::size_t>(length);
  if (ASN1_object_size(constructed ? 1 : 0, static_cast<int>(length), tag) != static_cast<int>(size))
    return std::nullopt;
  return Element{tag, object_class | (constructed ? V_ASN1_CONSTRUCTED : 0),
                 ByteSpan(at, static_cast<std::size_t>(length)), size};
}

std::optional<ByteSpan> DerReader::Take(int tag) {
  const auto element = Next();
  const int form = tag == V_ASN1_SEQUENCE ? V_ASN1_CONSTRUCTED : 0;
  if (!element || element->tag != tag || element->form != form) return std::nullopt;
  rest_ = rest_.subspan(element->size);
  return element->content;
}

bool DerReader::Skip() {
  const auto element = Next();
  if (!element) return false;
  rest_ = rest_.subspan(element->size);
  return true;
}

}  // namespace bpol::identity
