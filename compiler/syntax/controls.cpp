#include "compiler/syntax/controls.h"

namespace bpol::syntax {
namespace {

// Anything that has controls; what holds items has those of its items too.
class Collector {
 public:
  template <typename Node>
  void operator()(const Node& node) {
    if constexpr (requires { node.controls; }) {
      for (const Control& control : node.controls) found_.push_back(&control);
    }
    if constexpr (requires { node.items; }) {
      for (const auto& item : node.items) std::visit(*this, item);
    }
  }

  std::vector<const Control*> Take() { return std::move(found_); }

 private:
  std::vector<const Control*> found_;
};

}  // namespace

std::vector<const Control*> ControlsOf(const Declaration& declaration) {
  Collector collector;
  std::visit(collector, declaration.node);
  return collector.Take();
}

}  // namespace bpol::syntax
