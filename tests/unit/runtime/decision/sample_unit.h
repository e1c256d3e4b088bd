// A small unit for the tables of these tests: two gates, two brakes and a residency block, a line of each effect.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/decision/decision.h"

namespace bpol::decision {

inline constexpr std::int64_t kDays = 86'400'000'000;

class SampleUnit {
 public:
  SampleUnit() {
    unit.name = "sample";
    unit.version = "1";
    unit.hash = "00ff";
    unit.acrs = {"low", "high"};
    unit.regions = {"eu", "in"};
    unit.sites = {"m.Access.aisp", "consent"};
    const std::uint32_t access = AddBlock("Access", schema::BlockKind::Rules, true);
    Line(access, "aisp", schema::Effect::Permit).requires_ = {{"tls.required"}, {"consent.revoked"}};
    Line(access, "staff", schema::Effect::Permit).requires_ = {{"case.required"}};
    Line(access, "blocked", schema::Effect::Deny).reason = "client.blocked";
    Line(access, "unusual", schema::Effect::Review);
    Line(access, "step_up", schema::Effect::Challenge).acr = 0;
    const std::uint32_t sca = AddBlock("Sca", schema::BlockKind::Decide, false);
    Line(sca, "old", schema::Effect::Challenge).acr = 1;
    unit.lines.back().max_age = 180 * kDays;
    Line(sca, "very_old", schema::Effect::Challenge).max_age = 90 * kDays;
    Line(sca, "never", schema::Effect::Deny);
    const std::uint32_t limits = AddBlock("Limits", schema::BlockKind::Decide, true);
    Line(limits, "within", schema::Effect::Permit).requires_ = {{"limit.reached"}};
    const std::uint32_t data = AddBlock("Data", schema::BlockKind::Residency, false);
    Line(data, "anywhere", schema::Effect::Permit).regions = 3;
    Line(data, "only_eu", schema::Effect::Permit).regions = 1;
    Line(data, "only_in", schema::Effect::Permit).regions = 2;
    Line(data, "export", schema::Effect::Deny).reason = "residency.no_lawful_transfer";
    AddBlock("Law", schema::BlockKind::Residency, false);
    for (const char* name : {"eu_law", "in_law"}) Line(data + 1, name, schema::Effect::Permit);
    unit.lines[LineOf("eu_law")].regions = 1;
    unit.lines[LineOf("in_law")].regions = 2;
  }

  // `Block` opens a block, `line` holds, `line!2` failed its second require.
  std::vector<Event> EventsOf(const std::vector<std::string>& names) const {
    std::vector<Event> events;
    for (const std::string& name : names) {
      const std::size_t mark = name.find('!');
      const std::uint32_t outcome = mark == std::string::npos ? 0 : static_cast<std::uint32_t>(name[mark + 1] - '0');
      const bool block = name[0] >= 'A' && name[0] <= 'Z';
      events.push_back({block ? Event::kBlock | BlockOf(name) : LineOf(name.substr(0, mark)), outcome});
    }
    return events;
  }

  std::uint32_t LineOf(std::string_view name) const {
    for (std::uint32_t i = 0; i < unit.lines.size(); ++i) {
      if (unit.lines[i].id.ends_with("." + std::string(name))) return i;
    }
    return schema::kNone;
  }
  std::uint32_t BlockOf(std::string_view name) const {
    for (std::uint32_t i = 0; i < unit.blocks.size(); ++i) {
      if (unit.blocks[i].id == "m." + std::string(name)) return i;
    }
    return schema::kNone;
  }

  schema::Unit unit;

 private:
  std::uint32_t AddBlock(const std::string& name, schema::BlockKind kind, bool gate) {
    unit.blocks.push_back({"m." + name, kind, gate, {}});
    return static_cast<std::uint32_t>(unit.blocks.size() - 1);
  }
  schema::Line& Line(std::uint32_t block, const std::string& name, schema::Effect effect) {
    schema::Line line;
    line.id = unit.blocks[block].id + "." + name;
    line.reason = name;
    line.effect = effect;
    line.block = block;
    unit.blocks[block].lines.push_back(static_cast<std::uint32_t>(unit.lines.size()));
    unit.lines.push_back(std::move(line));
    return unit.lines.back();
  }
};

}  // namespace bpol::decision
