// `object.name`, `object[key]`, and what a name of the module gives when it is read.
#include "compiler/check/action_parts.h"
#include "compiler/check/expr_checker.h"
#include "compiler/diagnostics/suggest.h"
#include "runtime/schema/layout.h"

namespace bpol::check {

using decision::Value;
using symbols::SymbolKind;

Typed ExprChecker::CheckNode(const syntax::Member& member, TypeRef, Span span) {
  const syntax::Expr& object = SyntaxOf(member.object);
  if (const auto* name = std::get_if<syntax::NameExpr>(&object.node); name && !Means(name->name.text)) {
    const symbols::SymbolId type = session_.module.Find(scope_.module, symbols::Space::Type, name->name.text);
    if (type.valid() && session_.module.symbol(type).kind == SymbolKind::Enum && session_.IndexOf(type) != kNone) {
      const TypeRef of = types_.Enum(session_.IndexOf(type));
      const std::optional<Typed> literal = Member(member.name.text, of, span);
      return literal ? *literal : UnknownName(member.name, of);
    }
  }
  const Typed record = Value(member.object);
  if (record.error() || member.name.missing()) return {};
  return FieldOf(record, member.name, span, Spell(member.object));
}

namespace {

Advice HelpWithFields(const schema::Record& record, const std::string& name) {
  std::vector<std::string_view> names;
  std::vector<std::string> all;
  for (const schema::Field& field : record.fields) {
    names.push_back(field.name);
    all.push_back(field.name);
  }
  const Advice suggestion = diagnostics::DidYouMean(name, names);
  return suggestion.empty() && !all.empty() ? "it has " + QuoteAll(all) : suggestion;
}

}  // namespace

Typed ExprChecker::FieldOf(const Typed& record, const syntax::Name& name, Span span, const std::string& object) {
  if (!types_.Is(record.type, TypeKind::Record)) {
    session_.report.Add(Code::UnknownField, name.span, Quote(types_.Name(record.type)) + " has no fields");
    return {};
  }
  const schema::Record& declaration = session_.RecordOf(record.type);
  std::uint32_t other_arm = kNone;
  for (std::uint32_t i = 0; i < declaration.fields.size(); ++i) {
    const schema::Field& field = declaration.fields[i];
    if (field.name != name.text) continue;
    if (field.arm != kNone && !(record.place && scope_.known.IsArm(*record.place, field.arm))) {
      other_arm = field.arm;
      continue;
    }
    const TypeRef type{field.type, field.presence_bit != kNone};
    Typed read = Make(checked::Field{record.id, i}, type, ClassesOf(record) | session_.ClassBits(record.type, i), span);
    if (record.place) read.place = record.place->Below(i);
    return read;
  }
  if (other_arm != kNone) {
    const std::string& arm = declaration.arms[other_arm];
    session_.report.Add(Code::FieldOfOtherArm, span, Quote(name.text) + " is there only in the arm " + Quote(arm),
                        "ask first: `" + (object.empty() ? "…" : object) + " is " + arm + " and …`");
    return {};
  }
  if (session_.report.MayBeLost(name.text)) return {};
  session_.report.Add(Code::UnknownField, name.span, Quote(declaration.name) + " has no field " + Quote(name.text),
                      HelpWithFields(declaration, name.text));
  return {};
}

Typed ExprChecker::CheckNode(const syntax::Index& index, TypeRef, Span span) {
  const symbols::Symbol* symbol = ValueSymbol(index.object);
  if (symbol != nullptr && symbol->kind == SymbolKind::Table) {
    const auto& name = std::get<syntax::NameExpr>(SyntaxOf(index.object).node).name.text;
    const std::uint32_t table = session_.IndexOf(session_.module.Find(scope_.module, symbols::Space::Value, name));
    return table == kNone ? Typed{} : CheckLookup(table, std::span(&index.index, 1), span);
  }
  const Typed object = Value(index.object);
  if (object.error()) return {};
  if (types_.IsMap(object.type)) return CheckMapAt(object, index.index, span);
  if (types_.Is(object.type, TypeKind::List)) return CheckListAt(object, index.index, span);
  session_.report.Add(Code::OperatorNotDefined, span, Quote(types_.Name(object.type)) + " has no places to look up",
                      types_.Is(object.type, TypeKind::Set) ? "a set is asked with `contains`" : "");
  return {};
}

// The first element is `xs[0]`; there may be fewer, so that the result is optional.
Typed ExprChecker::CheckListAt(const Typed& list, syntax::ExprId index, Span span) {
  const Typed at = As(index, session_.Scalar(TypeKind::Int));
  if (at.error()) return {};
  const schema::Type& range = types_.At(at.type);
  if (range.maximum < 0 || range.minimum >= static_cast<std::int64_t>(types_.At(list.type).bound)) {
    session_.report.Add(Code::FixedComparison, SpanOf(index), "there is never an element at this place",
                        "the first is at 0; there are at most " + std::to_string(types_.At(list.type).bound));
    return {};
  }
  const TypeRef type{types_.ElementOf(list.type).type, true};
  return Make(checked::ListAt{list.id, at.id}, type, ClassesOf(list) | ClassesOf(at), span);
}

// granted["C1"]: there may be nothing under a key.
Typed ExprChecker::CheckMapAt(const Typed& map, syntax::ExprId key_id, Span span) {
  const std::vector<schema::Field>& entry = session_.RecordOf(types_.ElementOf(map.type)).fields;
  const Typed key = As(key_id, {entry[schema::kMapKey].type, false});
  return key.error() ? Typed{} : MakeMapAt(map, key, span);
}

Typed ExprChecker::MakeMapAt(const Typed& map, const Typed& key, Span span) {
  const TypeRef entry = types_.ElementOf(map.type);
  const TypeRef value{session_.RecordOf(entry).fields[schema::kMapValue].type, true};
  const std::uint64_t classes = ClassesOf(map) | ClassesOf(key) | session_.ClassBits(entry, schema::kMapValue);
  return Make(checked::ListAt{map.id, key.id}, value, classes, span);
}

Typed ExprChecker::ReadSymbol(symbols::SymbolId id, Span span) {
  const symbols::Symbol& symbol = session_.module.symbol(id);
  const std::uint32_t index = session_.IndexOf(id);
  switch (symbol.kind) {
    case SymbolKind::Param: {
      if (index == kNone || session_.params[index].type.error()) return {};
      Typed param = MakeLiteral(session_.params[index].value, session_.params[index].type, span, id.index);
      param.place = Place{Place::Root::Param, index, {}};
      return param;
    }
    case SymbolKind::Table:
      if (index == kNone || session_.unit.tables[index].type.error()) return {};
      return MakeLiteral(session_.unit.tables[index].value, session_.unit.tables[index].type, span, id.index);
    case SymbolKind::Fact:
    case SymbolKind::Signal:
    case SymbolKind::Let:
    case SymbolKind::Consent:
    case SymbolKind::Score:
      break;
    case SymbolKind::Def:
      session_.report.Add(Code::NeedsContext, span, Quote(symbol.name) + " is a definition that is not called",
                          "call it with its values: `" + symbol.name + "(…)`");
      return {};
    case SymbolKind::Rules:
    case SymbolKind::Decide:
    case SymbolKind::Residency:
    case SymbolKind::Invariant:
    case SymbolKind::Enum:
    case SymbolKind::Entity:
    case SymbolKind::Record:
    case SymbolKind::Action:
    case SymbolKind::DataClass:
    case SymbolKind::Obligation:
    case SymbolKind::Key:
    case SymbolKind::Fixture:
      session_.report.Add(
          Code::WrongKindOfName, span,
          Quote(symbol.name) + " is " + std::string(symbols::DescribeKind(symbol.kind)) + ", which has no value",
          "ask for something that has one: a field, a fact, a signal, a `let`, a table");
      return {};
  }
  if (scope_.action == nullptr) {
    session_.report.Add(Code::NotConstant, span, Quote(symbol.name) + " is known only when a request comes",
                        WithoutRequest());
    return {};
  }
  ActionState& action = *scope_.action;
  if (symbol.kind == SymbolKind::Fact) return ReadFact(session_, action, id, span);
  if (symbol.kind == SymbolKind::Signal) return ReadSignal(session_, action, id, span);
  if (symbol.kind == SymbolKind::Let) return ReadLet(session_, action, id, span);
  if (symbol.kind == SymbolKind::Score) return MayDecide(id, span) ? ReadScore(session_, action, id, span) : Typed{};
  return ConsentIs(id, {}, span);
}

}  // namespace bpol::check
