// Tree: small checked expressions by hand, one method a node, and what they come to: a number, a text, `absent`, a
// fault.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "compiler/evaluate/evaluator.h"
#include "runtime/values/country.h"
#include "runtime/values/ip.h"
#include "runtime/values/money.h"

namespace bpol::evaluate {

using checked::ExprId;

class Tree {
 public:
  enum Types : std::uint32_t { kInt, kText, kMoney, kInts, kMoneys, kUnion, kEnum };

  Tree() {
    using schema::TypeKind;
    unit.schema.types = {{.kind = TypeKind::Int},
                         {.kind = TypeKind::String, .bound = 100},
                         {.kind = TypeKind::Money},
                         {.kind = TypeKind::List, .element = kInt, .bound = 9},
                         {.kind = TypeKind::List, .element = kMoney, .bound = 9},
                         {.kind = TypeKind::Record, .declaration = 0},
                         {.kind = TypeKind::Enum, .declaration = 0}};
    unit.schema.enums = {{.name = "Kind", .members = {{"a", "a"}, {"b", "b"}}}};
    unit.schema.records = {{.name = "Union",
                            .fields = {{.name = "tag", .type = kEnum}, {.name = "n", .type = kInt, .arm = 1}},
                            .tag_field = 0,
                            .arm_of_member = {0, 1},
                            .arms = {"x", "y"}}};
    unit.schema.sites = {"line", "a_fact", "a_signal", "cell"};
    unit.schema.facts = {{.name = "a_fact"}};
    unit.schema.signals = {{.name = "a_signal"}};
    unit.schema.visit_limit = 5;
  }

  ExprId Add(checked::Node node, checked::TypeRef type = {kInt, false}) {
    unit.exprs.push_back({std::move(node), type, 0, {}});
    return ExprId{static_cast<std::uint32_t>(unit.exprs.size() - 1)};
  }
  ExprId Int(std::int64_t number) { return Add(checked::Literal{Value::Int(number)}); }
  ExprId Text(std::string_view text) { return Add(checked::Literal{Value::Text(text)}); }
  ExprId Money(std::string_view text) {
    values::Money money{};
    BPOL_CHECK(values::ParseMoney(text, &money), "tests write money well");
    return Add(checked::Literal{Value::Of(money)});
  }
  ExprId Ip(std::string_view text) {
    values::Ip ip{};
    BPOL_CHECK(values::ParseIp(text, &ip), "tests write addresses well");
    return Add(checked::Literal{Value::Of(ip)});
  }
  ExprId Absent() { return Add(checked::Literal{Value::Absent()}, {kInt, true}); }
  // A whole-number overflow: what must not be reached, or faults.
  ExprId Bad() { return Binary(checked::BinaryOp::Add, Int(INT64_MAX), Int(1)); }
  ExprId Binary(checked::BinaryOp op, ExprId left, ExprId right) { return Add(checked::Binary{op, left, right}); }
  ExprId Call(checked::Builtin builtin, std::vector<ExprId> arguments) {
    return Add(checked::Call{builtin, std::move(arguments)});
  }
  ExprId List(std::vector<ExprId> elements) { return Add(checked::ListOf{std::move(elements)}, {kInts, false}); }
  ExprId Variable() { return Add(checked::Element{0}); }
  ExprId Quantify(checked::QuantifierKind kind, ExprId source, ExprId where, ExprId body, bool optional = false) {
    return Add(checked::Quantifier{kind, 0, source, where, body}, {kInt, optional});
  }

  // The printed value, or `code at site`.
  std::string Eval(ExprId id) {
    Evaluator evaluator(unit, action, Value::Record(frame), arena);
    evaluator.SetSite(0);
    const Maybe value = evaluator.Eval(id);
    if (value) return Print(*value);
    return std::string(values::FaultCode(evaluator.ended().fault)) + " at " + unit.schema.sites[evaluator.ended().site];
  }

  static std::string Print(const Value& value) {
    std::string out;
    switch (value.kind) {
      case Value::Kind::Absent:
        return "absent";
      case Value::Kind::Unavailable:
        return "unavailable";
      case Value::Kind::Int:
        return std::to_string(value.integer);
      case Value::Kind::Text:
        return std::string(value.AsText());
      case Value::Kind::Money:
        values::PrintMoney(value.money, out);
        return out;
      case Value::Kind::Decimal:
        values::PrintDecimal(value.decimal, out);
        return out;
      case Value::Kind::Ip:
        values::PrintIp(value.ip, out);
        return out;
      case Value::Kind::Cidr:
        values::PrintCidr(value.cidr, out);
        return out;
      case Value::Kind::Sequence:
      case Value::Kind::Record:
        for (const Value& each : value.AsSpan()) out += (out.empty() ? "" : ",") + Print(each);
        return "[" + out + "]";
    }
    return out;
  }

  checked::Unit unit;
  checked::Action action;
  std::vector<Value> frame;
  Arena arena;
};

}  // namespace bpol::evaluate
