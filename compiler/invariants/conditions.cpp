#include "compiler/invariants/conditions.h"

#include <set>

#include "compiler/checked/children.h"
#include "compiler/describe/live.h"

namespace bpol::invariants {
namespace {

using checked::ExprId;
using decision::Value;

constexpr std::uint32_t kMostRows = 16;  // of a table or a list that joins the constants: enough to have both sides

void AddLeaves(std::span<const schema::Live> trees, Path& path, std::vector<Path>& leaves) {
  for (const schema::Live& live : trees) {
    path.push_back(live.field);
    if (live.children.empty()) leaves.push_back(path);
    AddLeaves(live.children, path, leaves);
    path.pop_back();
  }
}

class Finder {
 public:
  Finder(const Subject& subject, std::uint32_t action)
      : subject_(subject), unit_(subject.unit), action_(subject.unit.actions[action]) {}

  void Find(ExprId id) {
    if (!id.valid() || !met_.insert(id.index).second) return;
    const checked::Expr& expr = unit_.At(id);
    if (Asks(expr)) Add(id);
    ForEachBelow(id, [this](ExprId below) { Find(below); });
  }

  std::vector<Condition> Take() { return std::move(found_); }

  void Constants(ExprId id, std::set<std::uint32_t>& met, std::vector<Constant>& constants) const;

 private:
  // A question of its own, not one that joins others.
  bool Asks(const checked::Expr& expr) const {
    if (std::holds_alternative<checked::Match>(expr.node)) return true;
    if (subject_.TypeAt(expr.type.type).kind != schema::TypeKind::Bool) return false;
    if (const auto* binary = std::get_if<checked::Binary>(&expr.node))
      return binary->op != checked::BinaryOp::And && binary->op != checked::BinaryOp::Or;
    return !std::holds_alternative<checked::Unary>(expr.node) && !std::holds_alternative<checked::CellRead>(expr.node);
  }

  template <typename Visit>
  void ForEachBelow(ExprId id, const Visit& visit) const {
    const checked::Node& node = unit_.At(id).node;
    for (const ExprId child : checked::Children(node)) visit(child);
    const auto* cell = std::get_if<checked::CellRead>(&node);
    const auto* band = std::get_if<checked::BandRead>(&node);
    if (cell == nullptr && band == nullptr) return;
    for (const ExprId child : checked::Children(action_.cells[cell != nullptr ? cell->cell : band->cell])) visit(child);
  }

  void Add(ExprId id) {
    Condition condition;
    Path path;
    AddLeaves(describe::NamedBy(unit_, action_, std::span(&id, 1)), path, condition.reads);
    if (condition.reads.empty()) return;
    std::set<std::uint32_t> met;
    Constants(id, met, condition.constants);
    found_.push_back(std::move(condition));
  }

  void Join(std::uint32_t type, const Value& value, std::vector<Constant>& constants) const {
    if (type == schema::kNone || !value.present()) return;
    constants.push_back({type, value});
    const schema::Type& declared = subject_.TypeAt(type);
    if (value.kind == Value::Kind::Sequence) {
      for (std::uint32_t i = 0; i < std::min(value.count, kMostRows); ++i)
        Join(declared.element, value.elements[i], constants);
    } else if (value.kind == Value::Kind::Record) {
      const auto& fields = subject_.schema.records[declared.declaration].fields;
      for (std::uint32_t i = 0; i < value.count; ++i) Join(fields[i].type, value.elements[i], constants);
    }
  }
  void Table(std::uint32_t index, std::vector<Constant>& constants) const {
    Join(unit_.tables[index].type.type, unit_.tables[index].value, constants);
  }

  const Subject& subject_;
  const checked::Unit& unit_;
  const checked::Action& action_;
  std::set<std::uint32_t> met_;
  std::vector<Condition> found_;
};

void Finder::Constants(ExprId id, std::set<std::uint32_t>& met, std::vector<Constant>& constants) const {
  if (!met.insert(id.index).second) return;
  const checked::Expr& expr = unit_.At(id);
  if (const auto* literal = std::get_if<checked::Literal>(&expr.node)) Join(expr.type.type, literal->value, constants);
  if (const auto* table = std::get_if<checked::TableContains>(&expr.node)) Table(table->table, constants);
  if (const auto* table = std::get_if<checked::TableLookup>(&expr.node)) Table(table->table, constants);
  if (const auto* match = std::get_if<checked::Match>(&expr.node)) {
    for (const checked::MatchArm& arm : match->arms)
      for (const std::int64_t member : arm.members)
        constants.push_back({unit_.At(match->scrutinee).type.type, Value::Int(member)});
  }
  ForEachBelow(id, [&](ExprId below) { Constants(below, met, constants); });
}

}  // namespace

std::vector<Constant> ConstantsOf(const Subject& subject, std::uint32_t action, std::span<const ExprId> roots) {
  const Finder finder(subject, action);
  std::set<std::uint32_t> met;
  std::vector<Constant> constants;
  for (const ExprId root : roots)
    if (root.valid()) finder.Constants(root, met, constants);
  return constants;
}

std::vector<Condition> ConditionsOf(const Subject& subject, std::uint32_t action, std::span<const ExprId> roots) {
  Finder finder(subject, action);
  for (const ExprId root : roots) finder.Find(root);
  return finder.Take();
}

}  // namespace bpol::invariants
