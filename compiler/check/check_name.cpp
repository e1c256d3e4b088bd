// Names: members of the expected enum first, then what stands around the expression, from the inside out: variables and
// lets, fields of the redacted object, fields of an opened record, parts of the action, names of the module.
#include <algorithm>

#include "compiler/check/action_parts.h"
#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"
#include "compiler/diagnostics/suggest.h"
#include "runtime/values/country.h"
#include "runtime/values/currency.h"

namespace bpol::check {

using decision::Value;
using symbols::SymbolKind;

namespace {

std::uint32_t FieldNamed(const schema::Record& record, std::string_view name) {
  for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
    if (record.fields[i].name == name) return i;
  }
  return kNone;
}

}  // namespace

Typed ExprChecker::CheckName(const syntax::Name& name, TypeRef hint, Span span) {
  if (name.missing()) return {};
  if (const std::optional<Typed> member = Member(name.text, hint, span)) return *member;
  if (const std::optional<Typed> local = FindLocal(name.text, span)) return *local;
  if (!scope_.object.error() && FieldNamed(session_.RecordOf(scope_.object), name.text) != kNone) {
    Typed object = Make(checked::Object{}, scope_.object, 0, span);
    object.place = Place{Place::Root::Object, 0, {}};
    return FieldOf(object, name, span);
  }
  if (scope_.opened && FieldNamed(session_.RecordOf(scope_.opened->type), name.text) != kNone)
    return FieldOf(*scope_.opened, name, span);
  if (const std::optional<Typed> word = FindFrameWord(name, span)) return *word;
  const symbols::SymbolId symbol = session_.module.Find(scope_.module, symbols::Space::Value, name.text);
  if (symbol.valid()) return ReadSymbol(symbol, span);
  return UnknownName(name, hint);
}

// Whether a bare name has a meaning without a hint.
bool ExprChecker::Means(const std::string& name) const {
  for (const Local& local : scope_.locals) {
    if (local.name == name) return true;
  }
  if (!scope_.object.error() && FieldNamed(session_.RecordOf(scope_.object), name) != kNone) return true;
  if (scope_.opened && FieldNamed(session_.RecordOf(scope_.opened->type), name) != kNone) return true;
  if (scope_.now && name == "now") return true;
  if (scope_.action && IsFrameWord(session_, *scope_.action, name)) return true;
  return session_.module.Find(scope_.module, symbols::Space::Value, name).valid();
}

std::optional<Typed> ExprChecker::Member(const std::string& name, TypeRef hint, Span span) {
  if (types_.Is(hint, TypeKind::Enum)) {
    const schema::Enum& declaration = session_.EnumOf(hint);
    for (std::size_t i = 0; i < declaration.members.size(); ++i) {
      if (declaration.members[i].name == name)
        return MakeLiteral(Value::Int(static_cast<std::int64_t>(i)), {hint.type, false}, span);
    }
  }
  values::Country country = 0;
  if (types_.Is(hint, TypeKind::Country) && values::ParseCountry(name, &country))
    return MakeLiteral(Value::Int(country), {hint.type, false}, span);
  values::Currency currency = 0;
  if (types_.Is(hint, TypeKind::Currency) && values::ParseCurrency(name, &currency))
    return MakeLiteral(Value::Int(currency), {hint.type, false}, span);
  return std::nullopt;
}

std::optional<Typed> ExprChecker::FindLocal(const std::string& name, Span span) {
  for (auto local = scope_.locals.rbegin(); local != scope_.locals.rend(); ++local) {
    if (local->name != name) continue;
    if (local->value.error()) return Typed{};
    Typed read = local->value;  // the same node once more, so that the place of this reading is kept
    const checked::Expr expr = session_.At(read.id);
    read.id = session_.Add(expr.node, expr.type, expr.classes, span);
    return read;
  }
  return std::nullopt;
}

std::optional<Typed> ExprChecker::FindFrameWord(const syntax::Name& name, Span span) {
  if (scope_.now && name.text == "now") {
    Typed now = *scope_.now;
    return now;
  }
  if (!scope_.action || !IsFrameWord(session_, *scope_.action, name.text)) return std::nullopt;
  if (scope_.action->any_action) return Typed{};
  return ReadFrameWord(session_, *scope_.action, name.text, span);
}

Typed ExprChecker::UnknownName(const syntax::Name& name, TypeRef hint) {
  if (types_.Is(hint, TypeKind::Enum)) {
    const schema::Enum& declaration = session_.EnumOf(hint);
    std::vector<std::string_view> members;
    for (const schema::EnumMember& member : declaration.members) members.push_back(member.name);
    const schema::Action* const action = KnownAction();
    const std::string path = action == nullptr ? "" : PathEndingIn(session_, *action, name.text);
    session_.report.Add(Code::UnknownMember, name.span, Quote(declaration.name) + " has no member " + Quote(name.text),
                        path.empty() ? NearestOrAll(name.text, members) : "write " + Quote(path));
    return {};
  }
  if (types_.Is(hint, TypeKind::Country)) {
    session_.report.Add(Code::UnknownMember, name.span, Quote(name.text) + " is not a country of ISO 3166-1",
                        name.text == "UK"   ? "the code is `GB`"
                        : name.text == "EL" ? "the code is `GR`"
                                            : "a country is its two letters, such as `DE`");
    return {};
  }
  if (types_.Is(hint, TypeKind::Currency)) {
    session_.report.Add(Code::UnknownMember, name.span, Quote(name.text) + " is not a currency of ISO 4217");
    return {};
  }
  if (!scope_.action && (IsPartName(name.text) || name.text == "now")) {
    session_.report.Add(Code::NotConstant, name.span, Quote(name.text) + " is known only when a request comes",
                        WithoutRequest());
    return {};
  }
  if (scope_.action && IsPartName(name.text)) {
    if (session_.report.MayBeLost(name.text)) return {};
    const std::string& action = session_.unit.schema.actions[scope_.action->action].name;
    session_.report.Add(Code::UnknownField, name.span, "action " + Quote(action) + " has no " + Quote(name.text));
    return {};
  }
  if (session_.module.MayBeLost(scope_.module, name.text) || session_.report.MayBeLost(name.text)) return {};
  std::vector<std::string_view> names = session_.module.NamesIn(scope_.module, symbols::Space::Value);
  for (const Local& local : scope_.locals) names.push_back(local.name);
  if (!scope_.object.error()) {
    for (const schema::Field& field : session_.RecordOf(scope_.object).fields) names.push_back(field.name);
  }
  const schema::Action* const action = KnownAction();
  if (action != nullptr) {
    for (const schema::Field& field : session_.unit.schema.records[action->frame].fields) names.push_back(field.name);
  }
  const std::string elsewhere = MeantElsewhere(session_, scope_.module, action, name.text);
  session_.report.Add(Code::UnknownName, name.span, "nothing here is named " + Quote(name.text),
                      elsewhere.empty() ? diagnostics::DidYouMean(name.text, names) : elsewhere);
  return {};
}

const schema::Action* ExprChecker::KnownAction() const {
  const bool known = scope_.action && !scope_.action->any_action;
  return known ? &session_.unit.schema.actions[scope_.action->action] : nullptr;
}

// Advice where there is no request: what can be read instead.
std::string ExprChecker::WithoutRequest() const {
  if (scope_.in_definition) return "make it a parameter of the definition";
  if (!scope_.object.error()) return "a lifecycle reads the fields of its record, params, tables and `now`";
  return "a `let` is computed for each request; a constant is not";
}

// The declaration that a bare name means, unless something nearer has its name.
const symbols::Symbol* ExprChecker::ValueSymbol(syntax::ExprId id) const {
  if (!id.valid()) return nullptr;
  const auto* name = std::get_if<syntax::NameExpr>(&SyntaxOf(id).node);
  if (name == nullptr) return nullptr;
  for (const Local& local : scope_.locals) {
    if (local.name == name->name.text) return nullptr;
  }
  if (scope_.action && IsFrameWord(session_, *scope_.action, name->name.text)) return nullptr;
  const symbols::SymbolId symbol = session_.module.Find(scope_.module, symbols::Space::Value, name->name.text);
  return symbol.valid() ? &session_.module.symbol(symbol) : nullptr;
}

// A literal that takes its type from what stands opposite.
bool ExprChecker::NeedsHint(syntax::ExprId id) const {
  if (!id.valid()) return false;
  const syntax::Expr& expr = SyntaxOf(id);
  if (const auto* name = std::get_if<syntax::NameExpr>(&expr.node)) return !Means(name->name.text);
  if (const auto* literal = std::get_if<syntax::Literal>(&expr.node))
    return literal->kind == syntax::LiteralKind::Absent;
  const auto all = [&](const std::vector<syntax::ExprId>& elements) {
    for (const syntax::ExprId element : elements) {
      if (NeedsHint(element)) return true;
    }
    return elements.empty();
  };
  if (const auto* choice = std::get_if<syntax::If>(&expr.node)) return NeedsHint(choice->yes) || NeedsHint(choice->no);
  if (const auto* match = std::get_if<syntax::Match>(&expr.node))
    return std::ranges::any_of(match->arms, [&](const syntax::MatchArm& arm) { return NeedsHint(arm.value); });
  // What may be absent tells its type, unless it is itself a choice between words.
  if (const auto* binary = std::get_if<syntax::Binary>(&expr.node); binary && binary->op == syntax::BinaryOp::Coalesce)
    return NeedsHint(binary->left);
  if (const auto* set = std::get_if<syntax::SetLiteral>(&expr.node)) return all(set->elements);
  if (const auto* list = std::get_if<syntax::ListLiteral>(&expr.node)) return all(list->elements);
  return false;
}

}  // namespace bpol::check
