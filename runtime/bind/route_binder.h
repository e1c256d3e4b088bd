// RouteBinder: the bindings of one route as a plan, in the order in which faults are told.
// INVARIANT: every attribute that a rule can read is bound, or absent where it may be, or the request is input.missing;
// nothing else was decoded. The body, facts, signals, `now` and approvals are the host's to set.
// Thread safety: immutable after construction; one binder serves all cores. The unit outlives it.
#pragma once

#include <vector>

#include "runtime/bind/frame_writer.h"
#include "runtime/bind/wire_source.h"

namespace bpol::bind {

class RouteBinder {
 public:
  RouteBinder(const schema::Unit& unit, const schema::Route& route);

  const schema::Action& action() const { return action_; }
  // Fills the live attributes of the request into the writer's frame; the first misfit ends it.
  Misfit Bind(const WireSource& wire, FrameWriter& writer) const;

 private:
  // A live attribute and where it comes from; without a binding an optional one stays absent.
  struct Step {
    std::vector<std::uint32_t> target;
    const schema::Binding* binding = nullptr;
    bool optional = false;     // the attribute itself may be absent
    bool in_optional = false;  // it belongs to a record that may be absent
  };
  // An optional record that is bound field by field. It is there when any of them came over the wire, also one that no
  // rule reads; constants in it wait for that.
  struct Whole {
    std::vector<std::uint32_t> target;
    std::vector<const schema::Binding*> parts = {};
  };
  void Plan(const schema::Record& record, std::span<const schema::Live> live, std::vector<std::uint32_t>& path,
            bool in_optional);
  void PlanField(const schema::Field& field, const schema::Live& live, std::vector<std::uint32_t>& path,
                 bool in_optional);
  void PlanWhole(const std::vector<std::uint32_t>& path);
  bool SetByHost(std::uint32_t field) const;
  Misfit BindStep(const Step& step, const WireSource& wire, FrameWriter& writer) const;
  Misfit BindItem(const Step& step, const WireItem& item, FrameWriter& writer) const;
  Misfit CheckWhole(const Step& step, const WireSource& wire, const FrameWriter& writer) const;

  const schema::Unit& unit_;
  const schema::Route& route_;
  const schema::Action& action_;
  std::vector<Step> steps_;
  std::vector<Whole> wholes_;
};

}  // namespace bpol::bind
