// A unit with one action, Pay, that has a field of every kind: what the tests of this folder bind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/bind/frame_reader.h"
#include "runtime/decision/decision.h"
#include "runtime/schema/layout.h"

namespace bpol::bind {

class PayUnit {
 public:
  PayUnit() {
    using schema::TypeKind;
    const auto boolean = Type({.kind = TypeKind::Bool});
    const auto number = Type({.kind = TypeKind::Int, .minimum = 0, .maximum = 100});
    const auto any_number = Type({.kind = TypeKind::Int});
    const auto text = Type({.kind = TypeKind::String, .bound = 8});
    const auto money = Type({.kind = TypeKind::Money});
    const auto decimal = Type({.kind = TypeKind::Decimal});
    const auto instant = Type({.kind = TypeKind::Instant});
    const auto date = Type({.kind = TypeKind::Date});
    const auto duration = Type({.kind = TypeKind::Duration});
    const auto country = Type({.kind = TypeKind::Country});
    const auto region = Type({.kind = TypeKind::Region});
    const auto iban = Type({.kind = TypeKind::Iban});
    const auto pan = Type({.kind = TypeKind::Pan});
    const auto ip = Type({.kind = TypeKind::Ip});
    const auto cidr = Type({.kind = TypeKind::Cidr});
    unit.enums.push_back({.name = "Role", .members = {{"AISP", "PSP_AI"}, {"PISP", "PSP_PI"}}});
    unit.enums.push_back(
        {.name = "Scheme", .members = {{"iban", "IBAN"}, {"pan", "PAN"}, {"other", ""}}, .otherwise = 2});
    const auto role = Type({.kind = TypeKind::Enum, .declaration = 0});
    const auto scheme = Type({.kind = TypeKind::Enum, .declaration = 1});
    const auto roles = Type({.kind = TypeKind::Set, .element = role, .bound = 1});
    const auto texts = Type({.kind = TypeKind::Set, .element = text, .bound = 3});
    const auto numbers = Type({.kind = TypeKind::List, .element = any_number, .bound = 3});
    const auto networks = Type({.kind = TypeKind::Set, .element = cidr, .bound = 3});
    const auto lines = Type({.kind = TypeKind::List, .element = any_number, .bound = 2});
    unit.regions = {"eu", "in"};
    unit.lines.resize(2);
    unit.lines[1].id = "m.Risk.high";

    const auto subject = Record("Subject", {{"id", text}, {"roles", roles}, {"scopes", texts}, {"home?", country}});
    const auto context = Record("Context", {{"ip", ip}, {"mtls", boolean}, {"at?", instant}, {"unused", number}});
    const auto party = Record("Party", {{"scheme", scheme}, {"account", iban}, {"card", pan}, {"name?", text}});
    schema::Record& union_record = unit.records.back();
    union_record.tag_field = 0;
    union_record.fields[1].arm = 0;
    union_record.fields[2].arm = 1;
    union_record.arms = {"iban", "pan"};
    union_record.arm_of_member = {0, 1, schema::kNone};
    const auto item = Record("Item", {{"count", number}, {"day?", date}});
    const auto items = Type({.kind = TypeKind::List, .element = item, .bound = 2});
    const auto rate = Record("Map<String, Set<Role>>", {{"key", text}, {"value", roles}});
    const auto rate_record = static_cast<std::uint32_t>(unit.records.size() - 1);
    const auto rates = Type({.kind = TypeKind::List, .declaration = rate_record, .element = rate, .bound = 2});
    const auto body = Record("Payment", {{"amount", money},
                                         {"total?", money},
                                         {"to", party},
                                         {"items", items},
                                         {"numbers?", numbers},
                                         {"networks?", networks},
                                         {"where?", region},
                                         {"valid?", duration},
                                         {"rates?", rates},
                                         {"weight?", decimal}});
    unit.records.back().fields[1].amount_member = "Amount";
    unit.records.back().fields[1].currency_member = "Currency";
    const auto consent = Record("Consent", {{"id", text}, {"until?", instant}});
    Record("Pay", {{"now", instant},
                   {"subject", subject},
                   {"resource?", party},
                   {"context", context},
                   {"body", body},
                   {"consent_id?", text},
                   {"consent!", consent},
                   {"limit!", number},
                   {"used!", any_number},
                   {"approved", lines}});
    unit.facts = {{.name = "consent", .type = consent, .optional = true},
                  {.name = "limit", .type = number, .else_absent = true}};
    unit.signals = {{.name = "used", .type = any_number}};
    schema::LayOut(unit);
    unit.actions.push_back(Action());
  }

  const schema::Action& action() const { return unit.actions[0]; }

  // The printed value at a dotted path of names from the frame, or `absent`, or `unavailable`.
  std::string At(const std::byte* frame, std::string_view dotted, Arena& arena) const {
    const std::vector<std::uint32_t> path = Path(dotted);
    const decision::Value value = ReadPath(unit, action(), frame, path, arena);
    if (value.kind == decision::Value::Kind::Unavailable) return "unavailable";
    if (!value.present()) return "absent";
    const schema::Record* record = &unit.records[action().frame];
    for (std::size_t i = 0; i + 1 < path.size(); ++i)
      record = &unit.records[unit.types[record->fields[path[i]].type].declaration];
    return decision::Print(unit, unit.types[record->fields[path.back()].type], value);
  }

  std::vector<std::uint32_t> Path(std::string_view dotted) const {
    std::vector<std::uint32_t> path;
    const schema::Record* record = &unit.records[action().frame];
    while (true) {
      const std::string_view name = dotted.substr(0, dotted.find('.'));
      std::uint32_t field = 0;
      while (record->fields[field].name != name) ++field;
      path.push_back(field);
      if (name.size() == dotted.size()) return path;
      record = &unit.records[unit.types[record->fields[field].type].declaration];
      dotted.remove_prefix(name.size() + 1);
    }
  }

  schema::Unit unit;

 private:
  std::uint32_t Type(const schema::Type& type) {
    unit.types.push_back(type);
    return static_cast<std::uint32_t>(unit.types.size() - 1);
  }

  // `name?` may be absent; `name!` is a fact or signal.
  std::uint32_t Record(const std::string& name, const std::vector<std::pair<std::string, std::uint32_t>>& fields) {
    schema::Record record{.name = name};
    for (const auto& [spelled, type] : fields) {
      schema::Field field{.name = spelled, .type = type};
      if (spelled.back() == '?' || spelled.back() == '!') {
        field.name.pop_back();
        field.presence_bit = 0;
      }
      if (spelled.back() == '!') field.unavailable_bit = 0;
      record.fields.push_back(field);
    }
    unit.records.push_back(record);
    return Type({.kind = schema::TypeKind::Record, .declaration = static_cast<std::uint32_t>(unit.records.size() - 1)});
  }

  schema::Action Action() const {
    schema::Action action{.name = "Pay", .frame = static_cast<std::uint32_t>(unit.records.size() - 1)};
    action.now = 0;
    action.subject = 1;
    action.resource = 2;
    action.context = 3;
    action.body = 4;
    action.keys = {5};
    action.approved = 9;
    action.facts = {{.fact = 0, .field = 6, .keys = {{5}}}, {.fact = 1, .field = 7, .keys = {{1, 0}}}};
    action.signals = {{.signal = 0, .field = 8}};
    const auto leaf = [](std::uint32_t field) { return schema::Live{.field = field}; };
    action.live = {leaf(0),
                   {.field = 1, .children = {leaf(0), leaf(1), leaf(2), leaf(3)}},
                   {.field = 2, .children = {leaf(1), leaf(3)}},
                   {.field = 3, .children = {leaf(0), leaf(1), leaf(2)}},
                   {.field = 4, .whole = true},
                   leaf(5)};
    return action;
  }
};

}  // namespace bpol::bind
