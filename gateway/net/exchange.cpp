#include "gateway/net/exchange.h"

#include "runtime/base/check.h"

namespace bpol::net {

Task<http::BodyWriter::Outcome> Exchange::Respond(http::ResponseHead head, std::string_view body) {
  head.framing = {.kind = http::Framing::Kind::Length, .length = body.size()};
  SendHead(head);
  co_return co_await Finish(body);
}

Task<http::BodyWriter::Outcome> Exchange::Refuse(const http::ProblemDocument& problem, const http::FieldList& more) {
  http::ResponseHead head = http::HeadOf(problem);
  for (const http::Field field : more) {
    BPOL_CHECK(head.fields.Add(field.name, field.value), "what one list took, another takes");
  }
  co_return co_await Respond(std::move(head), http::ToJson(problem));
}

}  // namespace bpol::net
