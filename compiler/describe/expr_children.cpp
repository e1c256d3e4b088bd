#include "compiler/describe/expr_children.h"

namespace bpol::describe {
namespace {

using checked::ExprId;

// One function for each kind of node: a new kind does not compile until it says what stands below it.
struct Children {
  const std::function<void(ExprId)>& visit;

  void All(const std::vector<ExprId>& ids) const {
    for (const ExprId id : ids) visit(id);
  }
  void Maybe(ExprId id) const {
    if (id.valid()) visit(id);
  }

  void operator()(const checked::Literal&) const {}
  void operator()(const checked::Frame&) const {}
  void operator()(const checked::FactRead&) const {}
  void operator()(const checked::SignalRead&) const {}
  void operator()(const checked::Element&) const {}
  void operator()(const checked::Object&) const {}
  void operator()(const checked::CellRead&) const {}
  void operator()(const checked::BandRead&) const {}
  void operator()(const checked::Field& node) const { visit(node.record); }
  void operator()(const checked::Unwrap& node) const { visit(node.value); }
  void operator()(const checked::Unary& node) const { visit(node.operand); }
  void operator()(const checked::Binary& node) const { All({node.left, node.right}); }
  void operator()(const checked::IsPresent& node) const { visit(node.operand); }
  void operator()(const checked::Coalesce& node) const { All({node.optional, node.fallback}); }
  void operator()(const checked::If& node) const { All({node.condition, node.then, node.otherwise}); }
  void operator()(const checked::Match& node) const {
    visit(node.scrutinee);
    for (const checked::MatchArm& arm : node.arms) visit(arm.value);
    Maybe(node.otherwise);
  }
  void operator()(const checked::IsArm& node) const { visit(node.operand); }
  void operator()(const checked::Contains& node) const { All({node.set, node.element}); }
  void operator()(const checked::SubsetOf& node) const { All({node.inner, node.outer}); }
  void operator()(const checked::TableContains& node) const { visit(node.element); }
  void operator()(const checked::TableLookup& node) const { All(node.keys); }
  void operator()(const checked::ListAt& node) const { All({node.list, node.index}); }
  void operator()(const checked::SetOf& node) const { All(node.elements); }
  void operator()(const checked::ListOf& node) const { All(node.elements); }
  void operator()(const checked::Quantifier& node) const {
    visit(node.source);
    Maybe(node.where);
    Maybe(node.body);
  }
  void operator()(const checked::Let& node) const { All({node.value, node.body}); }
  void operator()(const checked::Call& node) const { All(node.arguments); }
};

}  // namespace

void ForEachChild(const checked::Node& node, const std::function<void(ExprId)>& visit) {
  std::visit(Children{visit}, node);
}

}  // namespace bpol::describe
