#include "runtime/bind/request_parts.h"

#include "runtime/base/check.h"

namespace bpol::bind {

RequestPart PartNamed(std::string_view name) {
  static const schema::NameTable kParts(kPartNames);
  const std::uint32_t place = kParts.Find(name);
  return place == schema::NameTable::kNowhere ? RequestPart::None : static_cast<RequestPart>(place);
}

std::uint32_t FieldOf(const schema::Action& action, RequestPart part) {
  switch (part) {
    case RequestPart::Subject:
      return action.subject;
    case RequestPart::Resource:
      return action.resource;
    case RequestPart::Context:
      return action.context;
    case RequestPart::Body:
      return action.body;
    case RequestPart::Now:
      return action.now;
    case RequestPart::Keys:
    case RequestPart::Facts:
    case RequestPart::Signals:
    case RequestPart::Review:
    case RequestPart::None:
      return schema::kNone;
  }
  BPOL_CHECK(false, "every part is a field of the frame or is not");
}

}  // namespace bpol::bind
