// Tables from data files.
#include <algorithm>

#include "compiler/check/advice.h"
#include "compiler/check/csv.h"
#include "compiler/check/literal.h"
#include "compiler/check/table_key.h"
#include "compiler/check/table_rows.h"
#include "runtime/decision/value.h"

namespace bpol::check {

using decision::Value;

namespace {

// Places in data files are told in the message; spans are of policies.
std::string Where(const syntax::Text& path, const CsvField& field) {
  return path.value + ":" + std::to_string(field.line) + ":" + std::to_string(field.column);
}

std::optional<Value> ReadField(Session& session, const syntax::Text& path, const CsvField& field, TypeRef type) {
  const std::optional<Value> value = ReadText(session, type, field.text);
  if (!value) {
    session.report.Add(
        Code::TableRow, path.span,
        Where(path, field) + ": " + Quote(field.text) + " is not " + WithArticle(session.types.Name(type)),
        HowToWrite(session, type));
  }
  return value;
}

std::optional<Value> ReadSetFile(Session& session, checked::Table& table, const syntax::Text& path, const Csv& csv) {
  std::vector<Value> elements;
  for (const std::vector<CsvField>& row : csv.rows) {
    if (row.size() != 1) {
      session.report.Add(Code::TableRow, path.span, Where(path, row[0]) + ": a set has one element a line");
      return std::nullopt;
    }
    const std::optional<Value> value = ReadField(session, path, row[0], session.types.ElementOf(table.type));
    if (!value) return std::nullopt;
    elements.push_back(*value);
  }
  std::ranges::sort(elements, [](const Value& a, const Value& b) { return decision::Compare(a, b) < 0; });
  const auto last =
      std::ranges::unique(elements, [](const Value& a, const Value& b) { return decision::Compare(a, b) == 0; });
  elements.erase(last.begin(), last.end());
  const std::span<Value> kept = session.unit.constants->AllocateArray<Value>(elements.size());
  std::ranges::copy(elements, kept.begin());
  return Value::Sequence(kept);
}

std::optional<Value> ReadRowFile(Session& session, checked::Table& table, const syntax::Text& path, const Csv& csv) {
  const TypeRef row_type = session.types.ElementOf(table.type);
  std::vector<std::uint32_t> columns;
  for (const CsvField& heading : csv.rows[0]) {
    columns.push_back(ColumnField(session, row_type, heading.text, path.span, Where(path, heading) + ": "));
    if (columns.back() == kNone) return std::nullopt;
  }
  if (!AllColumns(session, row_type, columns, path.span)) return std::nullopt;
  std::vector<TableRow> made;
  for (std::size_t i = 1; i < csv.rows.size(); ++i) {
    const std::vector<CsvField>& row = csv.rows[i];
    if (row.size() != columns.size()) {
      session.report.Add(Code::TableRow, path.span,
                         Where(path, row[0]) + ": " + std::to_string(row.size()) + " fields; the heading has " +
                             std::to_string(columns.size()));
      return std::nullopt;
    }
    made.push_back({NewRow(session, row_type), {}, Where(path, row[0])});
    for (std::size_t j = 0; j < columns.size(); ++j) {
      const schema::Field& field = session.RecordOf(row_type).fields[columns[j]];
      if (row[j].text.empty() && field.presence_bit != kNone) continue;
      const std::optional<Value> value = ReadField(session, path, row[j], {field.type, false});
      if (!value) return std::nullopt;
      made.back().values[columns[j]] = *value;
    }
  }
  if (!FindKey(session, table, columns, made, path.span)) return std::nullopt;
  return KeepRows(session, made);
}

}  // namespace

std::optional<Value> ReadDataFile(Session& session, checked::Table& table, const syntax::Text& path) {
  const auto content = session.project.data_files.find(path.value);
  if (content == session.project.data_files.end()) {
    session.report.Add(Code::TableFile, path.span, "the project has no file " + Quote(path.value),
                       "paths begin at the folder of bpol.toml");
    return std::nullopt;
  }
  const Csv csv = ReadCsv(content->second);
  if (!csv.mistake.empty()) {
    session.report.Add(Code::TableRow, path.span, path.value + ", " + csv.mistake);
    return std::nullopt;
  }
  if (session.types.Is(table.type, TypeKind::Set)) return ReadSetFile(session, table, path, csv);
  if (csv.rows.empty()) {
    session.report.Add(Code::TableRow, path.span, path.value + " has no heading");
    return std::nullopt;
  }
  return ReadRowFile(session, table, path, csv);
}

}  // namespace bpol::check
