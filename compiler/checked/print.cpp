#include "compiler/checked/print.h"

#include "runtime/decision/decision.h"

namespace bpol::checked {
namespace {

class Outline {
 public:
  explicit Outline(const Unit& unit) : unit_(unit) {}

  std::string Print() {
    for (const Table& table : unit_.tables)
      Put(0, "table " + table.name + ": " + TypeName(unit_, table.type) + ", " + std::to_string(table.value.count) +
                 " rows");
    for (const Action& action : unit_.actions) PrintAction(action);
    for (std::uint32_t i = 0; i < unit_.lifecycles.size(); ++i) PrintLifecycle(i);
    for (const Test& test : unit_.tests) PrintTest(test);
    return std::move(out_);
  }

 private:
  void PrintAction(const Action& action) {
    action_ = &action;
    Put(0, "action " + unit_.schema.actions[action.action].name);
    const std::uint32_t frame = unit_.schema.actions[action.action].frame;
    for (const schema::Field& field : unit_.schema.records[frame].fields)
      Put(1, field.name + ": " + TypeName(unit_, {field.type, field.presence_bit != schema::kNone}));
    for (const Cell& cell : action.cells) std::visit([&](const auto& kind) { PrintCell(cell, kind); }, cell.kind);
    for (const Block& block : action.blocks) PrintBlock(block);
    for (const Block& block : action.residencies) PrintBlock(block);
    for (const Oblige& oblige : action.obligations) PrintOblige(oblige);
    for (const RedactBlock& block : action.redacts) PrintRedact(block);
  }

  void PrintCell(const Cell& cell, const LetCell& let) {
    Put(1, "let " + cell.name + ": " + TypeName(unit_, cell.type) + " = " + Text(let.value));
  }
  void PrintCell(const Cell& cell, const ConsentCell& consent) {
    Put(1, "consent " + cell.name);
    const std::vector<std::string>& names = unit_.consent_lines[consent.consent];
    Put(2, "missing unless " + Text(consent.fact_present));
    for (std::size_t i = 0; i < consent.lines.size(); ++i) Put(2, names[i + 1] + " when " + Text(consent.lines[i]));
  }
  void PrintCell(const Cell& cell, const ScoreCell& score) {
    const schema::Score& declared = unit_.schema.scores[score.score];
    Put(1, "score " + cell.name + ": " + std::to_string(declared.minimum) + ".." + std::to_string(declared.maximum));
    for (std::size_t i = 0; i < score.factors.size(); ++i) Put(2, declared.factors[i] + " = " + Text(score.factors[i]));
    std::string bands;
    for (const schema::Band& band : declared.bands)
      bands += " " + band.name + (band.below == INT64_MAX ? "" : " < " + std::to_string(band.below));
    Put(2, "bands" + bands);
  }

  void PrintBlock(const Block& block) {
    constexpr std::string_view kKinds[] = {"rules", "decide", "residency"};
    const schema::Block& declared = unit_.schema.blocks[block.block];
    Put(1, std::string(kKinds[static_cast<std::size_t>(declared.kind)]) + " " + declared.id +
               (declared.gate ? " gate" : " brake") + (block.guard.valid() ? " when " + Text(block.guard) : ""));
    for (const Line& line : block.lines) PrintLine(line, declared.kind);
  }
  void PrintLine(const Line& line, schema::BlockKind kind) {
    const schema::Line& declared = unit_.schema.lines[line.line];
    const bool serve = kind == schema::BlockKind::Residency && declared.effect == schema::Effect::Permit;
    Put(2, std::string(serve ? "serve" : decision::EffectName(declared.effect)) + " " + declared.id + " reason " +
               declared.reason + (line.when.valid() ? " when " + Text(line.when) : ""));
    for (std::size_t i = 0; i < line.requires_.size(); ++i)
      Put(3, "require " + Text(line.requires_[i]) + " else " + declared.requires_[i].reason);
  }

  void PrintOblige(const Oblige& oblige) {
    std::string text = "oblige " + unit_.schema.obligations[oblige.site.obligation].name;
    for (const ExprId argument : oblige.arguments) text += " " + Text(argument);
    const bool line = oblige.site.owner == schema::OwnerKind::Line;
    text += " of " + (line ? unit_.schema.lines[oblige.site.index].id : unit_.schema.blocks[oblige.site.index].id);
    Put(1, text + (oblige.when.valid() ? " when " + Text(oblige.when) : ""));
  }

  void PrintRedact(const RedactBlock& block) {
    Put(1, "redact " + block.name + (block.pass_unknown ? " pass unknown" : ""));
    for (const RedactLine& line : block.lines) {
      const std::string place =
          line.data_class != kNone ? "class " + unit_.schema.classes[line.data_class] : Path(line);
      Put(2, (line.drop ? "drop " + place : place + " " + std::string(Spelling(line.treatment))) +
                 (line.when.valid() ? " when " + Text(line.when) : "") +
                 (line.unless.valid() ? " unless " + Text(line.unless) : ""));
    }
  }
  static std::string Path(const RedactLine& line) {
    std::string path;
    for (const std::string& step : line.path) path += (path.empty() || step.starts_with('[') ? "" : ".") + step;
    return path;
  }
  static std::string_view Spelling(schema::Treatment treatment) {
    constexpr std::string_view kSpellings[] = {"keep", "generalise", "mask", "truncate", "tokenise", "hash", "remove"};
    return kSpellings[static_cast<std::size_t>(treatment)];
  }

  void PrintLifecycle(std::uint32_t index) {
    static const Action kWithoutCells;
    action_ = &kWithoutCells;
    const schema::Lifecycle& declared = unit_.schema.lifecycles[index];
    const schema::Record& record = unit_.schema.records[declared.record];
    Put(0, "lifecycle of " + record.name + " by " + record.fields[declared.state].name);
    Put(1, "start " + StateName(index, declared.start));
    for (std::size_t i = 0; i < declared.transitions.size(); ++i) {
      const schema::Transition& transition = declared.transitions[i];
      std::string by;
      for (const std::string& actor : transition.actors) by += (by.empty() ? " by " : ", ") + actor;
      const ExprId condition = unit_.lifecycles[index].transitions[i].condition;
      Put(1, StateName(index, transition.from) + " becomes " + StateName(index, transition.to) + " on " +
                 transition.event + by + (condition.valid() ? " when " + Text(condition) : ""));
    }
  }
  const std::string& StateName(std::uint32_t lifecycle, std::uint32_t state) const {
    const schema::Lifecycle& declared = unit_.schema.lifecycles[lifecycle];
    const schema::Field& field = unit_.schema.records[declared.record].fields[declared.state];
    return unit_.schema.enums[unit_.schema.types[field.type].declaration].members[state].name;
  }

  void PrintTest(const Test& test) {
    for (const TestMove& move : test.moves) {
      const std::string becomes =
          move.becomes == kNone ? "stays" : "becomes " + StateName(move.lifecycle, move.becomes);
      Put(0, "test " + test.name + ": on " + move.event + (move.actor.empty() ? "" : " by " + move.actor) + " " +
                 move.record);
      Put(1, "expect " + move.subject + " " + becomes + (move.reason.empty() ? "" : " reason " + move.reason));
    }
    if (!test.moves.empty()) return;
    Put(0, "test " + test.name + ": " + unit_.schema.actions[test.action].name + " " + test.request);
    Put(1, "expect " + test.expected_effect + (test.expected_reason.empty() ? "" : " reason " + test.expected_reason));
  }

  std::string Text(ExprId expr) const { return checked::Print(unit_, *action_, expr); }
  void Put(int depth, const std::string& line) { out_ += std::string(2 * depth, ' ') + line + "\n"; }

  const Unit& unit_;
  const Action* action_ = nullptr;
  std::string out_;
};

}  // namespace

std::string Print(const Unit& unit) {
  return Outline(unit).Print();
}

}  // namespace bpol::checked
