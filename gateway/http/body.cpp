#include "gateway/http/body.h"

#include <utility>

namespace bpol::http {

Task<BodyStep> MemoryBody::Next() {
  if (rest_.size() > limit_)
    co_return BodyStep{.kind = BodyStep::Kind::Reset, .bytes = {}, .why = Refusal::BodyTooLarge};
  if (rest_.empty()) co_return BodyStep{};
  co_return BodyStep{.kind = BodyStep::Kind::Piece, .bytes = std::exchange(rest_, {})};
}

Task<CollectedBody> Collect(BodyReader& body, std::uint64_t limit) {
  CollectedBody collected;
  body.SetLimit(limit);
  for (;;) {
    const BodyStep step = co_await body.Next();
    collected.kind = step.kind;
    switch (step.kind) {
      case BodyStep::Kind::Piece:
        collected.bytes += step.bytes;
        break;
      case BodyStep::Kind::Reset:
        collected.why = step.why;
        collected.bytes.clear();
        co_return collected;
      case BodyStep::Kind::End:
        co_return collected;
    }
  }
}

}  // namespace bpol::http
