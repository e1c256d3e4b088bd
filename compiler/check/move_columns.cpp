#include "compiler/check/move_columns.h"

namespace bpol::check {

MoveColumns::MoveColumns(Session& session, symbols::ModuleId module, const syntax::File& file, const syntax::Rows& rows)
    : session_(session), module_(module), file_(file), columns_(rows.columns) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string name = columns_[i].Dotted();
    if (name == "on") event_ = i;
    if (name == "by") actor_ = i;
    if (name == "reason") reason_ = i;
    if (NamesRecord(columns_[i])) becomes_ = i;
  }
}

// `consent.becomes`, where `consent` is a fact.
bool MoveColumns::NamesRecord(const syntax::Path& column) const {
  if (column.parts.size() != 2 || column.parts[1].text != "becomes") return false;
  const symbols::SymbolId symbol = session_.module.Find(module_, symbols::Space::Value, column.parts[0].text);
  return symbol.valid() && session_.module.symbol(symbol).kind == symbols::SymbolKind::Fact;
}

bool MoveColumns::Has(std::size_t column) const {
  return any() && (event_ == column || actor_ == column || becomes_ == column || reason_ == column);
}

bool MoveColumns::CheckHeading() {
  if (event_ && becomes_) return true;
  const syntax::Path& column = columns_[becomes_ ? *becomes_ : event_ ? *event_ : *actor_];
  if (becomes_) {
    Refuse(column.span, "nothing happens here that " + Quote(column.parts[0].text) + " could change by",
           "say what happens in a column `on`, and by whom in a column `by`");
  } else {
    Refuse(column.span, "nothing is asked of what happens here",
           "say what becomes of a fact in a column with its name: `consent.becomes`");
  }
  return false;
}

std::optional<checked::TestMove> MoveColumns::Read(const syntax::Row& row, const Fixture& fixture) {
  good_ = true;
  const std::optional<syntax::Name> event = NameIn(row, event_, "an event");
  const syntax::Happening happening{event.value_or(syntax::Name{}), NameIn(row, actor_, "whoever causes it"), row.span};
  const syntax::Name& fact = columns_[*becomes_].parts[0];
  const syntax::MoveExpectation expected{fact, NameIn(row, becomes_, "a state"), ReasonIn(row)};
  if (!good_) return std::nullopt;
  if (!event) {
    Refuse(row.span, "nothing happens in this row", "name an event under `on`");
  } else if (expected.becomes.has_value() == expected.reason.has_value()) {
    Refuse(
        row.span,
        expected.becomes ? "what becomes something else has no reason to stay as it is" : "this row asks for nothing",
        "give it a state under " + Quote(columns_[*becomes_].Dotted()) +
            ", or the reason why it stays as it is under `reason`");
  } else {
    return ReadMove(session_, module_, happening, expected, fixture);
  }
  return std::nullopt;
}

// Nothing where the cell is empty.
std::optional<syntax::Name> MoveColumns::NameIn(const syntax::Row& row, std::optional<std::size_t> column,
                                                const char* what) {
  if (!column || row.cells[*column].kind == syntax::CellKind::Empty) return std::nullopt;
  const syntax::Cell& cell = row.cells[*column];
  const bool value = cell.kind == syntax::CellKind::Value;
  if (const auto* name = value ? std::get_if<syntax::NameExpr>(&file_.expr(cell.value).node) : nullptr)
    return name->name;
  Refuse(cell.span, std::string(what) + " stands under " + Quote(columns_[*column].Dotted()) + " by its name", {});
  good_ = false;
  return std::nullopt;
}

std::optional<syntax::Text> MoveColumns::ReasonIn(const syntax::Row& row) {
  if (!reason_ || row.cells[*reason_].kind == syntax::CellKind::Empty) return std::nullopt;
  const syntax::Cell& cell = row.cells[*reason_];
  const bool value = cell.kind == syntax::CellKind::Value;
  const auto* literal = value ? std::get_if<syntax::Literal>(&file_.expr(cell.value).node) : nullptr;
  if (literal != nullptr && literal->kind == syntax::LiteralKind::String) return syntax::Text{literal->text, cell.span};
  session_.report.Add(Code::UnknownTestColumn, cell.span, "a reason stands in quotes");
  good_ = false;
  return std::nullopt;
}

void MoveColumns::Refuse(Span span, std::string message, Advice help) {
  session_.report.Add(Code::TestOfLifecycle, span, std::move(message), std::move(help));
}

}  // namespace bpol::check
