#include "compiler/check/exhaustive.h"

#include <map>

#include "compiler/check/bin_cover.h"

namespace bpol::check {

namespace {

struct Covered {
  explicit Covered(Interval domain, bool optional) : values(domain), absent(!optional) {}
  BinCover values;
  bool absent;  // the case of an absent value is covered, or there is none
  bool All() const { return absent && values.open().empty(); }
};

class Cover {
 public:
  explicit Cover(const Session& session) : session_(session) {}

  // Adds what `condition` covers, as far as it asks about one value; true when that value is now covered wholly.
  bool Add(checked::ExprId id, bool holds = true) {
    const checked::Node& node = session_.At(id).node;
    if (const auto* unary = std::get_if<checked::Unary>(&node))
      return unary->op == checked::UnaryOp::Not && Add(unary->operand, !holds);
    if (const auto* binary = std::get_if<checked::Binary>(&node)) return AddBinary(*binary, holds);
    if (const auto* present = std::get_if<checked::IsPresent>(&node)) return AddPresence(*present, holds);
    if (const auto* contains = std::get_if<checked::Contains>(&node)) return holds && AddMembers(*contains);
    if (session_.types.Is(session_.At(id).type, TypeKind::Bool)) return Take(id, {holds ? 1 : 0, holds ? 1 : 0});
    return false;
  }

 private:
  bool AddBinary(const checked::Binary& binary, bool holds) {
    using checked::BinaryOp;
    const bool either = holds ? binary.op == BinaryOp::Or : binary.op == BinaryOp::And;
    if (either) {
      const bool left = Add(binary.left, holds);
      return Add(binary.right, holds) || left;
    }
    const auto* literal = std::get_if<checked::Literal>(&session_.At(binary.right).node);
    if (literal == nullptr || literal->value.kind != decision::Value::Kind::Int) return false;
    const std::int64_t value = literal->value.integer;
    switch (binary.op) {
      case BinaryOp::Eq:
        return holds ? Take(binary.left, {value, value}) : TakeAround(binary.left, value);
      case BinaryOp::Ne:
        return holds ? TakeAround(binary.left, value) : Take(binary.left, {value, value});
      case BinaryOp::Lt:
        return Take(binary.left, holds ? Below(value) : Interval{value, INT64_MAX});
      case BinaryOp::Ge:
        return Take(binary.left, holds ? Interval{value, INT64_MAX} : Below(value));
      case BinaryOp::Le:
        return Take(binary.left, holds ? Interval{INT64_MIN, value} : Above(value));
      case BinaryOp::Gt:
        return Take(binary.left, holds ? Above(value) : Interval{INT64_MIN, value});
      case BinaryOp::And:
      case BinaryOp::Or:
      case BinaryOp::Add:
      case BinaryOp::Sub:
      case BinaryOp::Mul:
        return false;
    }
    BPOL_CHECK(false, "every operator covers something or nothing");
  }

  static Interval Below(std::int64_t value) {
    return value == INT64_MIN ? Interval{1, 0} : Interval{INT64_MIN, value - 1};
  }
  static Interval Above(std::int64_t value) {
    return value == INT64_MAX ? Interval{1, 0} : Interval{value + 1, INT64_MAX};
  }

  bool TakeAround(checked::ExprId id, std::int64_t value) {
    const bool below = Take(id, Below(value));
    return Take(id, Above(value)) || below;
  }

  bool AddPresence(const checked::IsPresent& present, bool holds) {
    Covered* covered = Find(present.operand);
    if (covered == nullptr) return false;
    if (present.negated == holds) {
      covered->absent = true;
    } else {
      covered->values.Take({});
    }
    return covered->All();
  }

  bool AddMembers(const checked::Contains& contains) {
    const auto* set = std::get_if<checked::Literal>(&session_.At(contains.set).node);
    if (set == nullptr) return false;
    bool all = false;
    for (const decision::Value& member : set->value.AsSpan()) {
      if (member.kind != decision::Value::Kind::Int) return false;
      all = Take(contains.element, {member.integer, member.integer}) || all;
    }
    return all;
  }

  bool Take(checked::ExprId id, Interval interval) {
    Covered* covered = Find(id);
    if (covered == nullptr) return false;
    covered->values.Take(interval);
    return covered->All();
  }

  Covered* Find(checked::ExprId id) {
    const std::optional<Place> place = PlaceOf(session_.unit, id);
    if (!place) return nullptr;
    const auto known = covered_.find(*place);
    if (known != covered_.end()) return &known->second;
    // The value as it is read, not as it is unwrapped: an absent one has to be covered too.
    checked::ExprId read = id;
    while (const auto* unwrap = std::get_if<checked::Unwrap>(&session_.At(read).node)) read = unwrap->value;
    const TypeRef type = session_.At(read).type;
    return &covered_.emplace(*place, Covered(DomainOf(type), type.optional)).first->second;
  }

  Interval DomainOf(TypeRef type) const {
    if (session_.types.Is(type, TypeKind::Bool)) return {0, 1};
    if (session_.types.Is(type, TypeKind::Int))
      return {session_.types.At(type).minimum, session_.types.At(type).maximum};
    if (session_.types.Is(type, TypeKind::Enum))
      return {0, static_cast<std::int64_t>(session_.EnumOf(type).members.size()) - 1};
    return {};
  }

  const Session& session_;
  std::map<Place, Covered> covered_;
};

}  // namespace

bool Exhaustive(const Session& session, const std::vector<checked::ExprId>& conditions) {
  Cover cover(session);
  for (const checked::ExprId condition : conditions) {
    if (cover.Add(condition)) return true;
  }
  return false;
}

std::optional<Place> PlaceOf(const checked::Unit& unit, checked::ExprId id) {
  const checked::Node& node = unit.At(id).node;
  if (const auto* unwrap = std::get_if<checked::Unwrap>(&node)) return PlaceOf(unit, unwrap->value);
  if (const auto* fact = std::get_if<checked::FactRead>(&node)) return Place{Place::Root::Fact, fact->fact, {}};
  if (const auto* signal = std::get_if<checked::SignalRead>(&node))
    return Place{Place::Root::Signal, signal->signal, {}};
  if (const auto* cell = std::get_if<checked::CellRead>(&node)) return Place{Place::Root::Cell, cell->cell, {}};
  const auto* field = std::get_if<checked::Field>(&node);
  if (field == nullptr) return std::nullopt;
  if (std::holds_alternative<checked::Frame>(unit.At(field->record).node))
    return Place{Place::Root::Frame, field->field, {}};
  const std::optional<Place> record = PlaceOf(unit, field->record);
  return record ? std::optional(record->Below(field->field)) : std::nullopt;
}

}  // namespace bpol::check
