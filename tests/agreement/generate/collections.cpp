// Sets, lists, tables and what visits them.
#include <algorithm>

#include "tests/agreement/generate/expressions.h"
#include "tests/agreement/generate/pick_path.h"
#include "tests/agreement/generate/pools.h"
#include "tests/agreement/generate/ranges.h"

namespace bpol::agreement {
namespace {

constexpr int kMostQuantifiers = 2;

constexpr TypeKind kCounted[] = {TypeKind::Int, TypeKind::Decimal, TypeKind::Duration, TypeKind::Money};
constexpr TypeKind kOrdered[] = {TypeKind::Int,     TypeKind::Decimal, TypeKind::Duration, TypeKind::Money,
                                 TypeKind::Instant, TypeKind::Date,    TypeKind::TimeOfDay};

constexpr int kTriesAboutVariable = 6;

}  // namespace

Condition ExprWriter::CondAbout(const std::string& variable, int depth) {
  Condition made = Cond(depth);
  for (int i = 0; i < kTriesAboutVariable && !Mentions(made.text, variable); ++i) made = Cond(depth);
  return made;
}

const Path* ExprWriter::Collection(const GivenType* element) {
  return PickPath([&](const Path& each) {
    return each.type.is_collection() && (!each.optional || scope_.known.contains(each.text)) &&
           (element == nullptr || each.type.ElementType().Same(*element));
  });
}

// `(count of e for e in xs where …)`
std::optional<Expr> ExprWriter::CountOf(int depth) {
  if (scope_.quantifiers >= kMostQuantifiers) return std::nullopt;
  const Path* found = Collection();
  if (found == nullptr) return std::nullopt;
  const Path xs = *found;
  std::string variable;
  const Condition where = Visiting(xs, variable, [&] { return CondAbout(variable, std::min(depth, 1)); });
  Expr made{.text = "(count of " + variable + " for " + variable + " in " + xs.text, .type = {.kind = TypeKind::Int}};
  if (random_.Chance(80)) made.text += " where " + where.text;
  made.text += ")";
  made.type.minimum = 0;
  made.type.maximum = xs.type.bound;
  made.typical = 1;
  made.classified = xs.classified || where.classified;
  return made;
}

// sum, min, max; with what stands for nothing where there may be none.
std::optional<Expr> ExprWriter::Aggregate(TypeKind kind, int depth) {
  if (scope_.quantifiers >= kMostQuantifiers) return std::nullopt;
  const auto holds = [&](const GivenType& element) {
    if (element.kind != TypeKind::Record) return element.kind == kind;
    return std::ranges::any_of(vocabulary_.records[element.declaration].members, [&](const Member& member) {
      return member.type.kind == kind && !member.optional && member.arm == kNone;
    });
  };
  const Path* found = PickPath([&](const Path& each) {
    return each.type.is_collection() && (!each.optional || scope_.known.contains(each.text)) &&
           holds(each.type.ElementType());
  });
  if (found == nullptr) return std::nullopt;
  const Path xs = *found;
  const bool sum = std::ranges::find(kCounted, kind) != std::end(kCounted) && random_.Chance(50);
  if (!sum && std::ranges::find(kOrdered, kind) == std::end(kOrdered)) return std::nullopt;
  std::string variable;
  Condition where;
  const bool asked = random_.Chance(50);
  const std::optional<Expr> body = Visiting(xs, variable, [&] {
    if (!asked) return Dynamic({.kind = kind}, std::min(depth, 1));
    where = CondAbout(variable, 0);
    return Knowing(where.if_true, [&] { return Dynamic({.kind = kind}, std::min(depth, 1)); });
  });
  if (!body || !Mentions(body->text, variable)) return std::nullopt;
  const char* name = sum ? "(sum of " : random_.Chance(50) ? "(min of " : "(max of ";
  Expr made{
      .text = name + body->text + " for " + variable + " in " + xs.text + (asked ? " where " + where.text : "") + ")",
      .type = body->type};
  if (sum) made.type = {.kind = kind};
  made.rough = sum;
  made.typical = body->typical;
  made.classified = xs.classified || body->classified || where.classified;
  if (sum && kind != TypeKind::Money) return made;
  const Expr instead = LiteralNear(kind, body->typical);
  return Joined("(" + made.text + " ?? " + instead.text + ")", made, instead);
}

// Whether a variable that is read in `text` goes through `xs`: then it is one of its elements.
bool ExprWriter::Visits(const std::string& text, const std::string& xs) const {
  return std::ranges::any_of(scope_.visited,
                             [&](const auto& each) { return each.second == xs && Mentions(text, each.first); });
}

std::optional<Condition> ExprWriter::Quantified(int depth) {
  if (scope_.quantifiers >= kMostQuantifiers) return std::nullopt;
  const Path* found = Collection();
  if (found == nullptr) return std::nullopt;
  const Path xs = *found;
  if (std::ranges::any_of(scope_.visited, [&](const auto& each) { return each.second == xs.text; }))
    return std::nullopt;
  std::string variable;
  const Condition body = Visiting(xs, variable, [&] { return CondAbout(variable, std::min(depth, 1)); });
  const char* name = random_.Chance(60) ? "(any " : "(all ";
  return Condition{.text = name + variable + " in " + xs.text + ": " + body.text + ")",
                   .classified = xs.classified || body.classified};
}

std::optional<Condition> ExprWriter::Membership(int depth) {
  const std::size_t draw = random_.Below(20);
  if (draw < 6) return InLiteral(depth);
  if (draw < 9) return InTable(depth);
  if (draw < 13) return Subset(depth);
  if (draw < 15) return Prefixes(depth);
  const Path* found = Collection();
  if (found == nullptr || found->type.element == TypeKind::Record || found->type.element == TypeKind::Money ||
      found->type.element == TypeKind::Decimal)
    return std::nullopt;
  const Path xs = *found;
  const bool prefixes = xs.type.element == TypeKind::Cidr;
  const GivenType wanted = prefixes ? GivenType{.kind = TypeKind::Ip} : xs.type.ElementType();
  const std::optional<Expr> element = random_.Chance(60) ? Dynamic(wanted, depth) : Value(wanted, depth);
  if (!element || (element->fixed && xs.fixed)) return std::nullopt;
  if (Visits(element->text, xs.text)) return std::nullopt;
  const bool classified = xs.classified || element->classified;
  // Bare words inside `if` or `match` learn what they are only from what stands before them.
  if (element->bare || random_.Chance(50))
    return Condition{.text = "(" + xs.text + " contains " + element->text + ")", .classified = classified};
  const char* op = random_.Chance(70) ? " in " : " not in ";
  return Condition{.text = "(" + element->text + op + xs.text + ")", .classified = classified};
}

// `x in {a, b}`, `x in [a, y]`
std::optional<Condition> ExprWriter::InLiteral(int depth) {
  GivenType element = ScalarType();
  if (element.kind == TypeKind::Bool) return std::nullopt;
  if (element.kind == TypeKind::Money || element.kind == TypeKind::Decimal || element.kind == TypeKind::Cidr)
    element = {.kind = TypeKind::Country};
  const std::optional<Expr> value = Dynamic(element, depth);
  if (!value || value->bare || value->rough) return std::nullopt;
  GivenType type{.kind = random_.Chance(70) ? TypeKind::Set : TypeKind::List,
                 .declaration = element.declaration,
                 .element = element.kind};
  std::optional<Expr> members;
  if (random_.Chance(50)) {
    // Constants only: what a machine can test at once.
    std::string text;
    // Fewer words than there are: else all of them are among them.
    const bool words = element.kind == TypeKind::Enum;
    const std::size_t most = words ? vocabulary_.enums[element.declaration].usual.size() - 1 : 4;
    const std::size_t count = 1 + random_.Below(std::min<std::size_t>(most, 4));
    for (std::size_t i = 0; i < count; ++i) {
      const std::optional<Expr> member =
          element.kind == TypeKind::Int ? LiteralNear(TypeKind::Int, value->typical) : Literal(element);
      if (!member) return std::nullopt;
      text += (i == 0 ? "" : ", ") + member->text;
    }
    members = Expr{.text = type.kind == TypeKind::Set ? "{" + text + "}" : "[" + text + "]", .type = type};
  } else {
    members = CollectionLiteral(type, depth);
  }
  if (!members || Overlap(members->text, value->text)) return std::nullopt;
  const char* op = random_.Chance(70) ? " in " : " not in ";
  return Condition{.text = "(" + value->text + op + members->text + ")",
                   .classified = value->classified || members->classified};
}

std::optional<Condition> ExprWriter::InTable(int depth) {
  if (vocabulary_.tables.empty()) return std::nullopt;
  const GivenTable& table = random_.Pick(vocabulary_.tables);
  if (table.type.kind != TypeKind::Set) return std::nullopt;
  const bool prefixes = table.type.element == TypeKind::Cidr;
  const std::optional<Expr> element =
      Dynamic(prefixes ? GivenType{.kind = TypeKind::Ip} : table.type.ElementType(), depth);
  if (!element || element->bare || element->rough) return std::nullopt;
  const char* op = random_.Chance(70) ? " in " : " not in ";
  return Condition{.text = "(" + element->text + op + table.name + ")", .classified = element->classified};
}

std::optional<Condition> ExprWriter::Subset(int depth) {
  const bool words = random_.Chance(25);
  const Path* found = PickPath([&](const Path& each) {
    return each.type.kind == TypeKind::Set && (words || each.type.element != TypeKind::Enum) &&
           (!each.optional || scope_.known.contains(each.text));
  });
  if (found == nullptr) return std::nullopt;
  const Path xs = *found;
  const std::optional<Expr> other = random_.Chance(70) ? CollectionLiteral(xs.type, depth) : Value(xs.type, depth);
  if (!other || Mentions(other->text, xs.text) || (other->fixed && xs.fixed)) return std::nullopt;
  if (Visits(other->text, xs.text)) return std::nullopt;
  const bool classified = xs.classified || other->classified;
  // A literal of bare words learns from the other side what it holds.
  if (other->type.bound < 3 && random_.Chance(50))
    return Condition{.text = "(" + other->text + " subset of " + xs.text + ")", .classified = classified};
  return Condition{.text = "(" + xs.text + " subset of " + other->text + ")", .classified = classified};
}

// `ip in 10.0.0.0/8`
std::optional<Condition> ExprWriter::Prefixes(int depth) {
  const std::optional<Expr> ip = Dynamic({.kind = TypeKind::Ip}, depth);
  const std::optional<Expr> net = Value({.kind = TypeKind::Cidr}, depth);
  if (!ip || !net || (ip->fixed && net->fixed)) return std::nullopt;
  const char* op = random_.Chance(70) ? " in " : " not in ";
  return Condition{.text = "(" + ip->text + op + net->text + ")", .classified = ip->classified || net->classified};
}

}  // namespace bpol::agreement
