#include "compiler/check/test_request.h"

#include <algorithm>

#include "compiler/check/expr_checker.h"
#include "compiler/check/literal.h"

namespace bpol::check {

using symbols::ModuleId;
using symbols::SymbolId;

namespace {

bool Apply(Session& session, Scope& scope, const syntax::Change& change, Fixture& fixture) {
  const std::optional<FixturePlace> place = FindPlace(session, scope.module, fixture.action, change.target);
  if (!place) return false;
  const std::string path = change.target.Dotted();
  if (change.kind == syntax::ChangeKind::Unavailable) {
    if (place->may_be_away) {
      TakeAway(*place, fixture.request);
      return true;
    }
    session.report.Add(Code::UnknownTestPath, change.target.span, Quote(path) + " is no fact and no signal",
                       "only what is asked of others can be unavailable");
    return false;
  }
  return Change(session, scope, *place, path, change.value, change.target.span, fixture);
}

}  // namespace

std::optional<Fixture> ReadGiven(Session& session, const Fixtures& fixtures, ModuleId module, const syntax::File& file,
                                 const syntax::Given& given) {
  const SymbolId symbol = session.module.Find(module, symbols::Space::Fixture, given.fixture.text);
  if (!symbol.valid()) return std::nullopt;
  const auto found = fixtures.find(symbol.index);
  if (found == fixtures.end()) return std::nullopt;
  Fixture fixture = found->second;
  Scope scope{.module = module, .file = &file, .now = fixture.now};
  bool good = true;
  // `now` first: other values may be before or after it.
  for (const bool of_now : {true, false}) {
    for (const syntax::Change& change : given.changes) {
      if ((change.target.Dotted() == "now") == of_now) good = Apply(session, scope, change, fixture) && good;
    }
  }
  return good ? std::optional(std::move(fixture)) : std::nullopt;
}

std::string RequestText(const Session& session, const Fixture& fixture) {
  const schema::Action& action = session.unit.schema.actions[fixture.action];
  Json request = fixture.request;
  const auto keep = [&](const char* group, const auto& is_read) {
    if (!request.contains(group)) return;
    Json kept = Json::object();
    for (const auto& [name, value] : request[group].items()) {
      if (is_read(name)) kept[name] = value;
    }
    request[group] = kept;
  };
  keep("facts", [&](const std::string& name) {
    return std::ranges::any_of(action.facts,
                               [&](const auto& use) { return session.unit.schema.facts[use.fact].name == name; });
  });
  keep("signals", [&](const std::string& name) {
    return std::ranges::any_of(action.signals,
                               [&](const auto& use) { return session.unit.schema.signals[use.signal].name == name; });
  });
  return request.dump();
}

namespace {

class UntypedReader {
 public:
  UntypedReader(Session& session, const syntax::File& file) : session_(session), file_(file) {}

  std::optional<Json> Read(syntax::ExprId id) {
    const syntax::Expr& expr = file_.expr(id);
    if (const auto* literal = std::get_if<syntax::Literal>(&expr.node)) return Literal(*literal, expr.span);
    if (const auto* number = NegatedNumber(expr)) {
      syntax::Literal negative = *number;
      negative.text = "-" + negative.text;
      return Literal(negative, expr.span);
    }
    if (const auto* set = std::get_if<syntax::SetLiteral>(&expr.node))
      return set->elements.empty() ? std::optional(Json::object()) : Elements(set->elements);
    if (const auto* list = std::get_if<syntax::ListLiteral>(&expr.node)) return Elements(list->elements);
    if (const auto* unary = std::get_if<syntax::Unary>(&expr.node); unary != nullptr) {
      if (std::optional<Json> below_zero = Negative(*unary, expr.span)) return below_zero;
    }
    if (const auto* map = std::get_if<syntax::MapLiteral>(&expr.node)) return Map(*map);
    const auto* record = std::get_if<syntax::RecordLiteral>(&expr.node);
    if (record == nullptr) {
      session_.report.Add(Code::NotConstant, expr.span, "a body of JSON is written out",
                          "texts stand in quotes, also the members of enums");
      return std::nullopt;
    }
    Json object = Json::object();
    for (const syntax::FieldValue& field : record->fields) {
      const std::optional<Json> value = Read(field.value);
      if (!value) return std::nullopt;
      object[field.name.text] = *value;
    }
    return object;
  }

 private:
  // Of `-3` the `3`; null for anything else.
  const syntax::Literal* NegatedNumber(const syntax::Expr& expr) const {
    const auto* unary = std::get_if<syntax::Unary>(&expr.node);
    if (unary == nullptr || unary->op != syntax::UnaryOp::Negate) return nullptr;
    const auto* literal = std::get_if<syntax::Literal>(&file_.expr(unary->operand).node);
    const bool number = literal != nullptr &&
                        (literal->kind == syntax::LiteralKind::Int || literal->kind == syntax::LiteralKind::Decimal);
    return number ? literal : nullptr;
  }

  std::optional<Json> Elements(const std::vector<syntax::ExprId>& elements) {
    Json array = Json::array();
    for (const syntax::ExprId element : elements) {
      const std::optional<Json> value = Read(element);
      if (!value) return std::nullopt;
      array.push_back(*value);
    }
    return array;
  }

  // Keys are what JSON has as texts: `"DE"`, 2026-11-20.
  std::optional<Json> Map(const syntax::MapLiteral& map) {
    Json object = Json::object();
    for (const syntax::MapEntry& entry : map.entries) {
      const std::optional<Json> key = Read(entry.key), value = Read(entry.value);
      if (!key || !value) return std::nullopt;
      const Span span = file_.expr(entry.key).span;
      if (!key->is_string()) {
        session_.report.Add(Code::NotConstant, span, "the key of a map in JSON is a text", "write it in quotes");
        return std::nullopt;
      }
      if (object.contains(key->get<std::string>())) {
        session_.report.Add(Code::DuplicateMember, span, "a key stands here twice");
        return std::nullopt;
      }
      object[key->get<std::string>()] = *value;
    }
    return object;
  }

  // A number, an amount or a duration below zero.
  std::optional<Json> Negative(const syntax::Unary& unary, Span span) {
    const auto* literal = std::get_if<syntax::Literal>(&file_.expr(unary.operand).node);
    if (unary.op != syntax::UnaryOp::Negate || literal == nullptr) return std::nullopt;
    const bool money = literal->kind == syntax::LiteralKind::Money;
    const bool number = literal->kind == syntax::LiteralKind::Int || literal->kind == syntax::LiteralKind::Decimal ||
                        literal->kind == syntax::LiteralKind::Duration;
    if (!money && !number) return std::nullopt;
    syntax::Literal negative = *literal;
    negative.text.insert(money ? negative.text.find_first_of("0123456789") : 0, "-");
    return Literal(negative, span);
  }

  std::optional<Json> Literal(const syntax::Literal& literal, Span span) {
    if (literal.kind == syntax::LiteralKind::Absent) return Json(nullptr);
    const std::optional<LiteralValue> value = ReadLiteral(session_, literal);
    if (value) return checked::ToJson(session_.unit.schema, value->type.type, value->value);
    session_.report.Add(Code::LiteralOutOfRange, span, "this literal stands for no value");
    return std::nullopt;
  }

  Session& session_;
  const syntax::File& file_;
};

}  // namespace

std::optional<Json> ReadUntyped(Session& session, const syntax::File& file, syntax::ExprId id) {
  if (!id.valid()) return std::nullopt;
  return UntypedReader(session, file).Read(id);
}

}  // namespace bpol::check
