#include "compiler/check/upstream_header.h"

#include <algorithm>
#include <array>

#include "compiler/check/expr_checker.h"
#include "compiler/check/obligations.h"
#include "runtime/decision/decision.h"
#include "runtime/schema/field_text.h"

namespace bpol::check {
namespace {

// Of one connection (RFC 9110 section 7.6.1), of the message's frame and content, of who asks and where from, and those
// that the gateway writes itself.
constexpr std::array<std::string_view, 31> kReserved = {
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "content-type",
    "cookie",
    "date",
    "expect",
    "forwarded",
    "host",
    "http2-settings",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "max-forwards",
    "origin",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "x-fapi-interaction-id",
};

class HeaderReader {
 public:
  HeaderReader(Session& session, const Scope& scope, const syntax::BindLine& line)
      : session_(session), scope_(scope), line_(line), span_(scope.file->expr(line.value).span) {}

  std::optional<schema::UpstreamHeader> Read() {
    const syntax::Text& name = std::get<syntax::HeaderTarget>(line_.target).name;
    schema::UpstreamHeader header{.name = LowerName(name.value)};
    if (!CheckName(name, header.name)) return std::nullopt;
    const Typed value = ExprChecker(session_, scope_).Check(line_.value);
    if (value.error() || !CheckType(value) || !CheckClasses(value)) return std::nullopt;
    if (value.place && value.place->root == Place::Root::Frame) return FromFrame(value, std::move(header));
    if (const std::optional<decision::Value> constant = Fold(value))
      return FromConstant(value, *constant, std::move(header));
    session_.report.Add(Code::BindingShape, span_, "a header is given what the request brought, or a constant",
                        "write a field of `subject`, `resource`, `context` or `body`, a key, a param or a text");
    return std::nullopt;
  }

 private:
  bool CheckName(const syntax::Text& text, const std::string& name) {
    const bool reserved = std::ranges::binary_search(kReserved, name) || name.starts_with("x-forwarded-") ||
                          name.starts_with("sec-") || name.starts_with("access-control-");
    if (schema::IsFieldName(name) && !reserved) return true;
    session_.report.Add(Code::BindingShape, text.span,
                        schema::IsFieldName(name) ? Quote(text.value) + " is a header that a policy cannot give"
                                                  : Quote(text.value) + " cannot be the name of a header",
                        schema::IsFieldName(name) ? "give it a name of your own, such as `x-bank-customer`"
                                                  : "a name is made of letters, digits and `-`, `_` or `.`");
    return false;
  }

  bool CheckType(const Typed& value) {
    if (!session_.types.Is(value.type, TypeKind::Record) && !session_.types.IsCollection(value.type)) return true;
    session_.report.Add(Code::BindingType, span_,
                        "a header holds one plain value, not a " + Quote(session_.types.Name(value.type)));
    return false;
  }

  bool CheckClasses(const Typed& value) {
    std::uint64_t leaving = session_.At(value.id).classes & ForbiddenClasses(session_, scope_.module);
    if (leaving == 0) return true;
    std::uint32_t data_class = 0;
    while ((leaving >> data_class & 1) == 0) ++data_class;
    session_.report.Add(Code::ClassLeaves, span_,
                        Quote(session_.unit.schema.classes[data_class]) + " data would leave in a header",
                        "give the upstream something that says less: it can read the request itself");
    return false;
  }

  std::optional<schema::UpstreamHeader> FromFrame(const Typed& value, schema::UpstreamHeader header) {
    header.path.push_back(value.place->index);
    header.path.insert(header.path.end(), value.place->path.begin(), value.place->path.end());
    // Decoded and checked like what rules read.
    session_.unit.actions[scope_.action->action].live_roots.push_back(value.id);
    return header;
  }

  std::optional<decision::Value> Fold(const Typed& value) const {
    const auto* literal = std::get_if<checked::Literal>(&session_.At(value.id).node);
    return literal == nullptr ? std::nullopt : std::optional(literal->value);
  }

  std::optional<schema::UpstreamHeader> FromConstant(const Typed& typed, const decision::Value& value,
                                                     schema::UpstreamHeader header) {
    if (value.present()) header.text = decision::Print(session_.unit.schema, session_.types.At(typed.type), value);
    if (schema::IsFieldValue(header.text)) return header;
    session_.report.Add(Code::BindingShape, span_, "this text cannot stand in a header",
                        "a header's text is made of ASCII letters, digits, signs and blanks inside, at most 1024");
    return std::nullopt;
  }

  Session& session_;
  Scope scope_;
  const syntax::BindLine& line_;
  Span span_;
};

}  // namespace

std::string LowerName(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

std::optional<schema::UpstreamHeader> ReadUpstreamHeader(Session& session, const Scope& scope,
                                                         const syntax::BindLine& line) {
  return HeaderReader(session, scope, line).Read();
}

}  // namespace bpol::check
