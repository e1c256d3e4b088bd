// Literals: text -> value, by the parsers of runtime/values, which both engines print with.
#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/literal.h"
#include "runtime/schema/layout.h"
#include "runtime/values/decimal.h"
#include "runtime/values/integer.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"
#include "runtime/values/time_text.h"

namespace bpol::check {

using decision::Value;
using syntax::LiteralKind;

namespace {

std::string MoneyMistake(const std::string& text) {
  const std::string currency = text.substr(0, 3);
  values::Currency parsed = 0;
  if (!values::ParseCurrency(currency, &parsed)) return Quote(currency) + " is not a currency of ISO 4217";
  const int digits = values::MinorUnits(parsed);
  if (digits == 0 && text.find('.') != std::string::npos) return Quote(currency) + " has no digits after the point";
  if (text.find('.') != std::string::npos && text.size() - text.find('.') - 1 > static_cast<std::size_t>(digits))
    return Quote(currency) + " has " + std::to_string(digits) + " digits after the point";
  return "this amount is beyond 64 bits of the smallest unit";
}

std::string Mistake(const syntax::Literal& literal) {
  switch (literal.kind) {
    case LiteralKind::Money:
      return MoneyMistake(literal.text);
    case LiteralKind::Int:
      return "this number is beyond 64 bits";
    case LiteralKind::Instant:
    case LiteralKind::Date:
      return Quote(literal.text) + " is not in the calendar";
    case LiteralKind::Duration:
      return "this duration is beyond 64 bits of microseconds";
    case LiteralKind::Ip:
      return Quote(literal.text) + " is not an address";
    case LiteralKind::Cidr:
      return Quote(literal.text) + " is not a prefix";
    case LiteralKind::Region:
      return Quote(literal.text) + " is not a region of the manifest";
    case LiteralKind::Decimal:
      return "this number has more than 34 digits";
    case LiteralKind::TimeOfDay:
      return Quote(literal.text) + " is not a time of day";
    case LiteralKind::Bool:
    case LiteralKind::String:
    case LiteralKind::Absent:
      return "this literal stands for no value";
  }
  BPOL_CHECK(false, "every kind of literal has its mistake");
}

}  // namespace

bool IsIdentifier(TypeKind kind) {
  return schema::IsText(kind) && kind != TypeKind::String;
}

Typed ExprChecker::CheckNode(const syntax::Literal& literal, TypeRef hint, Span span) {
  if (literal.kind == LiteralKind::Absent) {
    if (hint.error()) {
      session_.report.Add(Code::NeedsContext, span, "nothing here tells of which type this `absent` is");
      return {};
    }
    return MakeLiteral(Value::Absent(), {hint.type, true}, span);
  }
  if (literal.kind == LiteralKind::String && !hint.error() && IsIdentifier(types_.KindOf(hint)))
    return Identifier(literal.text, {hint.type, false}, span);
  const std::optional<LiteralValue> read = ReadLiteral(session_, literal);
  if (!read) {
    const Code code = literal.kind == LiteralKind::Region ? Code::UnknownRegion : Code::LiteralOutOfRange;
    session_.report.Add(code, span, Mistake(literal),
                        code == Code::UnknownRegion ? "the manifest lists: " + QuoteAll(session_.project.regions) : "");
    return {};
  }
  const Typed value = MakeLiteral(read->value, read->type, span);
  return types_.Is(hint, TypeKind::Decimal) ? AsDecimal(value) : value;
}

// A quoted text opposite an Iban or a Pan is one, with its checksum.
Typed ExprChecker::Identifier(const std::string& text, TypeRef type, Span span) {
  if (const std::optional<decision::Value> value = ReadText(session_, type, text))
    return MakeLiteral(*value, type, span);
  session_.report.Add(Code::LiteralOutOfRange, span, Quote(text) + " is not " + WithArticle(types_.Name(type)),
                      "write it without blanks and with the right check digits");
  return {};
}

std::optional<LiteralValue> ReadLiteral(Session& session, const syntax::Literal& literal) {
  std::int64_t integer = 0;
  const auto scalar = [&](TypeKind kind) { return LiteralValue{Value::Int(integer), session.Scalar(kind)}; };
  switch (literal.kind) {
    case LiteralKind::Bool:
      integer = literal.text == "true" ? 1 : 0;
      return scalar(TypeKind::Bool);
    case LiteralKind::Int:
      if (!values::ParseInt(literal.text, &integer)) return std::nullopt;
      return LiteralValue{Value::Int(integer), session.types.Int(integer, integer)};
    case LiteralKind::String:
      return LiteralValue{Value::Text(session.Keep(literal.text)), session.Scalar(TypeKind::String)};
    case LiteralKind::Instant:
      if (!values::ParseInstant(literal.text, &integer)) return std::nullopt;
      return scalar(TypeKind::Instant);
    case LiteralKind::Date:
      if (!values::ParseDate(literal.text, &integer)) return std::nullopt;
      return scalar(TypeKind::Date);
    case LiteralKind::Duration:
      if (!ParseDurationLiteral(literal.text, &integer)) return std::nullopt;
      return scalar(TypeKind::Duration);
    case LiteralKind::Money: {
      values::Money money{};
      if (!values::ParseMoney(literal.text, &money)) return std::nullopt;
      return LiteralValue{Value::Of(money), session.Scalar(TypeKind::Money)};
    }
    case LiteralKind::Ip: {
      values::Ip ip{};
      if (!values::ParseIp(literal.text, &ip)) return std::nullopt;
      return LiteralValue{Value::Of(ip), session.Scalar(TypeKind::Ip)};
    }
    case LiteralKind::Cidr: {
      values::Cidr cidr{};
      if (!values::ParseCidr(literal.text, &cidr)) return std::nullopt;
      return LiteralValue{Value::Of(cidr), session.Scalar(TypeKind::Cidr)};
    }
    case LiteralKind::Region: {
      const std::optional<std::uint32_t> region = RegionOf(session, literal.text);
      if (!region) return std::nullopt;
      integer = *region;
      return scalar(TypeKind::Region);
    }
    case LiteralKind::Decimal: {
      values::Decimal decimal{};
      if (!values::ParseDecimal(literal.text, &decimal)) return std::nullopt;
      return LiteralValue{Value::Of(decimal), session.Scalar(TypeKind::Decimal)};
    }
    case LiteralKind::TimeOfDay:
      if (!values::ParseTimeOfDay(literal.text, &integer)) return std::nullopt;
      return scalar(TypeKind::TimeOfDay);
    case LiteralKind::Absent:
      return std::nullopt;
  }
  BPOL_CHECK(false, "every kind of literal is read");
}

bool ParseDurationLiteral(std::string_view text, std::int64_t* out) {
  if (!text.ends_with('w')) return values::ParseDuration(text, out);
  std::int64_t weeks = 0;
  if (!values::ParseInt(text.substr(0, text.size() - 1), &weeks)) return false;
  return values::MulInt(weeks, 7 * values::kDay, out) == values::Fault::None;
}

std::optional<std::uint32_t> RegionOf(const Session& session, std::string_view name) {
  for (std::uint32_t i = 0; i < session.project.regions.size(); ++i) {
    if (session.project.regions[i] == name) return i;
  }
  return std::nullopt;
}

}  // namespace bpol::check
