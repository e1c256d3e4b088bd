#include <string>

#include "compiler/syntax/printer.h"

namespace bpol::syntax {
namespace {

class ExprPrinter {
 public:
  explicit ExprPrinter(const File& file) : file_(file) {}

  std::string Print(ExprId id) const {
    if (!id.valid()) return "<none>";
    return std::visit(*this, file_.expr(id).node);
  }

  std::string operator()(const Missing&) const { return "<missing>"; }
  std::string operator()(const Literal& literal) const {
    if (literal.kind == LiteralKind::String) return Quoted(literal.text);
    if (literal.kind == LiteralKind::Region) return "(region " + Quoted(literal.text) + ")";
    return literal.text;
  }
  std::string operator()(const NameExpr& expr) const { return expr.name.text; }
  std::string operator()(const Member& expr) const { return Print(expr.object) + "." + expr.name.text; }
  std::string operator()(const Index& expr) const { return Form("index", {expr.object, expr.index}); }
  std::string operator()(const Call& expr) const { return Form("call " + expr.function.text, expr.arguments); }
  std::string operator()(const Unary& expr) const {
    const std::string op = expr.op == UnaryOp::Not ? "not" : expr.op == UnaryOp::Negate ? "negate" : "unless";
    return Form(op, {expr.operand});
  }
  std::string operator()(const Binary& expr) const {
    return Form(std::string(SpellingOf(expr.op)), {expr.left, expr.right});
  }
  std::string operator()(const Matches& expr) const {
    return "(matches " + Print(expr.subject) + " " + Quoted(expr.pattern) + ")";
  }
  std::string operator()(const Is& expr) const {
    const std::string what = expr.kind == IsKind::Absent    ? "absent"
                             : expr.kind == IsKind::Present ? "present"
                                                            : expr.name.text;
    return "(is " + Print(expr.operand) + " " + what + ")";
  }
  std::string operator()(const If& expr) const { return Form("if", {expr.condition, expr.yes, expr.no}); }
  std::string operator()(const Match& expr) const {
    std::string out = "(match " + Print(expr.subject);
    for (const MatchArm& arm : expr.arms) {
      out += arm.patterns.empty() ? " (otherwise" : " (" + Form("of", arm.patterns);
      out += " -> " + Print(arm.value) + ")";
    }
    return out + ")";
  }
  std::string operator()(const Quantifier& expr) const {
    const std::string kind = expr.kind == QuantifierKind::Any ? "any " : "all ";
    return Form(kind + expr.variable.text, {expr.collection, expr.body});
  }
  std::string operator()(const Aggregate& expr) const {
    constexpr std::string_view kKinds[] = {"count", "sum", "min", "max"};
    const std::string kind(kKinds[static_cast<std::size_t>(expr.kind)]);
    std::string out =
        "(" + kind + " " + Print(expr.value) + " for " + expr.variable.text + " " + Print(expr.collection);
    if (expr.where.valid()) out += " where " + Print(expr.where);
    return out + ")";
  }
  std::string operator()(const SetLiteral& expr) const { return Form("set", expr.elements); }
  std::string operator()(const ListLiteral& expr) const { return Form("list", expr.elements); }
  std::string operator()(const MapLiteral& expr) const {
    std::string out = "(map";
    for (const MapEntry& entry : expr.entries) out += " (" + Print(entry.key) + " -> " + Print(entry.value) + ")";
    return out + ")";
  }
  std::string operator()(const RecordLiteral& expr) const {
    std::string out = "(record";
    for (const FieldValue& field : expr.fields) out += " (" + field.name.text + ": " + Print(field.value) + ")";
    return out + ")";
  }
  std::string operator()(const Convert& expr) const { return Form("convert " + expr.type.text, {expr.value}); }
  std::string operator()(const Wire& expr) const {
    constexpr std::string_view kParts[] = {"header", "query", "cookie"};
    return "(" + std::string(kParts[static_cast<std::size_t>(expr.part)]) + " " + Quoted(expr.name.value) + ")";
  }

 private:
  std::string Form(std::string head, const std::vector<ExprId>& operands) const {
    for (const ExprId operand : operands) head += " " + Print(operand);
    return "(" + head + ")";
  }

  const File& file_;
};

}  // namespace

std::string PrintExpr(const File& file, ExprId id) {
  return ExprPrinter(file).Print(id);
}

std::string PrintType(const File& file, TypeExprId id) {
  const TypeExpr& type = file.type(id);
  std::string out = type.name.text;
  for (std::size_t at = 0; at < type.arguments.size(); ++at) {
    out += (at == 0 ? "<" : ", ") + PrintType(file, type.arguments[at]);
  }
  if (!type.arguments.empty()) out += ">";
  if (type.range) out += " " + type.range->low + ".." + type.range->high;
  if (type.max) out += " max " + *type.max;
  if (type.optional) out += "?";
  for (std::size_t at = 0; at < type.from.size(); ++at) out += (at == 0 ? " from { " : ", ") + type.from[at].text;
  if (!type.from.empty()) out += " }";
  return out;
}

}  // namespace bpol::syntax
