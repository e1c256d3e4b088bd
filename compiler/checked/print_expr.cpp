#include "compiler/checked/print.h"
#include "compiler/syntax/printer.h"
#include "compiler/types/type_table.h"
#include "runtime/decision/decision.h"

namespace bpol::checked {
namespace {

std::string_view Spelling(UnaryOp op) {
  switch (op) {
    case UnaryOp::Not:
      return "not";
    case UnaryOp::Negate:
      return "negate";
  }
  BPOL_CHECK(false, "every operator has a spelling");
}

std::string_view Spelling(BinaryOp op) {
  constexpr std::string_view kSpellings[] = {"and", "or", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*"};
  return kSpellings[static_cast<std::size_t>(op)];
}

std::string_view Spelling(QuantifierKind kind) {
  constexpr std::string_view kSpellings[] = {"any", "all", "count", "sum", "min", "max"};
  return kSpellings[static_cast<std::size_t>(kind)];
}

std::string_view Spelling(Builtin builtin) {
  constexpr std::string_view kSpellings[] = {
#define BPOL_BUILTIN(name, spelling, helper) spelling,
#include "compiler/checked/builtins.def"
#undef BPOL_BUILTIN
  };
  return kSpellings[static_cast<std::size_t>(builtin)];
}

class ExprPrinter {
 public:
  ExprPrinter(const Unit& unit, const Action& action) : unit_(unit), action_(action) {}

  std::string Text(ExprId id) const {
    if (!id.valid()) return "true";
    const Expr& expr = unit_.At(id);
    return std::visit([&](const auto& node) { return Text(node, expr); }, expr.node);
  }

 private:
  std::string Text(const Literal& node, const Expr& self) const {
    if (!node.value.present()) return "absent";
    const schema::Type& type = unit_.schema.types[self.type.type];
    std::string text = decision::Print(unit_.schema, type, node.value);
    if (type.kind == schema::TypeKind::Set) return "{" + text + "}";
    if (type.kind == schema::TypeKind::List) return "[" + text + "]";
    return type.kind == schema::TypeKind::String ? syntax::Quoted(text) : text;
  }
  std::string Text(const Frame&, const Expr&) const { return "request"; }
  std::string Text(const Field& node, const Expr&) const {
    const Expr& record = unit_.At(node.record);
    const std::string& name = RecordOf(record).fields[node.field].name;
    return std::holds_alternative<Frame>(record.node) ? name : Text(node.record) + "." + name;
  }
  std::string Text(const FactRead& node, const Expr&) const { return "fact:" + unit_.schema.facts[node.fact].name; }
  std::string Text(const SignalRead& node, const Expr&) const {
    return "signal:" + unit_.schema.signals[node.signal].name;
  }
  std::string Text(const Element& node, const Expr&) const { return "$" + std::to_string(node.variable); }
  std::string Text(const Object&, const Expr&) const { return "object"; }
  std::string Text(const CellRead& node, const Expr&) const { return "cell:" + action_.cells[node.cell].name; }
  std::string Text(const BandRead& node, const Expr&) const { return "band:" + action_.cells[node.cell].name; }
  std::string Text(const Unwrap& node, const Expr&) const { return Text(node.value) + "!"; }
  std::string Text(const Unary& node, const Expr&) const { return List(Spelling(node.op), {node.operand}); }
  std::string Text(const Binary& node, const Expr&) const { return List(Spelling(node.op), {node.left, node.right}); }
  std::string Text(const IsPresent& node, const Expr&) const {
    return List(node.negated ? "absent?" : "present?", {node.operand});
  }
  std::string Text(const Coalesce& node, const Expr&) const { return List("??", {node.optional, node.fallback}); }
  std::string Text(const If& node, const Expr&) const {
    return List("if", {node.condition, node.then, node.otherwise});
  }
  std::string Text(const Match& node, const Expr&) const {
    const TypeRef type = unit_.At(node.scrutinee).type;
    const schema::Type& of = unit_.schema.types[type.type];
    const auto name = [&](std::int64_t member) {
      if (of.kind != schema::TypeKind::Enum) return decision::Print(unit_.schema, of, decision::Value::Int(member));
      return unit_.schema.enums[of.declaration].members[static_cast<std::size_t>(member)].name;
    };
    std::string text = "(match " + Text(node.scrutinee);
    for (const MatchArm& arm : node.arms) {
      std::string names;
      for (const std::int64_t member : arm.members) names += (names.empty() ? "" : ",") + name(member);
      text += " (" + names + " " + Text(arm.value) + ")";
    }
    if (node.otherwise.valid()) text += " (otherwise " + Text(node.otherwise) + ")";
    return text + ")";
  }
  std::string Text(const IsArm& node, const Expr&) const {
    return "(arm? " + Text(node.operand) + " " + RecordOf(unit_.At(node.operand)).arms[node.arm] + ")";
  }
  std::string Text(const Contains& node, const Expr&) const { return List("contains", {node.set, node.element}); }
  std::string Text(const SubsetOf& node, const Expr&) const { return List("subset", {node.inner, node.outer}); }
  std::string Text(const TableContains& node, const Expr&) const {
    return List("contains table:" + unit_.tables[node.table].name, {node.element});
  }
  std::string Text(const TableLookup& node, const Expr&) const {
    return List("lookup table:" + unit_.tables[node.table].name, node.keys);
  }
  std::string Text(const ListAt& node, const Expr&) const { return List("at", {node.list, node.index}); }
  std::string Text(const SetOf& node, const Expr&) const { return List("set", node.elements); }
  std::string Text(const ListOf& node, const Expr&) const { return List("list", node.elements); }
  std::string Text(const Quantifier& node, const Expr&) const {
    std::string text =
        "(" + std::string(Spelling(node.kind)) + " $" + std::to_string(node.variable) + " in " + Text(node.source);
    if (node.where.valid()) text += " where " + Text(node.where);
    if (node.body.valid()) text += " " + Text(node.body);
    return text + ")";
  }
  std::string Text(const Let& node, const Expr&) const {
    return "(let $" + std::to_string(node.variable) + " " + Text(node.value) + " " + Text(node.body) + ")";
  }
  std::string Text(const Call& node, const Expr&) const {
    // The table of a pattern says nothing to a reader.
    if (node.builtin == Builtin::Matches) return List("matches", {node.arguments[0], node.arguments[1]});
    return List(Spelling(node.builtin), node.arguments);
  }

  std::string List(std::string_view head, const std::vector<ExprId>& operands) const {
    std::string text = "(" + std::string(head);
    for (const ExprId operand : operands) text += " " + Text(operand);
    return text + ")";
  }
  const schema::Record& RecordOf(const Expr& expr) const {
    return unit_.schema.records[unit_.schema.types[expr.type.type].declaration];
  }

  const Unit& unit_;
  const Action& action_;
};

}  // namespace

std::string Print(const Unit& unit, const Action& action, ExprId expr) {
  return ExprPrinter(unit, action).Text(expr);
}

std::string TypeName(const Unit& unit, TypeRef ref) {
  if (ref.error()) return "error";
  using schema::TypeKind;
  const schema::Type& type = unit.schema.types[ref.type];
  std::string name(types::KindName(type.kind));
  if (type.kind == TypeKind::Enum) name = unit.schema.enums[type.declaration].name;
  if (type.kind == TypeKind::Record) name = unit.schema.records[type.declaration].name;
  if (type.kind == TypeKind::Set || type.kind == TypeKind::List)
    name += "<" + TypeName(unit, {type.element, false}) + ">";
  return name + (ref.optional ? "?" : "");
}

}  // namespace bpol::checked
