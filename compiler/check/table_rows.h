// The rows of a table, from the policy or from a data file, and the columns by which they are found.
#pragma once

#include <optional>

#include "compiler/check/session.h"

namespace bpol::check {

// Rows written in the policy. Sets the table's keys: the fewest leading columns that tell all rows apart. `name` is
// where the table is declared. Nothing, with messages, when a cell does not fit.
std::optional<decision::Value> ReadRows(Session& session, symbols::ModuleId module, const syntax::File& file,
                                        checked::Table& table, const syntax::Rows& rows, Span name);

// A data file: of a set one element a line, of rows a heading and a row a line.
std::optional<decision::Value> ReadDataFile(Session& session, checked::Table& table, const syntax::Text& path);

}  // namespace bpol::check
