#include "compiler/core/print.h"

#include "compiler/core/ops.h"
#include "compiler/core/sexp.h"
#include "runtime/abi/helpers.h"
#include "runtime/base/check.h"

namespace bpol::core {
namespace {

Sexp ImmediateSexp(char kind, std::int64_t value) {
  if (kind == 'h') return Sexp::Word(abi::kHelperInfos[value].spelling);
  if (kind == 'r') return Sexp::Word(NameOf(static_cast<Rep>(value)));
  return Sexp::Number(value);
}

Sexp ExprSexp(const Program& program, ExprId id) {
  const Expr& expr = program.At(id);
  const OpInfo& info = InfoOf(expr.op);
  Sexp sexp = Sexp::List(info.name);
  if (info.declares_type()) sexp.Add(Sexp::Word(Print(expr.type)));
  for (std::size_t i = 0; i < info.immediates.size(); ++i)
    sexp.Add(ImmediateSexp(info.immediates[i], expr.immediates[i]));
  for (const ExprId operand : expr.operands) sexp.Add(ExprSexp(program, operand));
  return sexp;
}

Sexp Tagged(std::string_view head, std::int64_t value) {
  return Sexp::List(head).Add(Sexp::Number(value));
}

// `(when EXPR)`, `(requires EXPR EXPR)`; nothing is added where there is none.
void AddExprs(Sexp& to, std::string_view head, const Program& program, const std::vector<ExprId>& exprs) {
  Sexp list = Sexp::List(head);
  for (const ExprId expr : exprs) list.Add(ExprSexp(program, expr));
  if (!exprs.empty()) to.Add(std::move(list));
}
void AddExpr(Sexp& to, std::string_view head, const Program& program, ExprId expr) {
  if (expr.valid()) AddExprs(to, head, program, {expr});
}

Sexp ConstantSexp(const Constant& constant) {
  if (const auto* text = std::get_if<std::string>(&constant)) return Sexp::List("constant").Add(Sexp::String(*text));
  Sexp words = Sexp::List("words");
  for (const Word& word : std::get<std::vector<Word>>(constant))
    words.Add(word.address ? Tagged("address", word.value) : Sexp::Number(word.value));
  return Sexp::List("constant").Add(std::move(words));
}

Sexp TableSexp(const Table& table) {
  Sexp keys = Sexp::List("keys");
  for (const KeyColumn& key : table.keys) {
    keys.Add(Sexp::List(NameOf(key.rep)).Add(Sexp::Number(key.offset)));
  }
  Sexp sexp = Sexp::List("table").Add(Tagged("constant", table.constant)).Add(Tagged("rows", table.rows));
  return sexp.Add(Tagged("stride", table.stride)).Add(std::move(keys));
}

struct CellKindSexp {
  const Program& program;

  Sexp operator()(const LetCell& cell) const { return Sexp::List("let").Add(ExprSexp(program, cell.value)); }
  Sexp operator()(const ConsentCell& cell) const {
    Sexp sexp = Sexp::List("consent");
    AddExpr(sexp, "there", program, cell.fact_present);
    for (const ExprId line : cell.lines) sexp.Add(ExprSexp(program, line));
    return sexp;
  }
  Sexp operator()(const ScoreCell& cell) const {
    Sexp sexp = Sexp::List("score")
                    .Add(Sexp::Number(cell.score))
                    .Add(Sexp::Number(cell.minimum))
                    .Add(Sexp::Number(cell.maximum));
    Sexp bands = Sexp::List("bands");
    for (const std::int64_t band : cell.bands) bands.Add(Sexp::Number(band));
    sexp.Add(std::move(bands));
    for (const ExprId factor : cell.factors) sexp.Add(ExprSexp(program, factor));
    return sexp;
  }
};

Sexp CellSexp(const Program& program, const Cell& cell) {
  Sexp sexp = Sexp::List("cell").Add(Sexp::String(cell.name)).Add(Sexp::Word(Print(cell.type)));
  sexp.Add(Tagged("site", cell.site)).Add(Tagged("at", cell.offset));
  return sexp.Add(std::visit(CellKindSexp{program}, cell.kind));
}

std::string_view NameOf(schema::BlockKind kind) {
  switch (kind) {
    case schema::BlockKind::Rules:
      return "rules";
    case schema::BlockKind::Decide:
      return "decide";
    case schema::BlockKind::Residency:
      return "residency";
  }
  BPOL_CHECK(false, "every kind of block has a name");
}

Sexp LineSexp(const Program& program, const Line& line) {
  const bool is_pattern = line.line == kNone;
  Sexp sexp = Sexp::List(is_pattern ? "pattern" : "line");
  if (!is_pattern) sexp.Add(Sexp::Number(line.line)).Add(Tagged("site", line.site));
  AddExpr(sexp, "when", program, line.when);
  AddExprs(sexp, "requires", program, line.requires_);
  return sexp;
}

Sexp DispatchSexp(const Program& program, const Dispatch& dispatch) {
  Sexp sexp = Sexp::List("index").Add(Tagged("rows", dispatch.rows));
  AddExprs(sexp, "lists", program, dispatch.lists);
  for (const Shape& shape : dispatch.shapes) {
    Sexp item = Sexp::List("shape");
    for (const Line& line : shape.lines) item.Add(LineSexp(program, line));
    sexp.Add(std::move(item));
  }
  return sexp;
}

Sexp BlockSexp(const Program& program, const Block& block) {
  Sexp sexp = Sexp::List("block").Add(Sexp::Number(block.block)).Add(Sexp::Word(NameOf(block.kind)));
  sexp.Add(Tagged("site", block.site));
  AddExpr(sexp, "guard", program, block.guard);
  for (const Line& line : block.lines) sexp.Add(LineSexp(program, line));
  if (block.dispatch.exists()) sexp.Add(DispatchSexp(program, block.dispatch));
  return sexp;
}

struct FunctionKindSexp {
  const Program& program;

  Sexp operator()(const BlocksFunction& function) const {
    Sexp sexp = Sexp::List("blocks");
    for (const Block& block : function.blocks) sexp.Add(BlockSexp(program, block));
    return sexp;
  }
  Sexp operator()(const ObligationFunction& function) const {
    Sexp sexp = Sexp::List("obligation").Add(Tagged("site", function.site));
    AddExpr(sexp, "when", program, function.when);
    for (const ExprId argument : function.arguments) sexp.Add(ExprSexp(program, argument));
    return sexp;
  }
  Sexp operator()(const ConditionFunction& function) const {
    return Sexp::List("condition").Add(Tagged("site", function.site)).Add(ExprSexp(program, function.condition));
  }
  Sexp operator()(const CheckFunction& function) const {
    Sexp sexp = Sexp::List("check").Add(Tagged("site", function.site));
    for (const ExprId reached : function.reached) sexp.Add(ExprSexp(program, reached));
    return sexp;
  }
};

}  // namespace

std::string Print(const Program& program) {
  Sexp sexp = Sexp::List("program");
  for (const Constant& constant : program.constants) sexp.Add(ConstantSexp(constant));
  for (const Table& table : program.tables) sexp.Add(TableSexp(table));
  for (const Action& action : program.actions) {
    Sexp item = Sexp::List("action").Add(Tagged("scratch", action.scratch_size));
    for (const Cell& cell : action.cells) item.Add(CellSexp(program, cell));
    sexp.Add(std::move(item));
  }
  for (const Function& function : program.functions) {
    Sexp item = Sexp::List("function").Add(Tagged("action", function.action));
    sexp.Add(std::move(item.Add(std::visit(FunctionKindSexp{program}, function.kind))));
  }
  return Print(sexp);
}

std::string Print(const Program& program, ExprId expr) {
  std::string text = Print(ExprSexp(program, expr));
  text.pop_back();
  return text;
}

}  // namespace bpol::core
