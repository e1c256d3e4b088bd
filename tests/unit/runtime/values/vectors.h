// Reads vectors/<name>.tsv, which make_vectors.py computed without our code.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/values/fault.h"

namespace bpol::values {

// One row; a cell is asked for by its place. A row that does not read as asked fails the test that reads it.
class Row {
 public:
  Row(std::string where, std::vector<std::string> cells) : where_(std::move(where)), cells_(std::move(cells)) {}

  const std::string& Text(std::size_t index) const { return cells_.at(index); }
  std::int64_t Int(std::size_t index) const;
  // `!` alone or with a fault's code: the helper is expected to refuse.
  bool Refused(std::size_t index) const { return cells_.at(index).starts_with('!'); }
  // The fault of a `!code` cell; None for a cell with a value.
  Fault ExpectedFault(std::size_t index) const;
  const std::string& where() const { return where_; }
  std::size_t size() const { return cells_.size(); }

 private:
  std::string where_;
  std::vector<std::string> cells_;
};

// Calls `check` for every row, with the row in the trace. Fails on a missing file and on fewer than 100 rows.
void ForEachRow(std::string_view name, const std::function<void(const Row&)>& check);

// What a refusing helper must leave in *out.
inline constexpr std::int64_t kUntouched = 0x5eed'5eed;

using UnaryInt = Fault (*)(std::int64_t, std::int64_t*) noexcept;
using BinaryInt = Fault (*)(std::int64_t, std::int64_t, std::int64_t*) noexcept;
using TernaryInt = Fault (*)(std::int64_t, std::int64_t, std::int64_t, std::int64_t*) noexcept;
// Operands in the first columns, a value or `!fault` in the last.
void CheckInts(std::string_view name, UnaryInt function);
void CheckInts(std::string_view name, BinaryInt function);
void CheckInts(std::string_view name, TernaryInt function);

using ParseToInt = bool (*)(std::string_view, std::int64_t*) noexcept;
using PrintFromInt = void (*)(std::int64_t, std::string&) noexcept;
// Text in column `text`, the number in column `number`; a `!` there is a refusal.
void CheckParse(std::string_view name, ParseToInt parse, std::size_t text = 0, std::size_t number = 1);
// Also that printing appends, and that `parse` reads the printed form back.
void CheckPrint(std::string_view name, PrintFromInt print, ParseToInt parse, std::size_t number = 0,
                std::size_t text = 1);

using Predicate = bool (*)(std::string_view) noexcept;
// Text in the first column, 0 or 1 in column `valid`.
void CheckPredicate(std::string_view name, Predicate predicate, std::size_t valid = 1);

}  // namespace bpol::values
