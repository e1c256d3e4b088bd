// The rows of a table while they are read, and the columns by which they are found.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "compiler/check/session.h"

namespace bpol::check {

struct TableRow {
  std::span<decision::Value> values;  // one a field of the row record
  Span span;                          // of the row, where it stands in a policy
  std::string where;                  // of the row, where it stands in a data file: `data/rates.csv:3:1`
};

// All absent.
std::span<decision::Value> NewRow(Session& session, TypeRef row);

// The field that a heading names; kNone, with a message that begins with `where`, when there is none.
std::uint32_t ColumnField(Session& session, TypeRef row, const std::string& name, Span span, const std::string& where);
// Every field that must be there has a column; else a message.
bool AllColumns(Session& session, TypeRef row, const std::vector<std::uint32_t>& columns, Span span);

// Sets the table's key: of a tree its nodes (tree.h), else the fewest leading columns by which no two rows are the
// same, and whether enum keys cover every combination; false, with a message at the row or at `fallback`, when two rows
// say the same.
bool FindKey(Session& session, checked::Table& table, const std::vector<std::uint32_t>& columns,
             const std::vector<TableRow>& rows, Span fallback);

// The rows as one constant.
decision::Value KeepRows(Session& session, const std::vector<TableRow>& rows);

}  // namespace bpol::check
