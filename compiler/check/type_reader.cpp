#include "compiler/check/type_reader.h"

#include <algorithm>
#include <utility>

#include "compiler/diagnostics/suggest.h"
#include "runtime/schema/layout.h"
#include "runtime/values/integer.h"

namespace bpol::check {

using symbols::SymbolKind;

namespace {

// What other languages call the types of this one.
constexpr std::pair<std::string_view, std::string_view> kElsewhere[] = {
    {"Text", "String"}, {"Str", "String"},       {"Varchar", "String"},    {"Integer", "Int"},
    {"Number", "Int"},  {"Long", "Int"},         {"Boolean", "Bool"},      {"Amount", "Money"},
    {"Array", "List"},  {"DateTime", "Instant"}, {"Timestamp", "Instant"},
};
constexpr std::int64_t kMostElements = 1'000'000;  // a frame that holds more could not be bound in time
constexpr std::int64_t kMostText = 16 << 20;

std::string_view NameHere(std::string_view elsewhere) {
  const auto lower = [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); };
  for (const auto& [other, here] : kElsewhere)
    if (std::ranges::equal(other, elsewhere, {}, lower, lower)) return here;
  return "";
}

class TypeReader {
 public:
  TypeReader(Session& session, symbols::ModuleId module, const syntax::File& file, WireObject wire_object)
      : session_(session), module_(module), file_(file), wire_object_(wire_object) {}

  TypeRef Read(syntax::TypeExprId id, int depth) {
    if (!id.valid()) return {};
    const syntax::TypeExpr& type = file_.type(id);
    if (type.name.missing()) return {};
    if (!type.from.empty() && !CheckWireObject(type, depth)) return {};
    const bool map = type.name.text == "Map";
    const bool collection = type.name.text == "Set" || type.name.text == "List";
    TypeRef read = map ? ReadMap(type, depth) : collection ? ReadCollection(type, depth) : ReadSingle(type);
    if (!read.error()) read.optional = type.optional;
    return read;
  }

 private:
  // `Money from { Amount, Currency }`: only of a field, whose value is then an object on the wire.
  bool CheckWireObject(const syntax::TypeExpr& type, int depth) {
    if (wire_object_ == WireObject::Allowed && depth == 0 && type.name.text == "Money" && type.from.size() == 2)
      return true;
    const bool money = type.name.text == "Money" && type.from.size() != 2;
    session_.report.Add(Code::WireObjectShape, type.span,
                        money ? "an amount is made from two members, not from " + std::to_string(type.from.size())
                              : "only a field of type `Money` is made from members of an object",
                        "write `Money from { Amount, Currency }`: first the amount, then the currency");
    return false;
  }

  TypeRef ReadCollection(const syntax::TypeExpr& type, int depth) {
    if (type.arguments.size() != 1) {
      session_.report.Add(Code::UnknownType, type.span, Quote(type.name.text) + " does not say what it holds",
                          "write `" + type.name.text + "<String>`");
      return {};
    }
    const TypeRef element = Read(type.arguments[0], depth + 1);
    if (element.error()) return {};
    if (depth >= 2) {
      session_.report.Add(Code::CollectionShape, type.span, "collections nested 3 deep",
                          "hold the inner ones in a record");
      return {};
    }
    const Span span = file_.type(type.arguments[0]).span;
    if (element.optional) {
      session_.report.Add(Code::CollectionShape, span, "a collection cannot hold what may be absent",
                          "leave the `?` out: what is absent is not in the collection");
      return {};
    }
    const std::uint32_t bound = Bound(type, session_.project.default_elements, kMostElements);
    if (type.name.text == "List") return session_.types.ListOf(element, bound);
    if (session_.types.CanBeElement(element)) return session_.types.SetOf(element, bound);
    session_.report.Add(Code::CollectionShape, span, "a set cannot hold " + Quote(session_.types.Name(element)),
                        "write `List<" + session_.types.Name(element) + ">`");
    return {};
  }

  // Map<K, V>: on the wire an object, so its keys are what a text can say.
  TypeRef ReadMap(const syntax::TypeExpr& type, int depth) {
    if (type.arguments.size() != 2) {
      session_.report.Add(Code::UnknownType, type.span, "`Map` does not say what it holds",
                          "write `Map<String, Int>`: the keys, then the values");
      return {};
    }
    const TypeRef key = Read(type.arguments[0], depth + 1);
    const TypeRef value = Read(type.arguments[1], depth + 1);
    if (key.error() || value.error()) return {};
    if (depth >= 1) {
      session_.report.Add(Code::CollectionShape, type.span, "a map inside another collection");
      return {};
    }
    const Span span = file_.type(type.arguments[0]).span;
    if (!CanBeMapKey(key)) {
      session_.report.Add(Code::CollectionShape, span,
                          "the keys of a map are texts, identifiers, enums, countries, currencies or dates, not " +
                              Quote(session_.types.Name(key)));
      return {};
    }
    if (value.optional) {
      session_.report.Add(Code::CollectionShape, file_.type(type.arguments[1]).span,
                          "a collection cannot hold what may be absent");
      return {};
    }
    const std::uint32_t bound = Bound(type, session_.project.default_elements, kMostElements);
    return session_.MapOf(key, value, bound, session_.default_classes[module_.index]);
  }

  bool CanBeMapKey(TypeRef key) const {
    if (key.optional) return false;
    const TypeKind kind = session_.types.KindOf(key);
    return schema::IsText(kind) || kind == TypeKind::Enum || kind == TypeKind::Country || kind == TypeKind::Currency ||
           kind == TypeKind::Date;
  }

  TypeRef ReadSingle(const syntax::TypeExpr& type) {
    TypeKind kind{};
    if (!types::ScalarKind(type.name.text, &kind)) return ReadDeclared(type);
    if (!type.arguments.empty()) {
      session_.report.Add(Code::UnknownType, type.span, Quote(type.name.text) + " holds nothing");
      return {};
    }
    if (kind == TypeKind::Int && type.range) return ReadRange(*type.range);
    if (kind != TypeKind::String || !type.max) return session_.Scalar(kind);
    const std::uint32_t bound = Bound(type, session_.project.default_text, kMostText);
    return {session_.types.Intern({.kind = TypeKind::String, .bound = bound}), false};
  }

  TypeRef ReadRange(const syntax::IntRange& range) {
    std::int64_t low = 0, high = 0;
    if (!values::ParseInt(range.low, &low) || !values::ParseInt(range.high, &high)) {
      session_.report.Add(Code::LiteralOutOfRange, range.span, "this range is beyond 64 bits");
      return {};
    }
    if (low > high) {
      session_.report.Add(Code::EmptyRange, range.span, "the range " + range.low + ".." + range.high + " is empty",
                          "the smaller number stands first: `" + range.high + ".." + range.low + "`");
      return {};
    }
    return session_.types.Int(low, high);
  }

  TypeRef ReadDeclared(const syntax::TypeExpr& type) {
    const symbols::SymbolId symbol = session_.module.Find(module_, symbols::Space::Type, type.name.text);
    if (!symbol.valid()) {
      ReportUnknown(type);
      return {};
    }
    const std::uint32_t index = session_.IndexOf(symbol);
    if (index == kNone) return {};
    if (session_.module.symbol(symbol).kind == SymbolKind::Enum) return session_.types.Enum(index);
    return session_.types.Record(index);
  }

  void ReportUnknown(const syntax::TypeExpr& type) {
    if (session_.module.MayBeLost(module_, type.name.text)) return;
    if (type.name.text == "Tree") {
      session_.report.Add(Code::CollectionShape, type.name.span, "a `Tree` is the type of a table and of nothing else",
                          "what differs from request to request is a fact: `Set<String>`");
      return;
    }
    std::vector<std::string_view> names = session_.module.NamesIn(module_, symbols::Space::Type);
    for (int kind = 0; kind <= static_cast<int>(TypeKind::Phone); ++kind)
      names.push_back(types::KindName(static_cast<TypeKind>(kind)));
    const std::string_view meant = NameHere(type.name.text);
    const std::string brought =
        diagnostics::BroughtBy(session_.module.DeclaringModule(module_, symbols::Space::Type, type.name.text));
    session_.report.Add(Code::UnknownType, type.name.span, "no type is named " + Quote(type.name.text),
                        !meant.empty()     ? "the type is called " + Quote(meant) + " here"
                        : !brought.empty() ? brought
                                           : diagnostics::DidYouMean(type.name.text, names));
  }

  std::uint32_t Bound(const syntax::TypeExpr& type, std::uint32_t otherwise, std::int64_t most) {
    if (!type.max) return otherwise;
    std::int64_t bound = 0;
    if (values::ParseInt(*type.max, &bound) && bound >= 1 && bound <= most) return static_cast<std::uint32_t>(bound);
    session_.report.Add(Code::LiteralOutOfRange, type.span,
                        "`max " + *type.max + "` is not between 1 and " + std::to_string(most));
    return otherwise;
  }

  Session& session_;
  symbols::ModuleId module_;
  const syntax::File& file_;
  const WireObject wire_object_;
};

}  // namespace

TypeRef ReadType(Session& session, symbols::ModuleId module, const syntax::File& file, syntax::TypeExprId id,
                 WireObject wire_object) {
  return TypeReader(session, module, file, wire_object).Read(id, 0);
}

}  // namespace bpol::check
