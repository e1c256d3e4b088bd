// The columns of a test table that ask what becomes of a record: `on`, `by`, `FACT.becomes` and `reason`.
#pragma once

#include <optional>
#include <vector>

#include "compiler/check/test_move.h"

namespace bpol::check {

class MoveColumns {
 public:
  // What is passed outlives this.
  MoveColumns(Session& session, symbols::ModuleId module, const syntax::File& file, const syntax::Rows& rows);

  // Whether something happens in this table, or is asked of a record; else it is about decisions.
  bool any() const { return event_ || actor_ || becomes_; }
  bool Has(std::size_t column) const;
  // Whether the heading has all it needs; else with messages.
  bool CheckHeading();

  // Nothing, with messages, where a cell is wrong, or says too little.
  std::optional<checked::TestMove> Read(const syntax::Row& row, const Fixture& fixture);

 private:
  bool NamesRecord(const syntax::Path& column) const;
  std::optional<syntax::Name> NameIn(const syntax::Row& row, std::optional<std::size_t> column, const char* what);
  std::optional<syntax::Text> ReasonIn(const syntax::Row& row);
  void Refuse(Span span, std::string message, Advice help);

  Session& session_;
  const symbols::ModuleId module_;
  const syntax::File& file_;
  const std::vector<syntax::Path>& columns_;
  std::optional<std::size_t> event_, actor_, becomes_, reason_;
  bool good_ = true;  // of the row that is read
};

}  // namespace bpol::check
