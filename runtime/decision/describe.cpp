// Reasons as people and records read them.
#include "runtime/base/check.h"
#include "runtime/decision/decision.h"

namespace bpol::decision {
namespace {

// Faults of a source name it as a path; all others name the line, block or cell where they happened.
bool NamesASource(values::Fault fault) {
  return fault == values::Fault::FactUnavailable || fault == values::Fault::SignalUnavailable ||
         fault == values::Fault::InputMissing;
}

std::string_view SiteName(const schema::Unit& unit, const FaultAt& fault) {
  return fault.site == schema::kNone ? std::string_view() : std::string_view(unit.sites[fault.site]);
}

std::string_view BlockId(const schema::Unit& unit, std::uint32_t block) {
  return block == schema::kNone ? std::string_view() : std::string_view(unit.blocks[block].id);
}

}  // namespace

ReasonView Describe(const schema::Unit& unit, const Decision& decision, const Reason& reason) {
  switch (reason.kind) {
    case Reason::Kind::Line: {
      const schema::Line& line = unit.lines[reason.index];
      return {line.id, line.reason, line.controls};
    }
    case Reason::Kind::Require: {
      const schema::Line& line = unit.lines[reason.index];
      return {line.id, line.requires_[reason.require].reason, line.controls};
    }
    case Reason::Kind::NoLineMatches:
      return {BlockId(unit, reason.index), "no_line_matches", {}};
    case Reason::Kind::NoRulePermits:
      return {BlockId(unit, reason.index), "no_rule_permits", {}};
    case Reason::Kind::NoLawfulRegion:
      return {BlockId(unit, reason.index), "residency.no_lawful_region", {}};
    case Reason::Kind::Fault: {
      const values::Fault fault = decision.fault.fault;
      return {NamesASource(fault) ? std::string_view() : SiteName(unit, decision.fault), values::FaultCode(fault), {}};
    }
    case Reason::Kind::Binding:
      return {{}, decision.binding_code, {}};
  }
  BPOL_CHECK(false, "every kind of reason has a text");
}

std::string_view ReasonCode(const schema::Unit& unit, const Decision& decision) {
  BPOL_CHECK(!decision.reasons.empty(), "a decision has a reason");
  return Describe(unit, decision, decision.reasons.front()).code;
}

std::string_view FaultPath(const schema::Unit& unit, const Decision& decision) {
  if (decision.fault.site == schema::kNone) return decision.fault.path;
  return NamesASource(decision.fault.fault) ? SiteName(unit, decision.fault) : std::string_view();
}

std::string_view EffectName(schema::Effect effect) {
  switch (effect) {
    case schema::Effect::Permit:
      return "permit";
    case schema::Effect::Challenge:
      return "challenge";
    case schema::Effect::Review:
      return "review";
    case schema::Effect::Deny:
      return "deny";
  }
  BPOL_CHECK(false, "every effect has a name");
}

}  // namespace bpol::decision
