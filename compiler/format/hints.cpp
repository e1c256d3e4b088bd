#include "compiler/format/hints.h"

#include <iterator>
#include <string_view>
#include <type_traits>

#include "compiler/syntax/printer.h"

namespace bpol::format {
namespace {

using namespace syntax;

class Collector {
 public:
  explicit Collector(const File& tree) : tree_(tree) {}

  Hints Run() {
    for (const Use& use : tree_.uses) Item(use.span);
    for (const Declaration& declaration : tree_.declarations) {
      Item(declaration.span);
      std::visit(*this, declaration.node);
    }
    for (const Expr& expr : tree_.exprs) {
      at_ = expr.span;
      std::visit(*this, expr.node);
    }
    for (const TypeExpr& type : tree_.types) {
      if (!type.arguments.empty()) hints_.type_spans[type.span.begin] = type.span.end;
      if (type.range) Range(*type.range);
    }
    KeepOutermostTypes();
    return std::move(hints_);
  }

  // Declarations and expressions that have nothing to say.
  template <typename Node>
  void operator()(const Node&) {}

  void operator()(const SetLiteral&) { Tight(); }
  void operator()(const MapLiteral&) { Tight(); }
  void operator()(const Call& call) { Callee(call.function.span); }
  void operator()(const Index& index) { Callee(tree_.expr(index.object).span); }
  void operator()(const Unary& unary) {
    if (unary.op == UnaryOp::Negate) hints_.closed_behind.insert(unary.operator_span.end);
  }
  void operator()(const RecordLiteral& record) {
    for (const FieldValue& field : record.fields) Item(field.span);
  }
  void operator()(const Match& match) {
    for (const MatchArm& arm : match.arms) Item(arm.span);
  }

  void operator()(const EnumDecl& decl) {
    for (const EnumMember& member : decl.members) Item(member.name.span);
  }
  void operator()(const EntityDecl& decl) { Fields(decl.fields); }
  void operator()(const RecordDecl& decl) {
    Fields(decl.fields);
    for (const UnionArm& arm : decl.arms) {
      Item(arm.span);
      Fields(arm.fields);
    }
  }
  void operator()(const ActionDecl& decl) {
    Fields(decl.parts);
    for (const Field& key : decl.keys) hints_.keyed.insert(key.span.begin);
  }
  void operator()(const FactDecl& decl) { Put(decl.type, Mark::Type); }
  void operator()(const ObligationDecl& decl) { Callee(decl.name.span); }
  void operator()(const DefDecl& decl) { Callee(decl.name.span); }
  void operator()(const RuleBlock& decl) { Items(decl.controls, decl.items); }
  void operator()(const ConsentDecl& decl) { Items(decl.controls, decl.items); }
  void operator()(const ResidencyDecl& decl) { Items(decl.controls, decl.items); }
  void operator()(const RedactDecl& decl) { Items({}, decl.items); }
  void operator()(const ScoreDecl& decl) {
    Range(decl.range);
    Items(decl.controls, decl.items);
  }
  void operator()(const LifecycleDecl& decl) {
    for (const Transition& transition : decl.transitions) Item(transition.span);
  }
  void operator()(const BindDecl& decl) {
    for (const BindLine& line : decl.lines) Item(line.span);
  }
  void operator()(const FixtureDecl& decl) {
    for (const FieldValue& field : decl.fields) Item(field.span);
  }
  void operator()(const ScenarioTest& decl) {
    if (decl.happening) Item(decl.happening->span);
    for (const Expectation& expectation : decl.expectations) {
      Item(expectation.span);
      const auto* effect = std::get_if<EffectExpectation>(&expectation.node);
      if (effect == nullptr) continue;
      for (const Oblige& oblige : effect->obligations) Callee(oblige.obligation.span);
    }
  }
  void operator()(const InvariantDecl& decl) { Controls(decl.controls); }

  void operator()(const Line& line) {
    Item(line.span);
    hints_.marks[line.name.span.begin] = Mark::Name;
    Controls(line.controls);
    for (const Oblige& oblige : line.obligations) Callee(oblige.obligation.span);
  }
  void operator()(const OnClause& clause) {
    Item(clause.span);
    for (const Oblige& oblige : clause.obligations) Callee(oblige.obligation.span);
  }
  void operator()(const LetDecl& let) { Item(let.span); }
  void operator()(const ConsentLine& line) {
    Item(line.span);
    Controls(line.controls);
  }
  void operator()(const RedactLine& line) {
    Item(line.span);
    Controls(line.controls);
    for (std::size_t at = 1; at < line.path.steps.size(); ++at) {
      if (line.path.steps[at].kind != RedactStepKind::Field)
        hints_.closed_before.insert(line.path.steps[at].span.begin);
    }
    if (!line.transform) return;
    const Span span = line.transform->span;
    hints_.marks[span.begin] = Mark::Transform;
    hints_.callees.insert(span.begin + static_cast<std::uint32_t>(SpellingOf(line.transform->kind).size()));
  }
  void operator()(const Factor& factor) {
    Item(factor.span);
    Controls(factor.controls);
    for (const Bin& bin : factor.bins) {
      Item(bin.span);
      for (const BinPattern& pattern : bin.patterns) {
        if (pattern.range) Range(*pattern.range);
      }
    }
  }
  void operator()(const Adjustment& adjustment) {
    Item(adjustment.span);
    hints_.marks[tree_.expr(adjustment.points).span.begin] = Mark::Name;
    hints_.marks[adjustment.name.span.begin] = Mark::Name;
    Controls(adjustment.controls);
  }

 private:
  void Item(Span span) { hints_.items.insert(span.begin); }
  void Callee(Span span) { hints_.callees.insert(span.end); }
  void Put(TypeExprId type, Mark mark) { hints_.marks[tree_.type(type).span.begin] = mark; }
  void Tight() {
    hints_.closed_behind.insert(at_.begin + 1);
    hints_.closed_before.insert(at_.end - 1);
  }
  void Range(const IntRange& range) {
    if (range.low.starts_with('-')) hints_.closed_behind.insert(range.span.begin + 1);
  }
  void Fields(const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      Item(field.span);
      Put(field.type, Mark::Type);
    }
  }
  void Controls(const std::vector<Control>& controls) {
    for (const Control& control : controls) Callee(control.catalogue.span);
  }
  void KeepOutermostTypes() {
    std::uint32_t end = 0;
    std::erase_if(hints_.type_spans, [&](const auto& span) {
      if (span.second <= end) return true;
      end = span.second;
      return false;
    });
  }
  template <typename Item>
  void Items(const std::vector<Control>& controls, const std::vector<Item>& items) {
    Controls(controls);
    for (const auto& item : items) std::visit(*this, item);
  }

  const File& tree_;
  Hints hints_;
  Span at_;
};

}  // namespace

bool Hints::IsInType(std::uint32_t begin, std::uint32_t end) const {
  const auto behind = type_spans.upper_bound(begin);
  return behind != type_spans.begin() && std::prev(behind)->second >= end;
}

Hints CollectHints(const File& tree) {
  return Collector(tree).Run();
}

}  // namespace bpol::format
