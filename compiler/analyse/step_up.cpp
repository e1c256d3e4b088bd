#include "compiler/analyse/step_up.h"

#include <map>
#include <set>

#include "compiler/checked/children.h"

namespace bpol::analyse {

using checked::ExprId;
using schema::TypeKind;

namespace {

// What says when, how or whether somebody logged in is of another type.
bool IsOfTheWorld(TypeKind kind) {
  static const std::set<TypeKind> kKinds = {TypeKind::Country, TypeKind::Region, TypeKind::Ip,       TypeKind::Cidr,
                                            TypeKind::Money,   TypeKind::Iban,   TypeKind::Currency, TypeKind::Pan,
                                            TypeKind::Bic,     TypeKind::Lei,    TypeKind::Email,    TypeKind::Phone};
  return kKinds.contains(kind);
}

bool MayTellOfLogin(TypeKind kind) {
  return kind == TypeKind::Bool || kind == TypeKind::Instant || kind == TypeKind::Date || kind == TypeKind::Duration;
}

class LoginReads {
 public:
  LoginReads(const checked::Unit& unit, const checked::Action& action) : unit_(unit), action_(action) {}

  // Whether a login may change what `id` comes to.
  bool MayChange(ExprId id) {
    if (!id.valid() || !seen_.insert(id).second) return false;
    const checked::Node& node = unit_.At(id).node;
    if (std::holds_alternative<checked::FactRead>(node) || std::holds_alternative<checked::SignalRead>(node))
      return true;
    if (const auto* cell = std::get_if<checked::CellRead>(&node)) return CellMayChange(cell->cell);
    if (const auto* band = std::get_if<checked::BandRead>(&node)) return CellMayChange(band->cell);
    if (std::holds_alternative<checked::Field>(node)) {
      if (const std::optional<std::uint32_t> part = PartOf(id)) return FieldMayChange(*part, unit_.At(id).type);
    }
    for (const ExprId child : checked::Children(node)) {
      if (MayChange(child)) return true;
    }
    return false;
  }

 private:
  bool CellMayChange(std::uint32_t cell) {
    if (std::holds_alternative<checked::ScoreCell>(action_.cells[cell].kind)) return true;
    for (const ExprId value : checked::Children(action_.cells[cell])) {
      if (MayChange(value)) return true;
    }
    return false;
  }

  // The field of the frame in which a path begins; nothing where the record is computed.
  std::optional<std::uint32_t> PartOf(ExprId id) const {
    const checked::Node& node = unit_.At(id).node;
    if (const auto* unwrap = std::get_if<checked::Unwrap>(&node)) return PartOf(unwrap->value);
    const auto* field = std::get_if<checked::Field>(&node);
    if (field == nullptr) return std::nullopt;
    if (std::holds_alternative<checked::Frame>(unit_.At(field->record).node)) return field->field;
    return PartOf(field->record);
  }

  bool FieldMayChange(std::uint32_t part, checked::TypeRef type) const {
    const schema::Action& action = unit_.schema.actions[action_.action];
    const TypeKind kind = unit_.schema.types[type.type].kind;
    if (part == action.body || part == action.now) return false;
    return part == action.resource ? MayTellOfLogin(kind) : !IsOfTheWorld(kind);
  }

  const checked::Unit& unit_;
  const checked::Action& action_;
  std::set<ExprId> seen_;
};

// In a first-match block a line is met only where the earlier ones fail, so that these count as its condition too.
bool InVain(const checked::Unit& unit, const checked::Action& action, const checked::Block& block,
            const checked::Line& line) {
  LoginReads reads(unit, action);
  if (reads.MayChange(block.guard) || reads.MayChange(line.when)) return false;
  if (unit.schema.blocks[block.block].kind == schema::BlockKind::Rules) return true;
  for (const checked::Line& before : block.lines) {
    if (before.line == line.line) return true;
    if (reads.MayChange(before.when)) return false;
  }
  return true;
}

}  // namespace

void WarnOfVainChallenges(const checked::Unit& unit, Diagnostics& diagnostics) {
  std::map<std::uint32_t, bool> in_vain;  // by line
  std::map<std::uint32_t, source::Span> spans;
  for (const checked::Action& action : unit.actions) {
    for (const checked::Block& block : action.blocks) {
      for (const checked::Line& line : block.lines) {
        if (unit.schema.lines[line.line].effect != schema::Effect::Challenge) continue;
        spans[line.line] = line.span;
        const bool here = InVain(unit, action, block, line);
        const auto [known, first] = in_vain.try_emplace(line.line, here);
        known->second = known->second && here;
      }
    }
  }
  for (const auto& [line, vain] : in_vain) {
    if (!vain) continue;
    diagnostics.Add({.code = Code::ChallengeInVain,
                     .span = spans[line],
                     .message = "a login changes nothing that this line asks: whoever meets it meets it again",
                     .help = "ask also for what a login changes, such as the time of the last one"});
  }
}

}  // namespace bpol::analyse
