#include "compiler/core/walk.h"

namespace bpol::core {
namespace {

constexpr Type kBool{Rep::Bool};
constexpr Type kInt{Rep::Int};

// One walk for both: `P` is Program or const Program, so that ids come as ExprId& or const ExprId&.
template <typename P, typename Visit>
class Walk {
 public:
  Walk(P& program, const Visit& visit) : program_(program), visit_(visit) {}

  void Run() {
    for (root_.action = 0; root_.action < program_.actions.size(); ++root_.action) {
      auto& cells = program_.actions[root_.action].cells;
      for (root_.cell = 0; root_.cell < cells.size(); ++root_.cell) {
        cell_type_ = cells[root_.cell].type;
        std::visit(*this, cells[root_.cell].kind);
      }
    }
    root_.cell = kNone;
    for (root_.function = 0; root_.function < program_.functions.size(); ++root_.function) {
      root_.action = program_.functions[root_.function].action;
      std::visit(*this, program_.functions[root_.function].kind);
    }
  }

  template <typename T>
  void operator()(T& kind) {
    using Kind = std::remove_const_t<T>;
    if constexpr (std::is_same_v<Kind, LetCell>) {
      One(kind.value, cell_type_);
    } else if constexpr (std::is_same_v<Kind, ConsentCell>) {
      One(kind.fact_present, kBool);
      All(kind.lines, kBool);
    } else if constexpr (std::is_same_v<Kind, ScoreCell>) {
      All(kind.factors, kInt);
    } else if constexpr (std::is_same_v<Kind, BlocksFunction>) {
      for (auto& block : kind.blocks) OneBlock(block);
    } else if constexpr (std::is_same_v<Kind, ObligationFunction>) {
      One(kind.when, kBool);
      Own(kind.arguments);
    } else if constexpr (std::is_same_v<Kind, ConditionFunction>) {
      One(kind.condition, kBool);
    } else {
      static_assert(std::is_same_v<Kind, CheckFunction>);
      Own(kind.reached);
    }
  }

 private:
  template <typename B>
  void OneBlock(B& block) {
    One(block.guard, kBool);
    Lines(block.lines);
    if (!block.dispatch.exists()) return;
    All(block.dispatch.lists, kInt);
    for (auto& shape : block.dispatch.shapes) {
      root_.pattern = shape.IsPattern() ? &shape : nullptr;
      Lines(shape.lines);
    }
    root_.pattern = nullptr;
  }
  template <typename L>
  void Lines(L& lines) {
    for (auto& line : lines) {
      One(line.when, kBool);
      All(line.requires_, kBool);
    }
  }

  template <typename E>
  void One(E& expr, Type wanted) {
    root_.wanted = wanted;
    if (expr.valid()) visit_(root_, expr);
  }
  template <typename V>
  void All(V& exprs, Type wanted) {
    for (auto& expr : exprs) One(expr, wanted);
  }
  template <typename V>
  void Own(V& exprs) {
    for (auto& expr : exprs)
      if (expr.index < program_.exprs.size()) One(expr, program_.At(expr).type);
  }

  P& program_;
  const Visit& visit_;
  Root root_;
  Type cell_type_;
};

}  // namespace

void ForEachRoot(Program& program, const std::function<void(const Root&, ExprId&)>& visit) {
  Walk(program, visit).Run();
}

void ForEachRoot(const Program& program, const std::function<void(const Root&, ExprId)>& visit) {
  Walk(program, visit).Run();
}

}  // namespace bpol::core
