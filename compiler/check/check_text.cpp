// Texts that are asked for a form, `s matches /…/`, and texts that become other values, `Date from s`.
#include "compiler/check/expr_checker.h"
#include "compiler/check/literal.h"
#include "compiler/patterns/patterns.h"
#include "runtime/schema/scalar_text.h"

namespace bpol::check {

using checked::Builtin;
using decision::Value;

namespace {

bool IsMade(TypeKind kind) {
  return schema::ComesFromText(kind) || kind == TypeKind::Ip || kind == TypeKind::Cidr || kind == TypeKind::Region;
}

}  // namespace

Typed ExprChecker::CheckNode(const syntax::Matches& matches, TypeRef, Span span) {
  const Typed text = this->Value(matches.subject);
  if (text.error()) return {};
  if (!types_.Is(text.type, TypeKind::String)) {
    session_.report.Add(Code::NotComparable, matches.pattern_span,
                        "`matches` asks a `String`, not a " + Quote(types_.Name(text.type)));
    return {};
  }
  const Result<std::vector<std::int64_t>> table = patterns::Compile(matches.pattern);
  if (!table.ok()) {
    session_.report.Add(Code::LiteralOutOfRange, matches.pattern_span, table.error().message);
    return {};
  }
  const std::span<decision::Value> words = session_.unit.constants->AllocateArray<decision::Value>(table->size());
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = Value::Int((*table)[i]);
  const TypeRef of_words = types_.ListOf(session_.Scalar(TypeKind::Int), static_cast<std::uint32_t>(words.size()));
  const Typed pattern =
      MakeLiteral(Value::Text(session_.Keep(matches.pattern)), session_.Scalar(TypeKind::String), matches.pattern_span);
  const Typed packed = MakeLiteral(Value::Sequence(words), of_words, matches.pattern_span);
  return MakeCall(Builtin::Matches, {&text, &pattern, &packed}, Bool(), span);
}

// T from s: the value that the text is the form of, or absent.
Typed ExprChecker::CheckNode(const syntax::Convert& convert, TypeRef, Span span) {
  const TypeRef wanted = ConvertedType(convert.type);
  if (wanted.error()) return {};
  const Typed text = As(convert.value, session_.Scalar(TypeKind::String));
  if (text.error()) return {};
  const std::uint64_t classes = ClassesOf(text);
  const std::uint32_t number = NewVariable();
  const Typed variable = Variable(number, text.type, classes, span);
  const TypeRef result{wanted.type, true};
  const bool named = types_.Is(wanted, TypeKind::Enum) || types_.Is(wanted, TypeKind::Region);
  const Typed chosen = named ? MemberFrom(variable, result, span) : ValueFrom(variable, result, span);
  return Make(checked::Let{number, text.id, chosen.id}, result, classes, span);
}

TypeRef ExprChecker::ConvertedType(const syntax::Name& name) {
  if (name.missing()) return {};
  TypeKind kind{};
  if (types::ScalarKind(name.text, &kind) && IsMade(kind)) return session_.Scalar(kind);
  const symbols::SymbolId symbol = session_.module.Find(scope_.module, symbols::Space::Type, name.text);
  if (symbol.valid() && session_.module.symbol(symbol).kind == symbols::SymbolKind::Enum) {
    const std::uint32_t index = session_.IndexOf(symbol);
    return index == kNone ? TypeRef{} : types_.Enum(index);
  }
  session_.report.Add(
      Code::TypeMismatch, name.span, "no value of " + Quote(name.text) + " is made from a text",
      "numbers, amounts, times, countries, currencies, regions, addresses, checked texts and enums are");
  return {};
}

// An address says for itself whether the text is one; else if fits(kind, s) then the value else absent
Typed ExprChecker::ValueFrom(const Typed& text, TypeRef result, Span span) {
  const TypeRef wanted{result.type, false};
  const TypeKind kind = types_.KindOf(wanted);
  if (kind == TypeKind::Ip) return MakeCall(Builtin::IpFromText, {&text}, result, span);
  if (kind == TypeKind::Cidr) return MakeCall(Builtin::CidrFromText, {&text}, result, span);
  const Typed number = MakeLiteral(Value::Int(static_cast<std::int64_t>(kind)), session_.Scalar(TypeKind::Int), span);
  const Typed fits = MakeCall(Builtin::FitsText, {&number, &text}, Bool(), span);
  Typed value = text;
  if (kind == TypeKind::Money) {
    value = MakeCall(Builtin::MoneyFromText, {&text}, wanted, span);
  } else if (kind == TypeKind::Decimal) {
    value = MakeCall(Builtin::DecimalFromText, {&text}, wanted, span);
  } else if (IsIdentifier(kind)) {
    // A text that fits is the value; only its type is another.
    value = Make(session_.At(text.id).node, wanted, ClassesOf(text), span);
  } else {
    value = MakeCall(Builtin::IntFromText, {&number, &text}, wanted, span);
  }
  const Typed absent = MakeLiteral(Value::Absent(), result, span);
  return Make(checked::If{fits.id, value.id, absent.id}, result, ClassesOf(text), span);
}

// A region or a member of an enum, asked word by word; what no member is named like is the catch-all, where there is
// one, else absent.
Typed ExprChecker::MemberFrom(const Typed& text, TypeRef result, Span span) {
  const TypeRef wanted{result.type, false};
  const bool of_enum = types_.Is(wanted, TypeKind::Enum);
  const schema::Enum declared = of_enum ? session_.EnumOf(wanted) : schema::Enum{};
  const bool catch_all = of_enum && declared.otherwise != kNone;
  Typed rest = catch_all ? MakeLiteral(Value::Int(declared.otherwise), wanted, span)
                         : MakeLiteral(Value::Absent(), result, span);
  const std::size_t members = of_enum ? declared.members.size() : session_.project.regions.size();
  for (std::size_t i = members; i-- > 0;) {
    if (catch_all && i == declared.otherwise) continue;
    const std::string& name = of_enum ? declared.members[i].wire : session_.project.regions[i];
    const Typed wire = MakeLiteral(Value::Text(session_.Keep(name)), session_.Scalar(TypeKind::String), span);
    const Typed same = MakeBinary(checked::BinaryOp::Eq, text, wire, Bool(), span);
    const Typed member = MakeLiteral(Value::Int(static_cast<std::int64_t>(i)), wanted, span);
    rest = Make(checked::If{same.id, member.id, rest.id}, result, ClassesOf(text), span);
  }
  return rest;
}

}  // namespace bpol::check
