// Maps by their keys, lists by their places.
#include <algorithm>

#include "tests/agreement/generate/expressions.h"
#include "tests/agreement/generate/pick_path.h"

namespace bpol::agreement {

// `k in m`, `m[k] is present`, `(m[k] ?? v) < v`, `any e in m: e.value < v`
std::optional<Condition> ExprWriter::MapAsked(int depth) {
  const Path* found = PickPath(
      [&](const Path& each) { return each.type.is_map() && (!each.optional || scope_.known.contains(each.text)); });
  if (found == nullptr) return std::nullopt;
  const Path map = *found;
  const std::size_t draw = random_.Below(6);
  if (draw == 0 && scope_.quantifiers == 0) {
    const std::optional<Expr> value = Literal(map.type.ElementType());
    if (!value) return std::nullopt;
    const char* name = random_.Chance(60) ? "(any e9 in " : "(all e9 in ";
    return Condition{.text = name + map.text + ": (e9.value == " + value->text + "))", .classified = map.classified};
  }
  const std::optional<Expr> key = Value({.kind = map.type.key}, std::min(depth, 1));
  if (!key || key->rough || Overlap(key->text, map.text)) return std::nullopt;
  const bool classified = map.classified || key->classified;
  const std::string found_text = map.text + "[" + key->text + "]";
  if (draw == 1) return Condition{.text = "(" + found_text + " is present)", .classified = classified};
  if (draw == 2 && !key->bare)
    return Condition{.text = "(" + key->text + " in " + map.text + ")", .classified = classified};
  if (draw == 3) return Condition{.text = "(" + map.text + " contains " + key->text + ")", .classified = classified};
  const std::optional<Expr> instead = Literal(map.type.ElementType()), other = Literal(map.type.ElementType());
  if (!instead || !other) return std::nullopt;
  const char* op = random_.Chance(50) ? " == " : " != ";
  return Condition{.text = "((" + found_text + " ?? " + instead->text + ")" + op + other->text + ")",
                   .classified = classified};
}

std::optional<Condition> ExprWriter::PlaceAsked() {
  const Path* found = PickPath([&](const Path& each) {
    return each.type.kind == TypeKind::List && each.type.is_collection() &&
           (!each.optional || scope_.known.contains(each.text));
  });
  if (found == nullptr) return std::nullopt;
  const std::string place = found->text + "[" + std::to_string(found->type.bound < 2 ? 0 : random_.Below(2)) + "]";
  return Condition{.text = "(" + place + (random_.Chance(70) ? " is present)" : " is absent)"),
                   .classified = found->classified};
}

// `(xs[0] ?? x)`
std::optional<Expr> ExprWriter::Place(const GivenType& type, int depth) {
  const Path* found = PickPath([&](const Path& each) {
    return each.type.kind == TypeKind::List && each.type.is_collection() && each.type.ElementType().Same(type) &&
           (!each.optional || scope_.known.contains(each.text));
  });
  if (found == nullptr) return std::nullopt;
  const Path xs = *found;
  const std::optional<Expr> instead = Value(type, depth);
  if (!instead) return std::nullopt;
  Expr made = *instead;
  made.text = "(" + xs.text + "[" + std::to_string(xs.type.bound < 2 || random_.Chance(80) ? 0 : 1) + "] ?? " +
              instead->text + ")";
  made.type = xs.type.ElementType();
  made.bare = made.fixed = false;
  made.classified = xs.classified || instead->classified;
  return made;
}

}  // namespace bpol::agreement
