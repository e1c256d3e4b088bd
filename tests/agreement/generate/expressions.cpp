// What values of every type share: reading, literals, `??`, `if`, `match`, rows of tables.
#include "tests/agreement/generate/expressions.h"

#include <algorithm>

#include "tests/agreement/generate/pick_path.h"
#include "tests/agreement/generate/pools.h"
#include "tests/agreement/generate/ranges.h"

namespace bpol::agreement {
namespace {

std::int64_t TypicalNumber(const GivenType& type) {
  if (type.kind == TypeKind::Int) return TypicalOf(type);
  if (type.kind == TypeKind::Money) return kTypicalMinor;
  if (type.kind == TypeKind::Instant) return kBaseInstant;
  if (type.kind == TypeKind::Date) return kBaseDate;
  return 0;
}

}  // namespace

bool ExprWriter::Usable(const Path& path) const {
  return Allowed(path) && (scope_.times_allowed || path.text != "now") &&
         std::ranges::all_of(path.needs, [&](const std::string& need) { return scope_.known.contains(need); });
}

bool ExprWriter::Favoured(const Path& path) const {
  if (scope_.favourite.empty()) return path.near;
  return path.text == scope_.favourite || path.text.starts_with(scope_.favourite + ".");
}

Expr ExprWriter::Read(const Path& path) const {
  return {.text = path.text,
          .type = path.type,
          .typical = path.typical.value_or(TypicalNumber(path.type)),
          .classified = path.classified,
          .fixed = path.fixed,
          .row = path.row,
          .rough = path.rough};
}

std::optional<Expr> ExprWriter::PathValue(const GivenType& type, Constants constants) {
  const Path* path = PickPath([&](const Path& each) {
    return each.type.Same(type) && (!each.optional || scope_.known.contains(each.text)) &&
           (constants == Constants::Allowed || !each.fixed);
  });
  return path == nullptr ? std::nullopt : std::optional(Read(*path));
}

const Path* ExprWriter::Optional(const GivenType* type) {
  return PickPath([&](const Path& each) {
    return each.optional && !scope_.known.contains(each.text) && !scope_.absent.contains(each.text) &&
           (type == nullptr || each.type.Same(*type));
  });
}

GivenType ExprWriter::ScalarType() {
  const Path* path = PickPath([](const Path& each) {
    return each.type.kind != TypeKind::Record && each.type.kind != TypeKind::List && !each.type.is_collection();
  });
  return path == nullptr ? GivenType{.kind = TypeKind::Instant} : path->type;
}

std::optional<Expr> ExprWriter::Literal(const GivenType& type) {
  if (type.kind == TypeKind::Int) return LiteralNear(TypeKind::Int, TypicalOf(type));
  if (type.kind == TypeKind::Enum) {
    const GivenEnum& declared = vocabulary_.enums[type.declaration];
    const std::string& word = random_.Pick(declared.usual).name;
    const bool qualified = random_.Chance(20);
    return Expr{.text = qualified ? declared.name + "." + word : word, .type = type, .bare = !qualified, .fixed = true};
  }
  constexpr TypeKind kUnwritten[] = {TypeKind::Iban,  TypeKind::Pan,   TypeKind::Bic,   TypeKind::Lei,
                                     TypeKind::Email, TypeKind::Phone, TypeKind::Record};
  const bool none = std::ranges::find(kUnwritten, type.kind) != std::end(kUnwritten);
  if (none || type.is_collection()) return std::nullopt;
  const Constant& constant = random_.Pick(vocabulary_.Pool(type.kind));
  Expr made{.text = constant.policy, .type = {.kind = type.kind}, .typical = constant.number, .fixed = true};
  made.bare = type.kind == TypeKind::Country || type.kind == TypeKind::Currency;
  return made;
}

Expr ExprWriter::LiteralNear(TypeKind kind, std::int64_t typical) {
  Expr made{.text = "", .type = {.kind = kind}, .fixed = true};
  const auto take = [&](const Constant& constant) {
    made.text = constant.policy;
    made.typical = constant.number;
  };
  if (kind == TypeKind::Int) {
    take(IntConstant(ClampedSum(typical, random_.Between(-2, 2))));
    made.type.minimum = made.type.maximum = made.typical;
  } else if (kind == TypeKind::Money) {
    const std::int64_t minor = ClampedSum(typical, random_.Pick(vocabulary_.Pool(kind)).number - kTypicalMinor);
    take(MoneyConstant(std::clamp<std::int64_t>(minor, 0, INT64_C(1) << 50), vocabulary_.currency));
  } else if (kind == TypeKind::Instant) {
    take(InstantConstant(NearInstant(typical, random_.Pick(vocabulary_.Pool(kind)).number - kBaseInstant)));
  } else if (kind == TypeKind::Date) {
    take(DateConstant(NearDate(typical, random_.Pick(vocabulary_.Pool(kind)).number - kBaseDate)));
  } else {
    const bool drawn = kind == TypeKind::Duration || kind == TypeKind::Decimal || kind == TypeKind::TimeOfDay;
    BPOL_CHECK(drawn, "only numbers and times lie near each other");
    take(random_.Pick(vocabulary_.Pool(kind)));
    // Hardly anything lies near a number of 34 digits.
    for (int i = 0; i < 8 && kind == TypeKind::Decimal && made.text.size() > 12; ++i)
      take(random_.Pick(vocabulary_.Pool(kind)));
  }
  return made;
}

std::optional<Expr> ExprWriter::Value(const GivenType& type, int depth) {
  if (type.is_collection() && random_.Chance(30)) {
    if (std::optional<Expr> made = CollectionLiteral(type, depth)) return made;
  }
  if (random_.Chance(10)) {
    if (std::optional<Expr> made = PathValue(type)) return made;
  }
  if (depth > 0 || random_.Chance(75)) {
    if (std::optional<Expr> made = Dynamic(type, depth)) return made;
  }
  if (std::optional<Expr> made = Literal(type)) return made;
  if (type.is_collection()) return CollectionLiteral(type, depth);
  return PathValue(type);
}

std::optional<Expr> ExprWriter::Dynamic(const GivenType& type, int depth) {
  if (depth > 0) {
    const std::size_t draw = random_.Below(100);
    std::optional<Expr> made;
    if (draw < 35) made = Operation(type, depth - 1);
    if (draw >= 35 && draw < 50) made = Coalesce(type, depth - 1);
    if (draw >= 50 && draw < 58) made = IfElse(type, depth - 1);
    if (draw >= 58 && draw < 66) made = MatchValue(type, depth - 1);
    if (draw >= 66 && draw < 74) made = RowField(type, depth - 1);
    if (draw >= 74 && draw < 82) made = Place(type, depth - 1);
    if (made && !made->fixed) return made;
  }
  std::optional<Expr> made = PathValue(type, Constants::Avoided);
  return made ? made : Coalesce(type, 0);
}

Expr ExprWriter::Joined(std::string text, const Expr& left, const Expr& right) const {
  Expr made{.text = std::move(text), .type = JoinOf(left.type, right.type), .typical = left.typical};
  made.classified = left.classified || right.classified;
  made.fixed = left.fixed && right.fixed;
  made.rough = left.rough || right.rough;
  return made;
}

std::optional<Expr> ExprWriter::Coalesce(const GivenType& type, int depth) {
  const Path* path = Optional(&type);
  if (path == nullptr) return std::nullopt;
  const Expr left = Read(*path);
  const bool asked = scope_.absent.insert(left.text).second;
  const std::optional<Expr> right = Value(type, depth);
  if (asked) scope_.absent.erase(left.text);
  if (!right) return std::nullopt;
  return Joined("(" + left.text + " ?? " + right->text + ")", left, *right);
}

std::optional<Expr> ExprWriter::IfElse(const GivenType& type, int depth) {
  const Condition condition = Cond(depth);
  const auto yes = Knowing(condition.if_true, [&] { return Value(type, depth); });
  const auto no = Knowing(condition.if_false, [&] { return Value(type, depth); });
  if (!yes || !no || yes->text == no->text || (yes->fixed && no->fixed)) return std::nullopt;
  Expr made = Joined("(if " + condition.text + " then " + yes->text + " else " + no->text + ")", *yes, *no);
  made.bare = yes->bare;
  made.fixed = false;
  made.classified = made.classified || condition.classified;
  return made;
}

// Over a word, with the words spread over two or three arms; what may be absent has an arm for that.
std::optional<Expr> ExprWriter::MatchValue(const GivenType& type, int depth) {
  const bool optional = random_.Chance(40);
  const Path* path = PickPath([&](const Path& each) {
    return each.type.kind == TypeKind::Enum && !each.fixed && (!optional || each.optional);
  });
  if (path == nullptr) return std::nullopt;
  const Path scrutinee = *path;
  const std::vector<EnumWord>& words = vocabulary_.enums[scrutinee.type.declaration].words;
  std::size_t first = random_.Below(words.size());
  const std::string& usual = random_.Pick(vocabulary_.enums[scrutinee.type.declaration].usual).name;
  while (words[first].name != usual) first = (first + 1) % words.size();
  std::set<std::string> told;
  if (!scrutinee.union_of.empty()) told.insert(ArmFact(vocabulary_, scrutinee, words[first].name));
  if (scrutinee.optional) told.insert(scrutinee.text);
  const auto one = Knowing(told, [&] { return Value(type, depth); });
  const auto other = Value(type, depth);
  const auto none = Value(type, depth);
  if (!one || !other || !none || one->text == other->text || (one->fixed && other->fixed)) return std::nullopt;
  std::string text = "(match " + scrutinee.text + " { " + words[first].name + " -> " + one->text + ", ";
  // One word alone would tell its arm.
  if (words.size() > 2 && words.size() < 7 && random_.Chance(50)) {
    std::string rest;
    for (std::size_t i = 0; i < words.size(); ++i)
      if (i != first) rest += (rest.empty() ? "" : ", ") + words[i].name;
    rest += " -> " + other->text;
    // Only an arm that is not the last is asked for its words.
    if (random_.Chance(50)) {
      text = "(match " + scrutinee.text + " { " + rest + ", " + words[first].name + " -> " + one->text;
    } else {
      text += rest;
    }
  } else {
    text += "otherwise -> " + other->text;
  }
  Expr made = Joined("", *one, *other);
  if (scrutinee.optional) {
    text += ", absent -> " + none->text;
    made = Joined("", made, *none);
  }
  made.text = text + " })";
  made.fixed = false;
  made.bare = one->bare || other->bare;
  made.classified = made.classified || scrutinee.classified;
  return made;
}

// A set or list of two or three values, not all of them constants where that can be had.
std::optional<Expr> ExprWriter::CollectionLiteral(const GivenType& type, int depth) {
  const GivenType element = type.ElementType();
  if (element.kind == TypeKind::Record) return std::nullopt;
  std::vector<Expr> elements;
  const std::size_t count = 1 + random_.Below(3);
  for (std::size_t i = 0; i < count; ++i) {
    std::optional<Expr> made = i == 0 && random_.Chance(70) ? PathValue(element) : Value(element, std::min(depth, 1));
    if (!made || made->rough) made = Value(element, 0);
    if (!made || made->rough) return std::nullopt;
    elements.push_back(*made);
  }
  Expr made{.text = type.kind == TypeKind::Set ? "{" : "[", .type = type, .fixed = true};
  made.type.bound = static_cast<std::uint32_t>(count);
  for (const Expr& each : elements) {
    made.text += (made.text.size() == 1 ? "" : ", ") + each.text;
    made.classified = made.classified || each.classified;
    made.fixed = made.fixed && each.fixed;
    made.bare = made.bare || each.bare;
  }
  made.text += type.kind == TypeKind::Set ? "}" : "]";
  return made;
}

// `rates(key).limit`, of a table that has a row for every key.
std::optional<Expr> ExprWriter::RowField(const GivenType& type, int depth) {
  for (const GivenTable& table : vocabulary_.tables) {
    if (!table.total) continue;
    const GivenRecord& row = vocabulary_.records[table.type.declaration];
    for (std::size_t column = table.keys.size(); column < row.members.size(); ++column) {
      const Member& member = row.members[column];
      if (member.optional || !member.type.Same(type)) continue;
      Expr made{.text = "", .type = member.type, .typical = TypicalNumber(member.type), .fixed = true, .row = true};
      for (const std::uint32_t key : table.keys) {
        const std::optional<Expr> value = Value(row.members[key].type, depth);
        if (!value) return std::nullopt;
        made.text += (made.text.empty() ? "" : ", ") + value->text;
        made.classified = made.classified || value->classified;
        made.fixed = made.fixed && value->fixed;
      }
      const bool index = table.keys.size() == 1 && random_.Chance(30);
      made.text = table.name + (index ? "[" + made.text + "]" : "(" + made.text + ")") + "." + member.name;
      return made;
    }
  }
  return std::nullopt;
}

}  // namespace bpol::agreement
