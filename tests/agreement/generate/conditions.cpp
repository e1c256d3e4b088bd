// Conditions, and what they tell about the values behind them.
#include <algorithm>

#include "tests/agreement/generate/expressions.h"
#include "tests/agreement/generate/pick_path.h"
#include "tests/agreement/generate/pools.h"
#include "tests/agreement/generate/ranges.h"

namespace bpol::agreement {
namespace {

std::set<std::string> Union(std::set<std::string> left, const std::set<std::string>& right) {
  Learn(left, right);
  return left;
}

// The first or the last `most` letters of a quoted text, quoted. The empty text is an edge of every text.
std::string EdgeOf(const std::string& quoted, bool start, std::size_t most) {
  const auto begins = [&](std::size_t at) { return (static_cast<unsigned char>(quoted[at]) & 0xc0) != 0x80; };
  std::size_t first = 1, end = quoted.size() - 1;
  if (start) {
    for (end = 1; most > 0 && end < quoted.size() - 1; --most)
      for (++end; !begins(end);) ++end;
  } else {
    for (first = end; most > 0 && first > 1; --most)
      for (--first; !begins(first);) --first;
  }
  return '"' + quoted.substr(first, end - first) + '"';
}

constexpr const char* kComparisons[] = {"<", "<=", ">", ">="};

}  // namespace

Condition ExprWriter::Cond(int depth) {
  if (depth > 0) {
    const std::size_t draw = random_.Below(100);
    if (draw < 18) return And(depth - 1);
    if (draw < 36) return Or(depth - 1);
    if (draw < 44) return Not(depth - 1);
    if (draw < 48) return Unless(depth - 1);
    if (draw < 54) return Chosen(depth - 1);
    if (draw < 74) {
      if (std::optional<Condition> made = Guarded(depth - 1)) return *made;
    }
  }
  for (int attempt = 0; attempt < 12; ++attempt) {
    if (std::optional<Condition> made = Leaf(depth)) return *made;
  }
  return {.text = "(now >= " + random_.Pick(vocabulary_.Pool(TypeKind::Instant)).policy + ")"};
}

std::optional<Condition> ExprWriter::Leaf(int depth) {
  const std::size_t draw = random_.Below(100);
  if (draw < 8) return BoolValue(depth);
  if (draw < 18) return Order(depth);
  if (draw < 43) return Computed(depth);
  if (draw < 53) return Equality(depth);
  if (draw < 56) return TextEdge(depth);
  if (draw < 57) return MapAsked(depth);
  if (draw < 58) return PlaceAsked();
  if (draw < 62) return Presence();
  if (draw < 64) return LookedUp(depth);
  if (draw < 67) return ArmIs(depth);
  if (draw < 70) return ConsentIs();
  if (draw < 74) return ScoreIs();
  if (draw < 78) return Quantified(depth);
  if (draw < 79) return Called();
  if (draw < 82) return random_.Chance(50) ? Transformed(depth) : Generalised(depth);
  if (draw < 84) return MapAsked(depth);
  return Membership(depth);
}

// Something computed, held against a number that lies near.
std::optional<Condition> ExprWriter::Computed(int depth) {
  constexpr TypeKind kKinds[] = {TypeKind::Int,      TypeKind::Int,      TypeKind::Int,      TypeKind::Money,
                                 TypeKind::Instant,  TypeKind::Duration, TypeKind::Duration, TypeKind::Date,
                                 TypeKind::Duration, TypeKind::Duration, TypeKind::Date,     TypeKind::Money,
                                 TypeKind::Money,    TypeKind::Decimal,  TypeKind::Decimal,  TypeKind::Decimal};
  const GivenType type{.kind = random_.Pick(kKinds)};
  const std::size_t draw = random_.Below(12);
  const std::optional<Expr> left = draw < 2    ? Aggregate(type.kind, 0)
                                   : draw < 4  ? RowField(type, 0)
                                   : draw == 4 ? MatchValue(type, 0)
                                   : draw == 5 ? Coalesce(type, 0)
                                               : Operation(type, std::max(0, depth - 1));
  return left && !left->fixed ? OrderOf(*left, 0) : std::nullopt;
}

std::optional<Condition> ExprWriter::BoolValue(int depth) {
  const GivenType type{.kind = TypeKind::Bool};
  const std::optional<Expr> value =
      depth > 0 && random_.Chance(30) ? Coalesce(type, 0) : PathValue(type, Constants::Avoided);
  if (!value) return std::nullopt;
  return Condition{.text = value->text, .classified = value->classified};
}

std::optional<Condition> ExprWriter::Order(int depth) {
  constexpr TypeKind kKinds[] = {TypeKind::Int,     TypeKind::Int,     TypeKind::Money,    TypeKind::Money,
                                 TypeKind::Instant, TypeKind::Date,    TypeKind::Duration, TypeKind::Enum,
                                 TypeKind::Decimal, TypeKind::Decimal, TypeKind::TimeOfDay};
  GivenType type{.kind = random_.Pick(kKinds)};
  if (type.kind == TypeKind::Enum) {
    const Path* path = PickPath([&](const Path& each) {
      return each.type.kind == TypeKind::Enum && vocabulary_.enums[each.type.declaration].ordered;
    });
    if (path == nullptr) return std::nullopt;
    type = path->type;
  }
  const std::optional<Expr> left = Dynamic(type, depth);
  if (!left || left->bare) return std::nullopt;
  return OrderOf(*left, depth);
}

std::optional<Condition> ExprWriter::OrderOf(const Expr& left, int depth) {
  const TypeKind kind = left.type.kind;
  std::optional<Expr> right;
  if (random_.Chance(left.row ? 5 : left.rough ? 92 : 70) && kind != TypeKind::Enum)
    right = LiteralNear(kind, left.typical);
  if (!right) right = left.row ? Dynamic(left.type, depth) : Value(left.type, depth);
  const char* op = random_.Pick(kComparisons);
  if (!right || Overlap(left.text, right->text) || (left.fixed && right->fixed)) return std::nullopt;
  if (kind == TypeKind::Int && !LeavesOpen(op, left.type, right->type)) return std::nullopt;
  return Condition{.text = "(" + left.text + " " + op + " " + right->text + ")",
                   .classified = left.classified || right->classified};
}

std::optional<Condition> ExprWriter::Equality(int depth) {
  const GivenType type = ScalarType();
  const bool equal = random_.Chance(65);
  const Path* tag = PickPath([](const Path& each) { return !each.union_of.empty(); });
  if (tag != nullptr && type.kind == TypeKind::Enum && random_.Chance(30)) {
    const Path path = *tag;
    const std::string word = random_.Pick(vocabulary_.enums[path.type.declaration].usual).name;
    Condition made{.text = "(" + path.text + (equal ? " == " : " != ") + word + ")", .classified = path.classified};
    const std::string fact = ArmFact(vocabulary_, path, word);
    if (!fact.empty()) (equal ? made.if_true : made.if_false).insert(fact);
    return made;
  }
  const std::optional<Expr> left = Dynamic(type, depth);
  if (!left || left->bare) return std::nullopt;
  if (left->rough && random_.Chance(90)) return OrderOf(*left, depth);
  std::optional<Expr> right;
  if (type.kind == TypeKind::Int && random_.Chance(70)) right = LiteralNear(TypeKind::Int, left->typical);
  if (!right) right = random_.Chance(60) ? Literal(type) : Value(type, depth);
  if (!right) right = PathValue(type);
  const char* op = equal ? "==" : "!=";
  if (!right || Overlap(left->text, right->text) || (left->fixed && right->fixed)) return std::nullopt;
  if (!right || (type.kind == TypeKind::Int && !LeavesOpen(op, left->type, right->type))) return std::nullopt;
  return Condition{.text = "(" + left->text + " " + op + " " + right->text + ")",
                   .classified = left->classified || right->classified};
}

std::optional<Condition> ExprWriter::TextKey() {
  const Path* path = PickPath([](const Path& each) {
    return each.type.kind == TypeKind::String && !each.optional && !each.fixed && !each.row && each.needs.empty();
  });
  if (path == nullptr) return std::nullopt;
  const Path key = *path;
  const std::optional<Expr> literal = Literal(key.type);
  if (!literal) return std::nullopt;
  return Condition{.text = key.text + " == " + literal->text, .classified = key.classified};
}

std::optional<Condition> ExprWriter::TextEdge(int depth) {
  const std::optional<Expr> text = Dynamic({.kind = TypeKind::String}, depth);
  if (!text) return std::nullopt;
  const bool start = random_.Chance(50);
  const std::string& whole = random_.Pick(vocabulary_.Pool(TypeKind::String)).policy;
  if (whole == "\"\"") return std::nullopt;
  std::optional<Expr> edge =
      Expr{.text = EdgeOf(whole, start, 1 + random_.Below(4)), .type = {.kind = TypeKind::String}};
  if (random_.Chance(15)) edge = Value({.kind = TypeKind::String}, depth);
  if (!edge || Overlap(edge->text, text->text) || (text->fixed && edge->fixed)) return std::nullopt;
  return Condition{.text = "(" + text->text + (start ? " starts with " : " ends with ") + edge->text + ")",
                   .classified = text->classified || edge->classified};
}

std::optional<Condition> ExprWriter::Presence() {
  const Path* path = Optional();
  if (path == nullptr) return std::nullopt;
  const bool present = random_.Chance(60);
  Condition made{.text = "(" + path->text + (present ? " is present)" : " is absent)"), .classified = path->classified};
  (present ? made.if_true : made.if_false).insert(path->text);
  return made;
}

// `(x is arm and …)`, or the arm alone.
std::optional<Condition> ExprWriter::ArmIs(int depth) {
  const Path* found = PickPath([&](const Path& each) {
    return each.type.kind == TypeKind::Record && vocabulary_.records[each.type.declaration].is_union &&
           (!each.optional || scope_.known.contains(each.text));
  });
  if (found == nullptr) return std::nullopt;
  const Path path = *found;
  const std::string fact = path.text + " is " + random_.Pick(vocabulary_.records[path.type.declaration].arms);
  const Condition is{.text = fact, .if_true = {fact}, .classified = path.classified};
  if (depth == 0) return Condition{.text = "(" + fact + ")", .if_true = {fact}, .classified = path.classified};
  const Scope before = scope_;
  Learn(scope_.known, {fact});
  scope_.favourite = path.text;
  const Condition behind = Cond(0);
  scope_ = before;
  return Condition{.text = "(" + is.text + " and " + behind.text + ")",
                   .if_true = Union(is.if_true, behind.if_true),
                   .classified = is.classified || behind.classified};
}

std::optional<Condition> ExprWriter::ConsentIs() {
  if (scope_.consents.empty() || !scope_.classified_allowed) return std::nullopt;
  const ConsentName& consent = random_.Pick(scope_.consents);
  if (random_.Chance(40)) return Condition{.text = consent.name, .if_true = {consent.fact}, .classified = true};
  const std::string& line = random_.Pick(consent.lines);
  Condition made{.text = "(" + consent.name + " is " + line + ")", .classified = true};
  (line == "missing" ? made.if_false : made.if_true).insert(consent.fact);
  return made;
}

std::optional<Condition> ExprWriter::ScoreIs() {
  if (scope_.scores.empty() || !scope_.classified_allowed) return std::nullopt;
  const ScoreName& score = random_.Pick(scope_.scores);
  return Condition{.text = "(" + score.name + " is " + random_.Pick(score.bands) + ")", .classified = true};
}

// A definition, called with values of the types that it takes.
std::optional<Condition> ExprWriter::Called() {
  if (scope_.defs.empty()) return std::nullopt;
  const DefName def = random_.Pick(scope_.defs);
  Condition made;
  for (const Path& parameter : def.parameters) {
    const Path* optional = parameter.optional ? Optional(&parameter.type) : nullptr;
    const std::optional<Expr> value =
        optional != nullptr ? std::optional(Read(*optional)) : PathValue(parameter.type, Constants::Avoided);
    if (!value) return std::nullopt;
    made.text += (made.text.empty() ? "" : ", ") + value->text;
    made.classified = made.classified || value->classified;
  }
  made.text = "(" + def.name + "(" + made.text + "))";
  return made;
}

// A row of a table, asked for what stands in it.
std::optional<Condition> ExprWriter::LookedUp(int depth) {
  const Path* found = PickPath([&](const Path& each) {
    return each.row && each.type.kind == TypeKind::Record && each.optional && !scope_.known.contains(each.text);
  });
  return found == nullptr ? std::nullopt : std::optional(GuardedBy(*found, std::max(0, depth - 1)));
}

// Something that may be absent, asked for, and then used.
std::optional<Condition> ExprWriter::Guarded(int depth) {
  const Path* found = Optional();
  return found == nullptr ? std::nullopt : std::optional(GuardedBy(*found, depth));
}

Condition ExprWriter::GuardedBy(Path path, int depth) {
  const Scope before = scope_;
  scope_.known.insert(path.text);
  scope_.favourite = path.text;
  const Condition inside = Cond(depth);
  scope_ = before;
  const bool classified = path.classified || inside.classified;
  switch (random_.Below(4)) {
    case 0:
      return Condition{.text = "(" + path.text + " is absent or " + inside.text + ")",
                       .if_false = Union({path.text}, inside.if_false),
                       .classified = classified};
    case 1:
      return Condition{.text = "(" + path.text + " is present unless " + inside.text + ")",
                       .if_true = Union({path.text}, inside.if_false),
                       .classified = classified};
    case 2:
      return Condition{.text = "(not " + path.text + " is absent and " + inside.text + ")",
                       .if_true = Union({path.text}, inside.if_true),
                       .classified = classified};
    default:
      return Condition{.text = "(" + path.text + " is present and " + inside.text + ")",
                       .if_true = Union({path.text}, inside.if_true),
                       .classified = classified};
  }
}

Condition ExprWriter::And(int depth) {
  const Condition left = Cond(depth);
  const Condition right = Knowing(left.if_true, [&] { return Cond(depth); });
  return {.text = "(" + left.text + " and " + right.text + ")",
          .if_true = Union(left.if_true, right.if_true),
          .classified = left.classified || right.classified};
}

Condition ExprWriter::Or(int depth) {
  const Condition left = Cond(depth);
  const Condition right = Knowing(left.if_false, [&] { return Cond(depth); });
  return {.text = "(" + left.text + " or " + right.text + ")",
          .if_false = Union(left.if_false, right.if_false),
          .classified = left.classified || right.classified};
}

Condition ExprWriter::Not(int depth) {
  const Condition inner = Cond(depth);
  return {.text = "(not " + inner.text + ")",
          .if_true = inner.if_false,
          .if_false = inner.if_true,
          .classified = inner.classified};
}

Condition ExprWriter::Unless(int depth) {
  const Condition left = Cond(depth);
  const Condition right = Knowing(left.if_true, [&] { return Cond(depth); });
  return {.text = "(" + left.text + " unless " + right.text + ")",
          .if_true = Union(left.if_true, right.if_false),
          .classified = left.classified || right.classified};
}

Condition ExprWriter::Chosen(int depth) {
  const Condition asked = Cond(depth);
  const Condition yes = Knowing(asked.if_true, [&] { return Cond(0); });
  const Condition no = Knowing(asked.if_false, [&] { return Cond(0); });
  return {.text = "(if " + asked.text + " then " + yes.text + " else " + no.text + ")",
          .classified = asked.classified || yes.classified || no.classified};
}

}  // namespace bpol::agreement
