#include "compiler/check/table_key.h"

#include <algorithm>

#include "compiler/check/tree.h"
#include "runtime/decision/value.h"

namespace bpol::check {

using decision::Value;

namespace {

int CompareKeys(const Value& left, const Value& right) {
  // Amounts have no order between currencies; for telling rows apart any order will do.
  if (left.kind == Value::Kind::Money && right.kind == Value::Kind::Money) {
    if (left.money.currency != right.money.currency) return left.money.currency < right.money.currency ? -1 : 1;
    return left.money.minor < right.money.minor ? -1 : left.money.minor > right.money.minor;
  }
  if (left.kind != right.kind || !left.present()) return static_cast<int>(left.kind) - static_cast<int>(right.kind);
  if (left.kind == Value::Kind::Sequence || left.kind == Value::Kind::Record) return 0;
  return decision::Compare(left, right);
}

// Finds the key: the fewest leading columns by which no two rows are the same.
class KeyFinder {
 public:
  KeyFinder(Session& session, checked::Table& table, std::vector<std::uint32_t> columns,
            const std::vector<TableRow>& rows)
      : session_(session), table_(table), columns_(columns), rows_(rows) {}

  bool Find(Span fallback) {
    const TableRow* same = nullptr;
    for (std::size_t count = 1; count <= columns_.size(); ++count) {
      keys_.assign(columns_.begin(), columns_.begin() + static_cast<std::ptrdiff_t>(count));
      same = FirstTwice();
      if (same == nullptr) break;
    }
    if (same != nullptr) {
      session_.report.Add(Code::TableRowTwice, same->span.valid() ? same->span : fallback,
                          same->where.empty() ? "a row that says the same stands above"
                                              : same->where + ": a row that says the same stands above",
                          "remove one of the two rows");
      return false;
    }
    table_.keys = keys_;
    table_.total = IsTotal();
    return true;
  }

 private:
  bool Less(const TableRow* left, const TableRow* right) const {
    for (const std::uint32_t key : keys_) {
      const int order = CompareKeys(left->values[key], right->values[key]);
      if (order != 0) return order < 0;
    }
    return false;
  }

  // The later of two rows with the same key.
  const TableRow* FirstTwice() const {
    std::vector<const TableRow*> sorted;
    for (const TableRow& row : rows_) sorted.push_back(&row);
    std::ranges::stable_sort(sorted, [&](const TableRow* left, const TableRow* right) { return Less(left, right); });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if (!Less(sorted[i - 1], sorted[i])) return sorted[i];
    }
    return nullptr;
  }

  // Every combination of members has its row.
  bool IsTotal() const {
    std::size_t combinations = 1;
    const TypeRef row = session_.types.ElementOf(table_.type);
    for (const std::uint32_t key : keys_) {
      const TypeRef type{session_.RecordOf(row).fields[key].type, false};
      if (!session_.types.Is(type, TypeKind::Enum)) return false;
      combinations *= session_.EnumOf(type).members.size();
      if (combinations > rows_.size()) return false;
    }
    return combinations == rows_.size();
  }

  Session& session_;
  checked::Table& table_;
  std::vector<std::uint32_t> columns_;
  const std::vector<TableRow>& rows_;
  std::vector<std::uint32_t> keys_;
};

}  // namespace

std::span<decision::Value> NewRow(Session& session, TypeRef row) {
  return session.unit.constants->AllocateArray<decision::Value>(session.RecordOf(row).fields.size());
}

bool FindKey(Session& session, checked::Table& table, const std::vector<std::uint32_t>& columns,
             const std::vector<TableRow>& rows, Span fallback) {
  if (IsTree(session, table)) return GrowTree(session, table, rows, fallback);
  return KeyFinder(session, table, columns, rows).Find(fallback);
}

decision::Value KeepRows(Session& session, const std::vector<TableRow>& rows) {
  const std::span<Value> values = session.unit.constants->AllocateArray<Value>(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) values[i] = Value::Record(rows[i].values);
  return Value::Sequence(values);
}

std::uint32_t ColumnField(Session& session, TypeRef row, const std::string& name, Span span, const std::string& where) {
  const schema::Record& record = session.RecordOf(row);
  const auto columns = std::span(record.fields).first(IsTreeRow(record) ? kTreeColumns : record.fields.size());
  const auto found = std::ranges::find(columns, name, &schema::Field::name);
  if (found != columns.end()) return static_cast<std::uint32_t>(found - columns.begin());
  if (session.report.MayBeLost(name)) return kNone;
  session.report.Add(Code::TableRow, span, where + Quote(record.name) + " has no field " + Quote(name),
                     IsTreeRow(record) ? "the heading of a tree is `child` and `parent`"
                                       : "the heading names the fields of the record");
  return kNone;
}

bool AllColumns(Session& session, TypeRef row, const std::vector<std::uint32_t>& columns, Span span) {
  const schema::Record& record = session.RecordOf(row);
  std::vector<std::string> missing;
  for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
    const bool needed = IsTreeRow(record) ? i < kTreeColumns : record.fields[i].presence_bit == kNone;
    if (needed && std::ranges::find(columns, i) == columns.end()) missing.push_back(record.fields[i].name);
  }
  if (missing.empty()) return true;
  session.report.Add(Code::TableRow, span, "no column for " + QuoteAll(missing),
                     "add it to the heading and to each row");
  return false;
}

}  // namespace bpol::check
