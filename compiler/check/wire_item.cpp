#include "compiler/check/wire_item.h"

#include <algorithm>
#include <array>

#include "compiler/check/upstream_header.h"
#include "runtime/schema/field_text.h"

namespace bpol::check {
namespace {

using schema::Conversion;
using schema::Source;
using Kind = WireShape::Kind;

struct Known {
  Source source;
  std::string_view name;
  WireShape shape;
};

// What a host offers of connections and certificates (gateway/bind/http_wire_source.h says the same).
constexpr std::array<Known, 8> kKnown = {{
    {Source::Certificate, "country", {Kind::Exactly, TypeKind::Country}},
    {Source::Certificate, "organization_identifier", {Kind::Exactly, TypeKind::String}},
    {Source::Certificate, "psd2_roles", {Kind::Words}},
    {Source::Certificate, "sha256", {Kind::Exactly, TypeKind::String}},
    {Source::Connection, "ip", {Kind::Exactly, TypeKind::Ip}},
    {Source::Connection, "port", {Kind::Exactly, TypeKind::Int}},
    {Source::Connection, "mtls", {Kind::Exactly, TypeKind::Bool}},
    {Source::Connection, "tls_version", {Kind::Exactly, TypeKind::String}},
}};

constexpr std::string_view kSources =
    "`token`, `certificate`, `connection`, `path`, `header \"…\"`, `query \"…\"` and `cookie \"…\"`";

class Reader {
 public:
  Reader(Session& session, const syntax::File& file, const std::string& route)
      : session_(session), file_(file), route_(route) {}

  std::optional<WireItem> Read(syntax::ExprId id) {
    const syntax::Expr& expr = file_.expr(id);
    if (const auto* member = std::get_if<syntax::Member>(&expr.node)) return ReadMember(*member, expr.span);
    if (const auto* wire = std::get_if<syntax::Wire>(&expr.node)) return ReadWire(*wire, expr.span);
    if (const auto* is = std::get_if<syntax::Is>(&expr.node)) return ReadPresence(*is, expr.span);
    if (const auto* call = std::get_if<syntax::Call>(&expr.node)) return ReadWords(*call, expr.span);
    if (std::holds_alternative<syntax::Missing>(expr.node)) return std::nullopt;
    return Refuse(expr.span);
  }

 private:
  std::optional<WireItem> Refuse(Span span) {
    session_.report.Add(Code::BindingShape, span, "a binding takes one part of the request",
                        "it can be of " + std::string(kSources) + ", with `is present` behind it or in `words(…)`");
    return std::nullopt;
  }

  std::optional<WireItem> ReadMember(const syntax::Member& member, Span span) {
    const auto* object = std::get_if<syntax::NameExpr>(&file_.expr(member.object).node);
    if (object == nullptr || member.name.missing()) return Refuse(span);
    const std::string& source = object->name.text;
    WireItem item{.name = member.name.text, .shape = {}, .spelling = source + "." + member.name.text};
    if (source == "token") return item;
    if (source == "path") return PathVariable(std::move(item), span);
    if (source == "certificate" || source == "connection") return FromHost(std::move(item), source, span);
    session_.report.Add(Code::UnknownSource, file_.expr(member.object).span, "a request has no part " + Quote(source),
                        "it has " + std::string(kSources));
    return std::nullopt;
  }

  std::optional<WireItem> PathVariable(WireItem item, Span span) {
    item.source = Source::Path;
    item.shape = {Kind::Text};
    if (route_.find("{" + item.name + "}") != std::string::npos) return item;
    session_.report.Add(Code::UnknownPathVariable, span, "the path has no `{" + item.name + "}`",
                        "write it into the path of the route: `/{" + item.name + "}`");
    return std::nullopt;
  }

  std::optional<WireItem> FromHost(WireItem item, const std::string& source, Span span) {
    item.source = source == "certificate" ? Source::Certificate : Source::Connection;
    std::vector<std::string> names;
    for (const Known& known : kKnown) {
      if (known.source != item.source) continue;
      if (known.name == item.name) {
        item.shape = known.shape;
        return item;
      }
      names.emplace_back(known.name);
    }
    session_.report.Add(Code::UnknownSource, span, "a " + source + " has no " + Quote(item.name),
                        "it has " + QuoteAll(names));
    return std::nullopt;
  }

  std::optional<WireItem> ReadWire(const syntax::Wire& wire, Span span) {
    WireItem item{.name = wire.name.value, .shape = {Kind::Text}, .spelling = {}};
    switch (wire.part) {
      case syntax::WirePart::Header:
        item.source = Source::Header;
        item.spelling = "header \"" + item.name + "\"";
        item.name = LowerName(item.name);
        return item;
      case syntax::WirePart::Query:
        item.source = Source::Query;
        item.spelling = "query \"" + item.name + "\"";
        return item;
      case syntax::WirePart::Cookie:
        item.source = Source::Cookie;
        item.spelling = "cookie \"" + item.name + "\"";
        break;
    }
    if (schema::IsFieldName(item.name)) return item;
    session_.report.Add(Code::BindingShape, span, Quote(item.name) + " cannot be the name of a cookie",
                        "a name is made of letters, digits and `-`, `_` or `.`");
    return std::nullopt;
  }

  std::optional<WireItem> ReadPresence(const syntax::Is& is, Span span) {
    if (is.kind != syntax::IsKind::Present) return Refuse(span);
    auto item = Read(is.operand);
    if (!item) return item;
    if (item->conversion != Conversion::Plain) return Refuse(span);
    item->conversion = Conversion::IsPresent;
    item->shape = {Kind::Exactly, TypeKind::Bool};
    item->spelling += " is present";
    return item;
  }

  std::optional<WireItem> ReadWords(const syntax::Call& call, Span span) {
    if (call.function.text != "words" || call.arguments.size() != 1) return Refuse(span);
    auto item = Read(call.arguments[0]);
    if (!item) return item;
    if (item->conversion != Conversion::Plain || item->shape.kind == Kind::Exactly) return Refuse(span);
    item->conversion = Conversion::Words;
    item->shape = {Kind::Words};
    item->spelling = "words(" + item->spelling + ")";
    return item;
  }

  Session& session_;
  const syntax::File& file_;
  const std::string& route_;
};

}  // namespace

std::optional<WireItem> ReadWireItem(Session& session, const syntax::File& file, syntax::ExprId id,
                                     const std::string& route) {
  return Reader(session, file, route).Read(id);
}

bool CanBe(Session& session, const WireShape& shape, TypeRef type) {
  const bool record = session.types.Is(type, TypeKind::Record);
  switch (shape.kind) {
    case Kind::Anything:
      return true;
    case Kind::Text:
      return !record;
    case Kind::Words:
      return session.types.IsCollection(type) && !session.types.Is({session.types.At(type).element}, TypeKind::Record);
    case Kind::Exactly:
      return session.types.Is(type, shape.exactly);
  }
  return false;
}

std::string NameOf(const WireShape& shape) {
  switch (shape.kind) {
    case Kind::Anything:
      return "any value";
    case Kind::Text:
      return "text";
    case Kind::Words:
      return "words";
    case Kind::Exactly:
      return Quote(types::KindName(shape.exactly));
  }
  return {};
}

}  // namespace bpol::check
