#include "compiler/check/table_rows.h"

#include "compiler/check/advice.h"
#include "compiler/check/expr_checker.h"
#include "compiler/check/table_key.h"

namespace bpol::check {

using decision::Value;

namespace {

std::optional<Value> CellValue(Session& session, ExprChecker& checker, const syntax::Cell& cell, TypeRef wanted) {
  if (cell.kind != syntax::CellKind::Value) {
    session.report.Add(Code::TableRow, cell.span, "a " + Quote(session.types.Name(wanted)) + " is needed here",
                       HowToWrite(session, wanted));
    return std::nullopt;
  }
  const Typed value = checker.Check(cell.value, wanted);
  if (value.error()) return std::nullopt;
  if (!session.types.Fits(value.type, wanted)) {
    session.report.Add(
        Code::TableRow, cell.span,
        Quote(session.types.Name(value.type)) + " where " + Quote(session.types.Name(wanted)) + " is needed",
        HowToWrite(session, wanted));
    return std::nullopt;
  }
  return checker.Constant(value, cell.span);
}

}  // namespace

std::optional<Value> ReadRows(Session& session, symbols::ModuleId module, const syntax::File& file,
                              checked::Table& table, const syntax::Rows& rows, Span name) {
  const TypeRef row_type = session.types.ElementOf(table.type);
  if (!session.types.Is(row_type, TypeKind::Record)) {
    session.report.Add(Code::TableRow, rows.span, "rows for a table that holds " + Quote(session.types.Name(row_type)));
    return std::nullopt;
  }
  std::vector<std::uint32_t> columns;
  for (const syntax::Path& column : rows.columns) {
    columns.push_back(ColumnField(session, row_type, column.Dotted(), column.span, ""));
    if (columns.back() == kNone) return std::nullopt;
  }
  if (!AllColumns(session, row_type, columns, name)) return std::nullopt;
  std::vector<TableRow> made;
  bool failed = false;
  Scope scope{.module = module, .file = &file};
  ExprChecker checker(session, scope);
  for (const syntax::Row& row : rows.rows) {
    made.push_back({NewRow(session, row_type), row.span, ""});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const schema::Field& field = session.RecordOf(row_type).fields[columns[i]];
      const TypeRef wanted{field.type, field.presence_bit != kNone};
      if (row.cells[i].kind == syntax::CellKind::Empty && wanted.optional) continue;
      const std::optional<Value> value = CellValue(session, checker, row.cells[i], wanted);
      failed = failed || !value;
      if (value) made.back().values[columns[i]] = *value;
    }
  }
  if (failed || !FindKey(session, table, columns, made, name)) return std::nullopt;
  return KeepRows(session, made);
}

}  // namespace bpol::check
