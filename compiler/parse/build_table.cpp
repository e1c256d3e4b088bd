// Rows between bars. Line breaks mean nothing to the grammar, but a bar that begins a line begins a row.
#include <algorithm>

#include "compiler/parse/builder.h"

namespace bpol::parse {

using syntax::Cell;
using syntax::CellKind;

Cell Builder::CellOf(Grammar::CellContext* tree) {
  // The heading `review.approved` begins like an effect.
  if (tree->word() != nullptr) {
    const Span span = SpanOf(tree->effect());
    const syntax::ExprId review = Add(span, syntax::NameExpr{{std::string(file_.Text(span)), span}});
    return {CellKind::Value, Add(SpanOf(tree), syntax::Member{review, NameOf(tree->word())}),
            syntax::LineEffect::Permit, SpanOf(tree)};
  }
  if (tree->effect() != nullptr) return {CellKind::Effect, {}, EffectOf(tree->effect()), SpanOf(tree)};
  return {CellKind::Value, Expression(tree->expr()), syntax::LineEffect::Permit, SpanOf(tree)};
}

syntax::Rows Builder::RowsOf(Grammar::RowsContext* tree) {
  std::vector<syntax::Row> rows;
  bool cell_is_open = false;  // a bar stands before, and no cell behind it yet
  for (antlr4::tree::ParseTree* child : tree->children) {
    if (auto* cell = dynamic_cast<Grammar::CellContext*>(child)) {
      rows.back().cells.push_back(CellOf(cell));
      rows.back().span = Join(rows.back().span, rows.back().cells.back().span);
      cell_is_open = false;
      continue;
    }
    auto* bar = dynamic_cast<Terminal*>(child);
    const Span span = SpanOf(bar);
    if (rows.empty() || LexemeOf(bar->getSymbol()).first_on_line) {
      rows.push_back({{}, span});
    } else if (cell_is_open) {
      rows.back().cells.push_back({CellKind::Empty, {}, syntax::LineEffect::Permit, span});
    }
    rows.back().span = Join(rows.back().span, span);
    cell_is_open = true;
  }
  syntax::Rows table{ColumnsOf(rows.front()), {}, SpanOf(tree)};
  // Where the heading is wrong, every row below it looks wrong in the same way: the first one is told of.
  const bool heading = rows.size() > 2 && std::all_of(rows.begin() + 1, rows.end(), [&](const auto& row) {
                         return row.cells.size() == rows[1].cells.size();
                       });
  for (std::size_t at = 1; at < rows.size(); ++at) {
    const std::size_t found = rows[at].cells.size();
    if (found != table.columns.size()) {
      if (at == 1 || !heading)
        Report(
            Code::UnevenTable, rows[at].span,
            "a row of " + std::to_string(found) + " cells under a heading of " + std::to_string(table.columns.size()),
            "give each column of the heading one cell; a row is one line", {{rows.front().span, "the heading"}});
      rows[at].cells.resize(table.columns.size(), {CellKind::Empty, {}, syntax::LineEffect::Permit, rows[at].span});
    }
    table.rows.push_back(std::move(rows[at]));
  }
  return table;
}

std::optional<syntax::Path> Builder::ColumnOf(syntax::ExprId expr) const {
  const syntax::Expr& node = out_.expr(expr);
  if (const auto* name = std::get_if<syntax::NameExpr>(&node.node)) return syntax::Path{{name->name}, node.span};
  const auto* member = std::get_if<syntax::Member>(&node.node);
  if (member == nullptr) return std::nullopt;
  std::optional<syntax::Path> path = ColumnOf(member->object);
  if (!path) return std::nullopt;
  path->parts.push_back(member->name);
  path->span = node.span;
  return path;
}

// body.items[0].amount
bool Builder::LeadsIntoList(syntax::ExprId expr) const {
  const syntax::Expr& node = out_.expr(expr);
  if (const auto* member = std::get_if<syntax::Member>(&node.node)) return LeadsIntoList(member->object);
  return std::holds_alternative<syntax::Index>(node.node);
}

std::vector<syntax::Path> Builder::ColumnsOf(const syntax::Row& heading) {
  std::vector<syntax::Path> columns;
  for (const Cell& cell : heading.cells) {
    std::optional<syntax::Path> column = cell.kind == CellKind::Value ? ColumnOf(cell.value) : std::nullopt;
    if (!column) {
      const bool into_list = cell.kind == CellKind::Value && LeadsIntoList(cell.value);
      Report(Code::UnexpectedText, cell.span, "a heading that is not a name",
             into_list ? "a column changes a list as a whole" : "the first row names the columns");
      column = syntax::Path{{{"", cell.span}}, cell.span};
    }
    columns.push_back(std::move(*column));
  }
  return columns;
}

}  // namespace bpol::parse
