#include "compiler/describe/cost.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "compiler/checked/work.h"
#include "compiler/describe/expr_children.h"

namespace bpol::describe {
namespace {

using checked::ExprId;

std::int64_t Sum(std::int64_t left, std::int64_t right) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(left, right, &sum) ? INT64_MAX : sum;
}

std::int64_t Product(std::int64_t left, std::int64_t right) {
  std::int64_t product = 0;
  return __builtin_mul_overflow(left, right, &product) ? INT64_MAX : product;
}

class Counter {
 public:
  explicit Counter(const checked::Unit& unit) : unit_(unit) {}

  std::int64_t Cost(ExprId id) {
    if (!id.valid()) return 0;
    if (const auto known = known_.find(id.index); known != known_.end()) return known->second;
    const std::int64_t cost = Sum(1, std::visit([&](const auto& node) { return Below(node); }, unit_.At(id).node));
    known_[id.index] = cost;
    return cost;
  }
  std::int64_t Cost(const std::vector<ExprId>& ids) {
    std::int64_t cost = 0;
    for (const ExprId id : ids) cost = Sum(cost, Cost(id));
    return cost;
  }

 private:
  template <typename Node>
  std::int64_t Below(const Node& node) {
    std::int64_t cost = 0;
    ForEachChild(checked::Node(node), [&](ExprId child) { cost = Sum(cost, Cost(child)); });
    return cost;
  }
  std::int64_t Below(const checked::Quantifier& node) {
    const std::int64_t visit = Sum(1, Sum(Cost(node.where), Cost(node.body)));
    return Sum(Cost(node.source), Product(MostElements(node.source), visit));
  }
  std::int64_t Below(const checked::Contains& node) {
    return Sum(Sum(Cost(node.set), Cost(node.element)), MostElements(node.set));
  }
  std::int64_t Below(const checked::SubsetOf& node) {
    return Sum(Sum(Cost(node.inner), Cost(node.outer)), Sum(MostElements(node.inner), MostElements(node.outer)));
  }
  std::int64_t Below(const checked::TableContains& node) {
    return Sum(Cost(node.element), checked::StepsOfSearch(unit_.tables[node.table].value.count));
  }
  std::int64_t Below(const checked::TableLookup& node) {
    const auto keys = static_cast<std::int64_t>(node.keys.size());
    return Sum(Cost(node.keys), Product(keys, checked::StepsOfSearch(unit_.tables[node.table].value.count)));
  }

  std::int64_t MostElements(ExprId collection) const {
    const checked::Expr& expr = unit_.At(collection);
    if (const auto* literal = std::get_if<checked::Literal>(&expr.node)) return literal->value.count;
    return unit_.schema.types[expr.type.type].bound;
  }

  const checked::Unit& unit_;
  std::unordered_map<std::uint32_t, std::int64_t> known_;
};

std::int64_t CostOf(Counter& counter, const std::vector<checked::Block>& blocks) {
  std::int64_t cost = 0;
  for (const checked::Block& block : blocks) {
    cost = Sum(cost, Sum(1, counter.Cost(block.guard)));
    for (const checked::Line& line : block.lines)
      cost = Sum(cost, Sum(1, Sum(counter.Cost(line.when), counter.Cost(line.requires_))));
  }
  return cost;
}

std::int64_t CostOf(Counter& counter, const checked::Cell& cell) {
  if (const auto* let = std::get_if<checked::LetCell>(&cell.kind)) return counter.Cost(let->value);
  if (const auto* consent = std::get_if<checked::ConsentCell>(&cell.kind))
    return Sum(counter.Cost(consent->fact_present), counter.Cost(consent->lines));
  const auto& score = std::get<checked::ScoreCell>(cell.kind);
  return Sum(counter.Cost(score.factors), static_cast<std::int64_t>(score.factors.size()));
}

}  // namespace

std::int64_t CostOf(const checked::Unit& unit, const checked::Action& action) {
  Counter counter(unit);
  std::int64_t cost = Sum(CostOf(counter, action.blocks), CostOf(counter, action.residencies));
  for (const checked::Cell& cell : action.cells) cost = Sum(cost, CostOf(counter, cell));
  for (const checked::Oblige& oblige : action.obligations)
    cost = Sum(cost, Sum(1, Sum(counter.Cost(oblige.when), counter.Cost(oblige.arguments))));
  for (const checked::RedactBlock& block : action.redacts) {
    for (const checked::RedactLine& line : block.lines)
      cost = Sum(cost, Sum(counter.Cost(line.when), counter.Cost(line.unless)));
  }
  return cost;
}

std::int64_t CostOf(const checked::Unit& unit, const checked::Lifecycle& lifecycle, const schema::Lifecycle& declared) {
  Counter counter(unit);
  std::map<std::pair<std::uint32_t, std::string_view>, std::int64_t> costs;  // by state and event
  std::int64_t most = 0;
  for (std::size_t i = 0; i < declared.transitions.size(); ++i) {
    std::int64_t& cost = costs[{declared.transitions[i].from, declared.transitions[i].event}];
    cost = Sum(cost, Sum(1, counter.Cost(lifecycle.transitions[i].condition)));
    most = std::max(most, cost);
  }
  return most;
}

}  // namespace bpol::describe
