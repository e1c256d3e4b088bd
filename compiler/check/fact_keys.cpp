#include "compiler/check/fact_keys.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "compiler/check/action_parts.h"

namespace bpol::check {

using symbols::SymbolId;
using symbols::SymbolKind;

namespace {

constexpr std::size_t kMostWaves = 3;

// `a.b.c` as names; nothing for any other expression.
std::vector<const syntax::Name*> PathOf(const syntax::File& file, syntax::ExprId id) {
  if (!id.valid()) return {};
  const syntax::Expr& expr = file.expr(id);
  if (const auto* name = std::get_if<syntax::NameExpr>(&expr.node)) return {&name->name};
  const auto* member = std::get_if<syntax::Member>(&expr.node);
  if (member == nullptr) return {};
  std::vector<const syntax::Name*> path = PathOf(file, member->object);
  if (!path.empty()) path.push_back(&member->name);
  return path;
}

const syntax::FactDecl& DeclarationOf(const Session& session, SymbolId fact) {
  return std::get<syntax::FactDecl>(session.module.DeclarationOf(session.module.symbol(fact)).node);
}

// The fact that a key of `fact` begins with, if it begins with one.
SymbolId Before(const Session& session, SymbolId fact, syntax::ExprId key) {
  const symbols::Symbol& symbol = session.module.symbol(fact);
  const auto path = PathOf(session.module.FileOf(symbol), key);
  if (path.empty() || IsPartName(path[0]->text)) return {};
  const SymbolId found = session.module.Find(symbol.module, symbols::Space::Value, path[0]->text);
  if (!found.valid() || session.module.symbol(found).kind != SymbolKind::Fact) return {};
  return found;
}

std::vector<SymbolId> AllBefore(const Session& session, SymbolId fact) {
  std::vector<SymbolId> facts;
  for (const syntax::ExprId key : DeclarationOf(session, fact).keys) {
    if (const SymbolId before = Before(session, fact, key); before.valid()) facts.push_back(before);
  }
  return facts;
}

// What may be a key: what a store can be asked for as one short text.
bool CanBeKey(TypeKind kind) {
  switch (kind) {
    case TypeKind::Int:
    case TypeKind::String:
    case TypeKind::Country:
    case TypeKind::Currency:
    case TypeKind::Iban:
    case TypeKind::Pan:
    case TypeKind::Bic:
    case TypeKind::Lei:
    case TypeKind::Email:
    case TypeKind::Phone:
    case TypeKind::Enum:
    case TypeKind::Ip:
    case TypeKind::Date:
    case TypeKind::Region:
      return true;
    case TypeKind::Bool:
    case TypeKind::Money:
    case TypeKind::Decimal:
    case TypeKind::TimeOfDay:
    case TypeKind::Instant:
    case TypeKind::Duration:
    case TypeKind::Cidr:
    case TypeKind::Record:
    case TypeKind::Set:
    case TypeKind::List:
      return false;
  }
  BPOL_CHECK(false, "every kind of type can be a key or not");
}

class KeyResolver {
 public:
  KeyResolver(Session& session, ActionState& action, SymbolId fact)
      : session_(session), action_(action), fact_(fact), symbol_(session.module.symbol(fact)) {}

  // The path of field indices from the frame and the wave of the fact; nothing, with a message, where it leads nowhere.
  std::optional<schema::FactUse> Resolve(Span read) {
    const syntax::FactDecl& declaration = DeclarationOf(session_, fact_);
    const syntax::File& file = session_.module.FileOf(symbol_);
    schema::FactUse use{.fact = session_.IndexOf(fact_), .field = 0, .keys = {}, .wave = 0};
    for (const syntax::ExprId key : declaration.keys) {
      if (!AddKey(file, key, read, use)) return std::nullopt;
    }
    return use;
  }

 private:
  bool AddKey(const syntax::File& file, syntax::ExprId key, Span read, schema::FactUse& use) {
    const auto path = PathOf(file, key);
    if (path.empty() || path[0]->missing()) return false;
    use.keys.emplace_back();
    std::optional<TypeRef> type = Root(*path[0], read, key, use);
    for (std::size_t i = 1; type && i < path.size(); ++i) type = Step(*type, *path[i], use);
    if (!type) return false;
    if (CanBeKey(session_.types.KindOf(*type))) return true;
    session_.report.Add(Code::FactKey, file.expr(key).span,
                        "a " + Quote(session_.types.Name({type->type, false})) + " cannot be a key",
                        "a key is one plain value, such as a text or a number");
    return false;
  }

  std::optional<TypeRef> Root(const syntax::Name& name, Span read, syntax::ExprId key, schema::FactUse& use) {
    const schema::Action& action = session_.unit.schema.actions[action_.action];
    std::uint32_t field = kNone;
    if (name.text != "now" && IsFrameWord(session_, action_, name.text)) {
      const std::vector<schema::Field>& fields = session_.unit.schema.records[action.frame].fields;
      field = static_cast<std::uint32_t>(std::ranges::find(fields, name.text, &schema::Field::name) - fields.begin());
    } else if (const SymbolId before = Before(session_, fact_, key); before.valid()) {
      field = UseFact(session_, action_, before, read);
      if (field == kNone) return std::nullopt;
      for (const schema::FactUse& known : session_.unit.schema.actions[action_.action].facts) {
        if (known.field == field) use.wave = std::max(use.wave, known.wave + 1);
      }
    }
    if (field == kNone) {
      session_.report.Add(Code::UnknownName, read,
                          "action " + Quote(action.name) + " has no " + Quote(name.text) + ", by which " +
                              Quote(symbol_.name) + " is found",
                          "", {{name.span, "the key of " + Quote(symbol_.name)}});
      return std::nullopt;
    }
    use.keys.back().push_back(field);
    return TypeRef{session_.unit.schema.records[action.frame].fields[field].type, false};
  }

  // A path may pass through what is optional: an absent key is an absent fact.
  std::optional<TypeRef> Step(TypeRef type, const syntax::Name& name, schema::FactUse& use) {
    if (session_.types.Is(type, TypeKind::Record)) {
      const std::vector<schema::Field>& fields = session_.RecordOf(type).fields;
      const auto found = std::ranges::find(fields, name.text, &schema::Field::name);
      if (found != fields.end()) {
        use.keys.back().push_back(static_cast<std::uint32_t>(found - fields.begin()));
        return TypeRef{found->type, false};
      }
    }
    if (session_.report.MayBeLost(name.text)) return std::nullopt;
    session_.report.Add(Code::UnknownField, name.span,
                        Quote(session_.types.Name(type)) + " has no field " + Quote(name.text));
    return std::nullopt;
  }

  Session& session_;
  ActionState& action_;
  SymbolId fact_;
  const symbols::Symbol& symbol_;
};

}  // namespace

std::uint32_t UseFact(Session& session, ActionState& action, SymbolId symbol, Span span) {
  const std::uint32_t fact = session.IndexOf(symbol);
  if (fact == kNone) return kNone;
  if (const auto known = action.fact_fields.find(fact); known != action.fact_fields.end()) return known->second;
  action.fact_fields[fact] = kNone;  // while its key is resolved: a circle was reported by CheckFactChains
  std::optional<schema::FactUse> use = KeyResolver(session, action, symbol).Resolve(span);
  if (!use) return kNone;
  const schema::Fact& declaration = session.unit.schema.facts[fact];
  schema::Action& declared = session.unit.schema.actions[action.action];
  std::vector<schema::Field>& fields = session.unit.schema.records[declared.frame].fields;
  use->field = static_cast<std::uint32_t>(fields.size());
  fields.push_back({.name = declaration.name, .type = declaration.type, .presence_bit = 0, .unavailable_bit = 0});
  const auto later = std::ranges::find_if(declared.facts, [&](const auto& other) { return other.wave > use->wave; });
  declared.facts.insert(later, *use);
  action.fact_fields[fact] = use->field;
  return use->field;
}

namespace {

// From a fact back to itself, through the facts that keys begin with; empty where there is no such way.
class WayBack {
 public:
  WayBack(const Session& session, SymbolId start) : session_(session), way_{start} {}

  std::vector<SymbolId> Find() { return Follow(way_[0]) ? way_ : std::vector<SymbolId>(); }

 private:
  bool Follow(SymbolId fact) {
    for (const SymbolId before : AllBefore(session_, fact)) {
      if (before == way_[0]) return true;
      if (!seen_.insert(before.index).second) continue;
      way_.push_back(before);
      if (Follow(before)) return true;
      way_.pop_back();
    }
    return false;
  }

  const Session& session_;
  std::vector<SymbolId> way_;
  std::set<std::uint32_t> seen_;
};

void ReportCircle(Session& session, SymbolId fact, const std::vector<SymbolId>& circle) {
  if (*std::ranges::min_element(circle) != fact) return;  // told where the circle begins
  const symbols::Symbol& symbol = session.module.symbol(fact);
  std::string story;
  for (const SymbolId link : circle) story += (story.empty() ? "" : " by ") + Quote(session.module.symbol(link).name);
  session.report.Add(Code::FactCycle, symbol.span,
                     Quote(symbol.name) + " needs itself: " + story + " by " + Quote(symbol.name),
                     "one of them has to be found by something that the request brings");
}

// How many facts stand one before another, this one included. Those of a circle count once: they are told already.
class Depths {
 public:
  explicit Depths(const Session& session) : session_(session) {}

  std::size_t Of(SymbolId fact) {
    if (const auto known = known_.find(fact.index); known != known_.end()) return known->second;
    known_[fact.index] = 1;
    std::size_t most = 0;
    for (const SymbolId before : AllBefore(session_, fact)) most = std::max(most, Of(before));
    return known_[fact.index] = most + 1;
  }

 private:
  const Session& session_;
  std::map<std::uint32_t, std::size_t> known_;
};

}  // namespace

void CheckFactChains(Session& session) {
  Depths depths(session);
  for (std::uint32_t i = 0; i < session.module.symbols().size(); ++i) {
    const symbols::Symbol& symbol = session.module.symbols()[i];
    if (symbol.kind != SymbolKind::Fact) continue;
    const SymbolId fact{i};
    if (const std::vector<SymbolId> circle = WayBack(session, fact).Find(); !circle.empty()) {
      ReportCircle(session, fact, circle);
      session.index[i] = kNone;
    } else if (const std::size_t depth = depths.Of(fact); session.index[i] != kNone && depth > kMostWaves) {
      session.report.Add(Code::FactsTooDeep, symbol.span,
                         Quote(symbol.name) + " needs " + std::to_string(depth - 1) + " facts before it; " +
                             std::to_string(kMostWaves - 1) + " are the most",
                         "let a store answer with what this fact is looked up by");
      session.index[i] = kNone;
    }
  }
}

}  // namespace bpol::check
