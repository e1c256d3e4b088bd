#include "compiler/analyse/contexts.h"

#include "compiler/checked/children.h"

namespace bpol::analyse {

using checked::BinaryOp;
using checked::ExprId;

namespace {

constexpr std::size_t kMostWays = 500;
constexpr std::size_t kMostVisits = 200'000;

class Walker {
 public:
  Walker(const checked::Unit& unit, const checked::Action& action, ExprId wanted)
      : unit_(unit), action_(action), wanted_(wanted) {}

  std::optional<Contexts> Walk() {
    for (const checked::Block& block : action_.blocks) Block(block);
    for (const checked::Block& block : action_.residencies) Block(block);
    OnPermit();
    for (const checked::RedactBlock& block : action_.redacts) {
      for (const checked::RedactLine& line : block.lines) {
        Visit(line.when);
        Visit(line.unless);
      }
    }
    for (std::uint32_t cell = 0; cell < action_.cells.size(); ++cell) Challenger(cell);
    if (found_.ways.size() > kMostWays || visits_ > kMostVisits) return std::nullopt;
    return std::move(found_);
  }

 private:
  // What stands in `known_` is dropped again at the end of a scope.
  class Scope {
   public:
    explicit Scope(std::vector<Premise>& known) : known_(known), size_(known.size()) {}
    ~Scope() { known_.resize(size_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    std::vector<Premise>& known_;
    const std::size_t size_;
  };

  void Know(Premise premise) {
    if (premise.expr.valid()) known_.push_back(std::move(premise));
  }

  void Block(const checked::Block& block) {
    const Scope scope(known_);
    Visit(block.guard);
    Know(Holds(block.guard));
    Obligations(schema::OwnerKind::Block, block.block);
    const bool first_match = unit_.schema.blocks[block.block].kind != schema::BlockKind::Rules;
    for (const checked::Line& line : block.lines) {
      Visit(line.when);
      {
        const Scope of_line(known_);
        Know(Holds(line.when));
        for (const ExprId requirement : line.requires_) {
          Visit(requirement);
          Know(Holds(requirement));
        }
        Obligations(schema::OwnerKind::Line, line.line);
      }
      if (!first_match) continue;
      if (!line.when.valid()) return;
      Know(Fails(line.when));
    }
  }

  // A response is shown where every gate said yes and no line denied. Of blocks with a guard nothing is said.
  void OnPermit() {
    for (const checked::Block& block : action_.blocks) {
      if (block.guard.valid()) continue;
      const bool rules = unit_.schema.blocks[block.block].kind == schema::BlockKind::Rules;
      const checked::Line* permit = nullptr;
      std::size_t permits = 0;
      for (const checked::Line& line : block.lines) {
        const schema::Effect effect = unit_.schema.lines[line.line].effect;
        if (effect == schema::Effect::Deny && rules) Know(Fails(line.when));
        if (effect != schema::Effect::Permit) continue;
        permit = &line;
        ++permits;
      }
      if (permits != 1) continue;
      Know(Holds(permit->when));
      for (const ExprId requirement : permit->requires_) Know(Holds(requirement));
    }
  }

  // A line's come out where the line held, a block's where the block applies.
  void Obligations(schema::OwnerKind owner, std::uint32_t index) {
    for (const checked::Oblige& oblige : action_.obligations) {
      if (oblige.site.owner != owner || oblige.site.index != index) continue;
      const Scope scope(known_);
      Visit(oblige.when);
      Know(Holds(oblige.when));
      for (const ExprId argument : oblige.arguments) Visit(argument);
    }
  }

  // A score that no line reads.
  void Challenger(std::uint32_t index) {
    const auto* score = std::get_if<checked::ScoreCell>(&action_.cells[index].kind);
    if (score != nullptr && unit_.schema.scores[score->score].champion != schema::kNone) Cell(index);
  }

  void Visit(ExprId id) {
    if (!id.valid() || ++visits_ > kMostVisits || found_.ways.size() > kMostWays) return;
    if (id == wanted_) found_.ways.push_back(known_);
    const checked::Node& node = unit_.At(id).node;
    if (const auto* binary = std::get_if<checked::Binary>(&node)) return Visit(*binary);
    if (const auto* choice = std::get_if<checked::If>(&node)) return Visit(*choice);
    if (const auto* match = std::get_if<checked::Match>(&node)) return Visit(*match);
    if (const auto* read = std::get_if<checked::CellRead>(&node)) return Cell(read->cell);
    if (const auto* band = std::get_if<checked::BandRead>(&node)) return Cell(band->cell);
    if (const auto* let = std::get_if<checked::Let>(&node)) found_.bindings[let->variable] = let->value;
    for (const ExprId child : checked::Children(node)) Visit(child);
  }

  void Visit(const checked::Binary& binary) {
    Visit(binary.left);
    const Scope scope(known_);
    if (binary.op == BinaryOp::And) Know(Holds(binary.left));
    if (binary.op == BinaryOp::Or) Know(Fails(binary.left));
    Visit(binary.right);
  }

  void Visit(const checked::If& choice) {
    Visit(choice.condition);
    for (const bool holds : {true, false}) {
      const Scope scope(known_);
      Know(holds ? Holds(choice.condition) : Fails(choice.condition));
      Visit(holds ? choice.then : choice.otherwise);
    }
  }

  void Visit(const checked::Match& match) {
    Visit(match.scrutinee);
    Premise otherwise{match.scrutinee, {}, false};
    for (const checked::MatchArm& arm : match.arms) {
      const Scope scope(known_);
      Know({match.scrutinee, arm.members});
      Visit(arm.value);
      otherwise.among.insert(otherwise.among.end(), arm.members.begin(), arm.members.end());
    }
    const Scope scope(known_);
    Know(std::move(otherwise));
    Visit(match.otherwise);
  }

  void Cell(std::uint32_t index) {
    const checked::Cell& cell = action_.cells[index];
    const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind);
    if (consent == nullptr) {
      for (const ExprId child : checked::Children(cell)) Visit(child);
      return;
    }
    const Scope scope(known_);
    Visit(consent->fact_present);
    Know(Holds(consent->fact_present));
    for (const ExprId line : consent->lines) {
      Visit(line);
      Know(Fails(line));
    }
  }

  const checked::Unit& unit_;
  const checked::Action& action_;
  const ExprId wanted_;
  std::vector<Premise> known_;
  std::size_t visits_ = 0;
  Contexts found_;
};

}  // namespace

std::optional<Contexts> ContextsOf(const checked::Unit& unit, const checked::Action& action, ExprId expr) {
  return Walker(unit, action, expr).Walk();
}

}  // namespace bpol::analyse
