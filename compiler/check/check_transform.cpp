// Transforms of personal data as functions. Each takes its own type or a `String` and gives a text of the same data
// classes, no longer than the bound that is worked out here: so long a place the machine keeps for it.
#include <algorithm>

#include "compiler/check/expr_checker.h"
#include "compiler/check/transforms.h"
#include "compiler/diagnostics/suggest.h"
#include "runtime/schema/layout.h"

namespace bpol::check {

using checked::Builtin;
using decision::Value;

namespace {

constexpr std::uint32_t kStars = 3;                // what a mask gives for a value that does not look like its kind
constexpr std::uint32_t kLongestIdentifier = 320;  // an e-mail address; the others are shorter
constexpr std::int64_t kShortIssuer = 6;
constexpr std::int64_t kLongIssuer = 8;

// The most bytes of what a transform gives for a text of at most `bytes` (runtime/values/mask.h).
std::uint32_t BytesOf(Builtin builtin, std::uint32_t bytes) {
  switch (builtin) {
    case Builtin::MaskPan:
      return 19;  // digits of the longest card number
    case Builtin::TruncatePan:
      return 4;
    case Builtin::BirthYear:
      return 4;
    case Builtin::AgeBand:
      return 5;  // 80-89
    case Builtin::GeneraliseIp:
      return 43;  // eight groups, and the length of the prefix
    case Builtin::Pseudonym:
      return 36;  // psn_ and 32 digits
    case Builtin::MaskName:
      return 3 * bytes + kStars;  // one-letter words grow to `a*** `
    case Builtin::MaskEmail:
      return bytes + kStars;
    default:
      return std::max(bytes, kStars);
  }
}

}  // namespace

Typed ExprChecker::CheckTransform(const syntax::Call& call, const TransformRow& row, Span span) {
  const std::size_t given = call.arguments.size();
  if (given != 1 && !(row.issuer == Issuer::Shown && given == 2)) {
    CheckCount(call, 1, row.issuer == Issuer::Shown ? "a value, and behind it 6 or 8 digits of the issuer" : "a value",
               span);
    return {};
  }
  const Typed value = TransformedValue(call.arguments[0], row.type);
  if (value.error()) return {};
  const bool may_be_absent = row.text == Text::MayNotFit && types_.Is(value.type, TypeKind::String);
  const TypeRef result = TextOf(row.builtin, value, may_be_absent);
  if (row.builtin == Builtin::AgeBand) {
    const Typed today = Today(span);
    return today.error() ? Typed{} : MakeCall(row.builtin, {&value, &today}, result, span);
  }
  if (row.issuer == Issuer::None) return MakeCall(row.builtin, {&value}, result, span);
  const Typed issuer = given == 2 ? As(call.arguments[1], session_.Scalar(TypeKind::Int))
                                  : MakeLiteral(Value::Int(kShortIssuer), types_.Int(kShortIssuer, kLongIssuer), span);
  return issuer.error() ? Typed{} : MakeCall(row.builtin, {&value, &issuer}, result, span);
}

// Of the transform's own type or a text.
Typed ExprChecker::TransformedValue(syntax::ExprId id, TypeKind own) {
  const Typed value = Value(id, session_.Scalar(TypeKind::String));
  if (value.error() || types_.Is(value.type, own) || types_.Is(value.type, TypeKind::String)) return value;
  return Mismatch(value, session_.Scalar(own), SpanOf(id));
}

TypeRef ExprChecker::TextOf(Builtin builtin, const Typed& value, bool may_be_absent) {
  const std::uint32_t bytes =
      types_.Is(value.type, TypeKind::String) ? types_.At(value.type).bound : kLongestIdentifier;
  return {types_.Intern({.kind = TypeKind::String, .bound = BytesOf(builtin, bytes)}), may_be_absent};
}

// The day of `now`, in UTC.
Typed ExprChecker::Today(Span span) {
  const Typed now = CheckName({"now", span}, {}, span);
  if (now.error()) return {};
  const Typed zone = MakeLiteral(Value::Text(session_.Keep("UTC")), session_.Scalar(TypeKind::String), span);
  return MakeCall(Builtin::DateOf, {&now, &zone}, session_.Scalar(TypeKind::Date), span);
}

// pseudonym(key, kind, value): the kind is a text, or an enum whose wire name it is.
Typed ExprChecker::CheckPseudonym(const syntax::Call& call, Span span) {
  if (!CheckCount(call, 3, "a `key`, the kind of value, and the value", span)) return {};
  const auto* name = std::get_if<syntax::NameExpr>(&SyntaxOf(call.arguments[0]).node);
  const symbols::SymbolId symbol =
      name == nullptr ? symbols::SymbolId{} : session_.module.Find(scope_.module, symbols::Space::Key, name->name.text);
  if (!symbol.valid()) {
    const auto known = session_.module.NamesIn(scope_.module, symbols::Space::Key);
    session_.report.Add(Code::UnknownName, SpanOf(call.arguments[0]), "a declared `key` is named here",
                        name == nullptr ? "" : diagnostics::DidYouMean(name->name.text, known));
    return {};
  }
  const Typed kind = PseudonymKind(call.arguments[1]);
  const Typed value = Value(call.arguments[2], session_.Scalar(TypeKind::String));
  const std::uint32_t key = session_.IndexOf(symbol);
  if (kind.error() || value.error() || key == kNone) return {};
  if (!schema::IsText(types_.KindOf(value.type)))
    return Mismatch(value, session_.Scalar(TypeKind::String), SpanOf(call.arguments[2]));
  const Typed number = MakeLiteral(Value::Int(key), session_.Scalar(TypeKind::Int), SpanOf(call.arguments[0]));
  return MakeCall(Builtin::Pseudonym, {&number, &kind, &value}, TextOf(Builtin::Pseudonym, value, false), span);
}

Typed ExprChecker::PseudonymKind(syntax::ExprId id) {
  const Typed kind = Value(id, session_.Scalar(TypeKind::String));
  if (kind.error() || types_.Is(kind.type, TypeKind::String)) return kind;
  if (!types_.Is(kind.type, TypeKind::Enum)) return Mismatch(kind, session_.Scalar(TypeKind::String), SpanOf(id));
  const schema::Enum& declared = session_.unit.schema.enums[types_.At(kind.type).declaration];
  checked::Match match{.scrutinee = kind.id, .arms = {}, .otherwise = {}};
  for (std::size_t member = 0; member < declared.members.size(); ++member) {
    const Typed wire = MakeLiteral(Value::Text(session_.Keep(declared.members[member].wire)),
                                   session_.Scalar(TypeKind::String), SpanOf(id));
    match.arms.push_back({{static_cast<std::int64_t>(member)}, wire.id});
  }
  return Make(std::move(match), session_.Scalar(TypeKind::String), ClassesOf(kind), SpanOf(id));
}

}  // namespace bpol::check
