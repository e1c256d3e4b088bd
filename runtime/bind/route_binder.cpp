#include "runtime/bind/route_binder.h"

#include <algorithm>

#include "runtime/base/check.h"
#include "runtime/bind/path_trail.h"
#include "runtime/bind/record_bits.h"

namespace bpol::bind {

using schema::Conversion;
using schema::TypeKind;
using values::Fault;

namespace {

bool IsNull(const WireItem& item) {
  return item.form == WireItem::Form::Json && item.text == "null";
}

// An empty header is absent, and so is a claim that is null.
bool IsThere(const WireItem& item) {
  return item.form != WireItem::Form::Absent && !(item.form == WireItem::Form::Text && item.text.empty()) &&
         !IsNull(item);
}

// Whether its value says nothing of what came.
bool IsFixed(const schema::Binding& binding) {
  return binding.source == schema::Source::Constant || binding.conversion == Conversion::IsPresent;
}

bool Supplies(const schema::Binding& binding, const WireSource& wire) {
  return IsFixed(binding) || IsThere(wire.Find(binding.source, binding.name));
}

// Whether every record on the way to an attribute is present.
bool RecordIsThere(const schema::Unit& unit, const schema::Action& action, const std::vector<std::uint32_t>& target,
                   const std::byte* frame) {
  const schema::Record* record = &unit.records[action.frame];
  for (std::size_t i = 0; i + 1 < target.size(); ++i) {
    const schema::Field& field = record->fields[target[i]];
    if (field.presence_bit != schema::kNone && !TestBit(frame, field.presence_bit)) return false;
    frame += field.offset;
    record = &unit.records[unit.types[field.type].declaration];
  }
  return true;
}

}  // namespace

RouteBinder::RouteBinder(const schema::Unit& unit, const schema::Route& route)
    : unit_(unit), route_(route), action_(unit.actions[route.action]) {
  std::vector<std::uint32_t> path;
  for (const schema::Live& live : action_.live) {
    if (SetByHost(live.field)) continue;
    PlanField(unit.records[action_.frame].fields[live.field], live, path, false);
  }
  std::ranges::sort(steps_, {}, &Step::target);
}

bool RouteBinder::SetByHost(std::uint32_t field) const {
  const auto uses = [field](const auto& use) { return use.field == field; };
  return field == action_.now || field == action_.approved || field == action_.body ||
         (field == action_.resource && route_.resource_fact != schema::kNone) ||
         std::ranges::any_of(action_.facts, uses) || std::ranges::any_of(action_.signals, uses);
}

void RouteBinder::Plan(const schema::Record& record, std::span<const schema::Live> live,
                       std::vector<std::uint32_t>& path, bool in_optional) {
  for (const schema::Live& each : live) PlanField(record.fields[each.field], each, path, in_optional);
}

// A record is bound field by field, so its live fields are planned; everything else is one step.
void RouteBinder::PlanField(const schema::Field& field, const schema::Live& live, std::vector<std::uint32_t>& path,
                            bool in_optional) {
  path.push_back(live.field);
  const auto binding = std::ranges::find(route_.bindings, path, &schema::Binding::target);
  const schema::Type& type = unit_.types[field.type];
  const bool optional = field.presence_bit != schema::kNone;
  if (binding != route_.bindings.end())
    steps_.push_back({path, &*binding, optional, in_optional});
  else if (type.kind == TypeKind::Record)
    Plan(unit_.records[type.declaration], live.children, path, optional || in_optional);
  else
    steps_.push_back({path, nullptr, optional, in_optional});
  if (binding == route_.bindings.end() && type.kind == TypeKind::Record && optional) PlanWhole(path);
  path.pop_back();
}

void RouteBinder::PlanWhole(const std::vector<std::uint32_t>& path) {
  Whole whole{.target = path};
  for (const schema::Binding& binding : route_.bindings) {
    const bool below =
        binding.target.size() > path.size() && std::equal(path.begin(), path.end(), binding.target.begin());
    if (below) whole.parts.push_back(&binding);
  }
  wholes_.push_back(std::move(whole));
}

Misfit RouteBinder::Bind(const WireSource& wire, FrameWriter& writer) const {
  for (const Whole& whole : wholes_) {
    const auto came = [&](const schema::Binding* part) {
      return !IsFixed(*part) && IsThere(wire.Find(part->source, part->name));
    };
    if (std::ranges::any_of(whole.parts, came)) writer.SetPresent(whole.target);
  }
  for (const Step& step : steps_) {
    if (Misfit misfit = BindStep(step, wire, writer)) return misfit;
  }
  for (const Step& step : steps_) {
    if (Misfit misfit = CheckWhole(step, wire, writer)) return misfit;
  }
  return std::nullopt;
}

Misfit RouteBinder::BindStep(const Step& step, const WireSource& wire, FrameWriter& writer) const {
  if (step.binding == nullptr)
    return step.optional || step.in_optional ? std::nullopt : writer.Refused(Fault::InputMissing, step.target);
  if (step.in_optional && IsFixed(*step.binding) && !RecordIsThere(unit_, action_, step.target, writer.frame()))
    return std::nullopt;
  if (step.binding->source == schema::Source::Constant) return writer.SetJson(step.target, step.binding->name);
  return BindItem(step, wire.Find(step.binding->source, step.binding->name), writer);
}

Misfit RouteBinder::BindItem(const Step& step, const WireItem& item, FrameWriter& writer) const {
  // Of cookies that cannot be told apart it is not known either which there are.
  const bool cookie = step.binding->source == schema::Source::Cookie;
  if (item.form == WireItem::Form::Malformed) return writer.Refused(Fault::InputMisfit, step.target);
  if (item.form == WireItem::Form::Repeated && cookie) return writer.Refused(Fault::InputDuplicate, step.target);
  if (step.binding->conversion == Conversion::IsPresent) return writer.SetBool(step.target, IsThere(item));
  if (item.form == WireItem::Form::Repeated) return writer.Refused(Fault::InputDuplicate, step.target);
  if (!IsThere(item)) {
    if (step.optional || step.in_optional) return std::nullopt;
    return writer.Refused(IsNull(item) ? Fault::InputMisfit : Fault::InputMissing, step.target);
  }
  if (item.form == WireItem::Form::Text) return writer.SetText(step.target, item.text);
  if (step.binding->conversion == Conversion::Words) return writer.SetJsonWords(step.target, item.text);
  return writer.SetJson(step.target, item.text);
}

// A record that may be absent is whole or not there at all: once one attribute came, those that it needs are missed.
Misfit RouteBinder::CheckWhole(const Step& step, const WireSource& wire, const FrameWriter& writer) const {
  if (step.optional || !step.in_optional) return std::nullopt;
  if (step.binding != nullptr && Supplies(*step.binding, wire)) return std::nullopt;
  return RecordIsThere(unit_, action_, step.target, writer.frame()) ? writer.Refused(Fault::InputMissing, step.target)
                                                                    : std::nullopt;
}

}  // namespace bpol::bind
