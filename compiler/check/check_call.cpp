// Calls: built-in functions and lookups in tables.
#include <algorithm>

#include "compiler/check/action_parts.h"
#include "compiler/check/builtins.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/int_range.h"
#include "compiler/check/transforms.h"
#include "compiler/check/tree.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/zones/zones.h"
#include "runtime/values/currency.h"

namespace bpol::check {

using checked::Builtin;
using decision::Value;
using symbols::SymbolKind;

Typed ExprChecker::CheckNode(const syntax::Call& call, TypeRef hint, Span span) {
  const std::string& name = call.function.text;
  if (call.function.missing()) return {};
  const symbols::SymbolId symbol = session_.module.Find(scope_.module, symbols::Space::Value, name);
  if (symbol.valid() && session_.module.symbol(symbol).kind == SymbolKind::Table) {
    const std::uint32_t table = session_.IndexOf(symbol);
    return table == kNone ? Typed{} : CheckLookup(table, call.arguments, span);
  }
  if (symbol.valid() && session_.module.symbol(symbol).kind == SymbolKind::Def) {
    const std::uint32_t definition = session_.IndexOf(symbol);
    return definition == kNone ? Typed{} : CheckDefinitionCall(call, definition, span);
  }
  if (name == "floor") return CheckFloor(call, span);
  if (name == "round") return CheckRound(call, span);
  if (name == "min" || name == "max" || name == "clamp") return CheckChoice(call, hint, span);
  if (name == "minor") return CheckMinor(call, span);
  if (name == "date" || name == "hour" || name == "time" || name == "start_of_day") return CheckZoned(call, span);
  if (name == "weekday" || name == "add_months" || name == "full_years") return CheckCalendar(call, span);
  if (name == "count" || FindBuiltin(name)) return CheckBuiltin(call, span);
  if (name == "pseudonym") return CheckPseudonym(call, span);
  if (const std::optional<TransformRow> transform = FindTransform(name)) return CheckTransform(call, *transform, span);
  if (session_.module.MayBeLost(scope_.module, name)) return {};
  session_.report.Add(Code::UnknownFunction, call.function.span, Quote(name) + " is not a function",
                      diagnostics::DidYouMean(name, BuiltinNames()));
  return {};
}

bool ExprChecker::CheckCount(const syntax::Call& call, std::size_t wanted, const std::string& what, Span span) {
  if (call.arguments.size() == wanted) return true;
  session_.report.Add(Code::ArgumentCount, span,
                      Quote(call.function.text) + " is given " + std::to_string(call.arguments.size()) +
                          (call.arguments.size() == 1 ? " value" : " values") + "; it takes " + std::to_string(wanted) +
                          ": " + what,
                      call.arguments.size() < wanted ? "give it what is missing" : "leave out what is too much");
  return false;
}

Typed ExprChecker::CheckBuiltin(const syntax::Call& call, Span span) {
  if (call.function.text == "count") {
    if (!CheckCount(call, 1, "a set or a list", span)) return {};
    const Typed source = Value(call.arguments[0]);
    if (source.error()) return {};
    if (!types_.IsCollection(source.type)) {
      session_.report.Add(Code::TypeMismatch, SpanOf(call.arguments[0]),
                          Quote(types_.Name(source.type)) + " where a set or a list is needed");
      return {};
    }
    return MakeCall(Builtin::SizeOf, {&source}, types_.Int(0, types_.At(source.type).bound), span);
  }
  const Signature signature = *FindBuiltin(call.function.text);
  const std::string article =
      signature.parameter == TypeKind::Instant || signature.parameter == TypeKind::Int ? "an " : "a ";
  if (!CheckCount(call, 1, article + Quote(types::KindName(signature.parameter)), span)) return {};
  const Typed argument = As(call.arguments[0], session_.Scalar(signature.parameter));
  if (argument.error()) return {};
  TypeRef result = session_.Scalar(signature.result);
  if (signature.builtin == Builtin::Length) result = types_.Int(0, types_.At(argument.type).bound);
  if (signature.builtin != Builtin::Age) return MakeCall(signature.builtin, {&argument}, result, span);
  const Typed now = CheckName({"now", span}, {}, span);
  return now.error() ? Typed{} : MakeCall(Builtin::Age, {&now, &argument}, result, span);
}

// min(a, b), max(a, b), clamp(value, low, high): of one type that is sorted by number.
Typed ExprChecker::CheckChoice(const syntax::Call& call, TypeRef hint, Span span) {
  const bool clamp = call.function.text == "clamp";
  if (!CheckCount(call, clamp ? 3 : 2, clamp ? "a value, its least and its greatest" : "the values to compare", span))
    return {};
  const auto decimal = [&](const Typed& value) { return AsDecimal(value); };
  std::vector<Typed> values;
  for (const syntax::ExprId argument : call.arguments) {
    values.push_back(Value(argument, values.empty() ? hint : values[0].type));
    if (values.back().error()) return {};
    const bool first = values.size() == 1;
    if (first && (!types_.IsOrdered(values[0].type) || types_.Is(values[0].type, TypeKind::Enum))) {
      session_.report.Add(Code::OperatorNotDefined, SpanOf(argument),
                          Quote(call.function.text) + " of " + Quote(types_.Name(values[0].type)));
      return {};
    }
    if (types_.Is(values[0].type, TypeKind::Decimal)) values.back() = AsDecimal(values.back());
    if (types_.Is(values.back().type, TypeKind::Decimal)) std::ranges::transform(values, values.begin(), decimal);
    if (!first && !types_.Same(values[0].type, values.back().type))
      return Mismatch(values.back(), values[0].type, SpanOf(argument));
  }
  if (clamp) {
    const IntRange range{types_.At(values[1].type).minimum, types_.At(values[2].type).maximum};
    const TypeRef type =
        types_.Is(values[0].type, TypeKind::Int) ? types_.Int(range.minimum, range.maximum) : values[0].type;
    return MakeCall(Builtin::ClampInt, {&values[0], &values[1], &values[2]}, type, span);
  }
  const Builtin builtin = call.function.text == "min" ? Builtin::MinInt : Builtin::MaxInt;
  return MakeCall(builtin, {&values[0], &values[1]}, types_.Join(values[0].type, values[1].type), span);
}

// minor(amount, EUR): the second is the name of a currency.
Typed ExprChecker::CheckMinor(const syntax::Call& call, Span span) {
  if (!CheckCount(call, 2, "an amount and a currency", span)) return {};
  const Typed amount = As(call.arguments[0], session_.Scalar(TypeKind::Money));
  const auto* name = std::get_if<syntax::NameExpr>(&SyntaxOf(call.arguments[1]).node);
  values::Currency currency = 0;
  if (name == nullptr || !values::ParseCurrency(name->name.text, &currency)) {
    session_.report.Add(Code::UnknownMember, SpanOf(call.arguments[1]),
                        name == nullptr ? "a currency is written as its three letters"
                                        : Quote(name->name.text) + " is not a currency of ISO 4217");
    return {};
  }
  if (amount.error()) return {};
  const Typed literal = MakeLiteral(Value::Int(currency), session_.Scalar(TypeKind::Int), SpanOf(call.arguments[1]));
  return MakeCall(Builtin::MoneyMinor, {&amount, &literal}, session_.Scalar(TypeKind::Int), span);
}

// date(t, "Europe/Berlin"), hour(t, "UTC"), time(t, "UTC"), start_of_day(d, "Europe/Berlin")
Typed ExprChecker::CheckZoned(const syntax::Call& call, Span span) {
  const bool of_date = call.function.text == "start_of_day";
  if (!CheckCount(call, 2, of_date ? "a `Date` and a time zone" : "an `Instant` and a time zone", span)) return {};
  const Typed instant = As(call.arguments[0], session_.Scalar(of_date ? TypeKind::Date : TypeKind::Instant));
  const auto* zone = std::get_if<syntax::Literal>(&SyntaxOf(call.arguments[1]).node);
  if (zone == nullptr || zone->kind != syntax::LiteralKind::String) {
    session_.report.Add(Code::TypeMismatch, SpanOf(call.arguments[1]), "a time zone is written out: `\"UTC\"`");
    return {};
  }
  if (!zones::Find(zone->text)) {
    session_.report.Add(Code::LiteralOutOfRange, SpanOf(call.arguments[1]),
                        Quote(zone->text) + " is not a zone of the tz database",
                        diagnostics::DidYouMean(zone->text, zones::Names()));
    return {};
  }
  if (instant.error()) return {};
  const Typed name =
      MakeLiteral(Value::Text(session_.Keep(zone->text)), session_.Scalar(TypeKind::String), SpanOf(call.arguments[1]));
  if (call.function.text == "date")
    return MakeCall(Builtin::DateOf, {&instant, &name}, session_.Scalar(TypeKind::Date), span);
  if (of_date) return MakeCall(Builtin::StartOfDay, {&instant, &name}, session_.Scalar(TypeKind::Instant), span);
  if (call.function.text == "time")
    return MakeCall(Builtin::TimeOf, {&instant, &name}, session_.Scalar(TypeKind::TimeOfDay), span);
  return MakeCall(Builtin::HourOf, {&instant, &name}, types_.Int(0, 23), span);
}

// weekday(d), add_months(d, 3), full_years(born, today): of the calendar, so that they need no zone.
Typed ExprChecker::CheckCalendar(const syntax::Call& call, Span span) {
  const TypeRef date = session_.Scalar(TypeKind::Date);
  const bool weekday = call.function.text == "weekday", months = call.function.text == "add_months";
  const char* what = weekday ? "a `Date`" : months ? "a `Date` and how many months" : "two dates, the earlier first";
  if (!CheckCount(call, weekday ? 1 : 2, what, span)) return {};
  const Typed first = As(call.arguments[0], date);
  if (weekday) return first.error() ? first : MakeCall(Builtin::WeekdayOf, {&first}, types_.Int(1, 7), span);
  const Typed second = As(call.arguments[1], months ? session_.Scalar(TypeKind::Int) : date);
  if (first.error() || second.error()) return {};
  if (months) return MakeCall(Builtin::AddMonths, {&first, &second}, date, span);
  return MakeCall(Builtin::FullYears, {&first, &second}, types_.Int(0, 9'998), span);
}

// rates[card], rates(card, EUR 250)
Typed ExprChecker::CheckLookup(std::uint32_t index, std::span<const syntax::ExprId> keys, Span span) {
  const checked::Table& table = session_.unit.tables[index];
  if (table.type.error()) return {};
  if (IsTree(session_, table)) {
    session_.report.Add(Code::OperatorNotDefined, span, Quote(table.name) + " is a tree, which has no rows to look up",
                        "ask `… within …`");
    return {};
  }
  if (table.keys.empty()) {
    session_.report.Add(Code::OperatorNotDefined, span, Quote(table.name) + " has no rows to look up",
                        "ask `… in " + table.name + "`");
    return {};
  }
  const TypeRef row = types_.ElementOf(table.type);
  if (keys.size() != table.keys.size()) {
    std::vector<std::string> names;
    for (const std::uint32_t key : table.keys) names.push_back(session_.RecordOf(row).fields[key].name);
    session_.report.Add(
        Code::ArgumentCount, span,
        Quote(table.name) + " is given " + std::to_string(keys.size()) +
            (keys.size() == 1 ? " key; its rows are told apart by " : " keys; its rows are told apart by ") +
            QuoteAll(names),
        "give a value for each, in this order");
    return {};
  }
  checked::TableLookup lookup{.table = index, .keys = {}};
  std::uint64_t classes = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Typed key = As(keys[i], {session_.RecordOf(row).fields[table.keys[i]].type, false});
    if (key.error()) return {};
    lookup.keys.push_back(key.id);
    classes |= ClassesOf(key);
  }
  const TypeRef type{row.type, !session_.unit.tables[index].total};
  return Make(std::move(lookup), type, classes, span);
}

}  // namespace bpol::check
