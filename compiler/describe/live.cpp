#include "compiler/describe/live.h"

#include <algorithm>
#include <map>
#include <memory>

#include "compiler/describe/expr_children.h"

namespace bpol::describe {
namespace {

using checked::ExprId;

// A place of the frame that something names, with the places below it by field.
struct Place {
  std::map<std::uint32_t, std::unique_ptr<Place>> below;
  bool whole = false;

  Place* At(std::uint32_t field) {
    std::unique_ptr<Place>& place = below[field];
    if (!place) place = std::make_unique<Place>();
    return place.get();
  }
};

// Which places an expression stands for: several behind `??` and `if`, none for what was computed.
using Places = std::vector<Place*>;

class Walk {
 public:
  Walk(const checked::Unit& unit, const checked::Action& action) : unit_(unit), action_(action) {}

  Place& root() { return root_; }

  Places Visit(ExprId id) {
    if (!id.valid()) return {};
    if (const auto known = visited_.find(id); known != visited_.end()) return known->second;
    visited_[id] = {};
    const Places places = std::visit([&](const auto& node) { return Name(node); }, unit_.At(id).node);
    visited_[id] = places;
    return places;
  }

 private:
  // What is computed stands for no place; what is below it is visited all the same.
  template <typename Node>
  Places Name(const Node& node) {
    ForEachChild(checked::Node(node), [this](ExprId child) { Visit(child); });
    return {};
  }
  Places Name(const checked::Frame&) { return {&root_}; }
  Places Name(const checked::Field& node) {
    Places places = Visit(node.record);
    for (Place*& place : places) place = place->At(node.field);
    return places;
  }
  Places Name(const checked::FactRead& node) { return {root_.At(node.field)}; }
  Places Name(const checked::SignalRead& node) { return {root_.At(node.field)}; }
  Places Name(const checked::Unwrap& node) { return Visit(node.value); }
  Places Name(const checked::Coalesce& node) { return Join(Visit(node.optional), Visit(node.fallback)); }
  Places Name(const checked::If& node) {
    Visit(node.condition);
    return Join(Visit(node.then), Visit(node.otherwise));
  }
  Places Name(const checked::Match& node) {
    Visit(node.scrutinee);
    Places places = Visit(node.otherwise);
    for (const checked::MatchArm& arm : node.arms) places = Join(std::move(places), Visit(arm.value));
    return places;
  }
  Places Name(const checked::CellRead& node) {
    const auto* let = std::get_if<checked::LetCell>(&action_.cells[node.cell].kind);
    return let == nullptr ? Places() : Visit(let->value);
  }
  // An element's fields are those below its collection.
  Places Name(const checked::Element& node) { return elements_[node.variable]; }
  Places Name(const checked::Quantifier& node) {
    elements_[node.variable] = Visit(node.source);
    Visit(node.where);
    Visit(node.body);
    return {};
  }

  Places Name(const checked::ListAt& node) {
    Visit(node.index);
    return Visit(node.list);
  }
  Places Name(const checked::Let& node) {
    elements_[node.variable] = Visit(node.value);
    return Visit(node.body);
  }

  static Places Join(Places left, const Places& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
  }

  const checked::Unit& unit_;
  const checked::Action& action_;
  Place root_;
  std::map<ExprId, Places> visited_;
  std::map<std::uint32_t, Places> elements_;  // by variable
};

std::vector<schema::Live> Trees(const Place& place) {
  std::vector<schema::Live> trees;
  for (const auto& [field, below] : place.below) {
    schema::Live live{.field = field, .whole = below->whole};
    if (!live.whole) live.children = Trees(*below);
    trees.push_back(std::move(live));
  }
  return trees;
}

}  // namespace

std::vector<schema::Live> LiveFields(const checked::Unit& unit, const checked::Action& action) {
  const schema::Action& described = unit.schema.actions[action.action];
  Walk walk(unit, action);
  for (const ExprId root : action.live_roots) walk.Visit(root);
  Place& frame = walk.root();
  for (const schema::FactUse& use : described.facts) {
    for (const std::vector<std::uint32_t>& key : use.keys) {
      Place* place = &frame;
      for (const std::uint32_t field : key) place = place->At(field);
    }
  }
  // A fact that does not fit its type anywhere is unavailable, so it is decoded as a whole.
  for (const schema::FactUse& use : described.facts) frame.At(use.field)->whole = true;
  for (const schema::SignalUse& use : described.signals) frame.At(use.field)->whole = true;
  if (described.body != schema::kNone) frame.At(described.body)->whole = true;
  return Trees(frame);
}

std::vector<schema::Live> NamedBy(const checked::Unit& unit, const checked::Action& action,
                                  std::span<const ExprId> roots) {
  Walk walk(unit, action);
  for (const ExprId root : roots) walk.Visit(root);
  return Trees(walk.root());
}

}  // namespace bpol::describe
