#include "compiler/checked/children.h"

namespace bpol::checked {

namespace {

using Ids = std::vector<ExprId>;

struct Below {
  Ids operator()(const Literal&) { return {}; }
  Ids operator()(const Frame&) { return {}; }
  Ids operator()(const Field& node) { return {node.record}; }
  Ids operator()(const FactRead&) { return {}; }
  Ids operator()(const SignalRead&) { return {}; }
  Ids operator()(const Element&) { return {}; }
  Ids operator()(const Object&) { return {}; }
  Ids operator()(const CellRead&) { return {}; }
  Ids operator()(const BandRead&) { return {}; }
  Ids operator()(const Unwrap& node) { return {node.value}; }
  Ids operator()(const Unary& node) { return {node.operand}; }
  Ids operator()(const Binary& node) { return {node.left, node.right}; }
  Ids operator()(const IsPresent& node) { return {node.operand}; }
  Ids operator()(const Coalesce& node) { return {node.optional, node.fallback}; }
  Ids operator()(const If& node) { return {node.condition, node.then, node.otherwise}; }
  Ids operator()(const Match& node) {
    Ids ids{node.scrutinee};
    for (const MatchArm& arm : node.arms) ids.push_back(arm.value);
    if (node.otherwise.valid()) ids.push_back(node.otherwise);
    return ids;
  }
  Ids operator()(const IsArm& node) { return {node.operand}; }
  Ids operator()(const Contains& node) { return {node.set, node.element}; }
  Ids operator()(const SubsetOf& node) { return {node.inner, node.outer}; }
  Ids operator()(const TableContains& node) { return {node.element}; }
  Ids operator()(const TableLookup& node) { return node.keys; }
  Ids operator()(const ListAt& node) { return {node.list, node.index}; }
  Ids operator()(const SetOf& node) { return node.elements; }
  Ids operator()(const ListOf& node) { return node.elements; }
  Ids operator()(const Quantifier& node) {
    Ids ids{node.source};
    if (node.where.valid()) ids.push_back(node.where);
    if (node.body.valid()) ids.push_back(node.body);
    return ids;
  }
  Ids operator()(const Let& node) { return {node.value, node.body}; }
  Ids operator()(const Call& node) { return node.arguments; }
};

struct OfCell {
  Ids operator()(const LetCell& cell) { return {cell.value}; }
  Ids operator()(const ConsentCell& cell) {
    Ids ids{cell.fact_present};
    ids.insert(ids.end(), cell.lines.begin(), cell.lines.end());
    return ids;
  }
  Ids operator()(const ScoreCell& cell) { return cell.factors; }
};

}  // namespace

std::vector<ExprId> Children(const Node& node) {
  return std::visit(Below{}, node);
}
std::vector<ExprId> Children(const Cell& cell) {
  return std::visit(OfCell{}, cell.kind);
}

}  // namespace bpol::checked
