#include "tests/unit/runtime/values/vectors.h"

#include <gtest/gtest.h>

#include <charconv>
#include <fstream>

#include "runtime/base/bytes.h"

namespace bpol::values {
namespace {

constexpr std::size_t kMinRows = 100;

std::string Unescape(std::string_view cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] != '\\') {
      text += cell[i];
      continue;
    }
    const auto byte = FromHex(cell.substr(i + 2, 2));
    if (cell[i + 1] != 'x' || !byte) ADD_FAILURE() << "not an escape: " << cell;
    text += byte ? static_cast<char>(byte->front()) : '?';
    i += 3;
  }
  return text;
}

std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.push_back(Unescape(line.substr(0, tab)));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

void CheckOutcome(const Row& row, Fault fault, std::int64_t out) {
  const std::size_t last = row.size() - 1;
  EXPECT_EQ(FaultCode(fault), FaultCode(row.ExpectedFault(last)));
  EXPECT_EQ(out, row.Refused(last) ? kUntouched : row.Int(last));
}

}  // namespace

std::int64_t Row::Int(std::size_t index) const {
  const std::string& cell = cells_.at(index);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  EXPECT_TRUE(error == std::errc{} && end == cell.data() + cell.size()) << "not a number: " << cell;
  return value;
}

Fault Row::ExpectedFault(std::size_t index) const {
  if (!Refused(index)) return Fault::None;
  const auto fault = FaultFromCode(std::string_view(cells_.at(index)).substr(1));
  EXPECT_TRUE(fault.has_value()) << "not a fault: " << cells_.at(index);
  return fault.value_or(Fault::None);
}

void ForEachRow(std::string_view name, const std::function<void(const Row&)>& check) {
  const std::string path =
      std::string(BPOL_SOURCE_DIR) + "/tests/unit/runtime/values/vectors/" + std::string(name) + ".tsv";
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  std::size_t rows = 0;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with('#')) continue;
    ++rows;
    const Row row(std::string(name) + ".tsv:" + std::to_string(number), Cells(line));
    SCOPED_TRACE(row.where() + ": " + line);
    check(row);
  }
  EXPECT_GE(rows, kMinRows) << path;
}

void CheckInts(std::string_view name, UnaryInt function) {
  ForEachRow(name, [function](const Row& row) {
    std::int64_t out = kUntouched;
    const Fault fault = function(row.Int(0), &out);
    CheckOutcome(row, fault, out);
  });
}

void CheckInts(std::string_view name, BinaryInt function) {
  ForEachRow(name, [function](const Row& row) {
    std::int64_t out = kUntouched;
    const Fault fault = function(row.Int(0), row.Int(1), &out);
    CheckOutcome(row, fault, out);
  });
}

void CheckInts(std::string_view name, TernaryInt function) {
  ForEachRow(name, [function](const Row& row) {
    std::int64_t out = kUntouched;
    const Fault fault = function(row.Int(0), row.Int(1), row.Int(2), &out);
    CheckOutcome(row, fault, out);
  });
}

void CheckParse(std::string_view name, ParseToInt parse, std::size_t text, std::size_t number) {
  ForEachRow(name, [=](const Row& row) {
    std::int64_t out = kUntouched;
    EXPECT_EQ(parse(row.Text(text), &out), !row.Refused(number));
    EXPECT_EQ(out, row.Refused(number) ? kUntouched : row.Int(number));
  });
}

void CheckPrint(std::string_view name, PrintFromInt print, ParseToInt parse, std::size_t number, std::size_t text) {
  ForEachRow(name, [=](const Row& row) {
    std::string printed = ">";
    print(row.Int(number), printed);
    EXPECT_EQ(printed, ">" + row.Text(text));
    std::int64_t back = kUntouched;
    EXPECT_TRUE(parse(std::string_view(printed).substr(1), &back));
    EXPECT_EQ(back, row.Int(number));
  });
}

void CheckPredicate(std::string_view name, Predicate predicate, std::size_t valid) {
  ForEachRow(name, [=](const Row& row) { EXPECT_EQ(predicate(row.Text(0)), row.Int(valid) == 1); });
}

}  // namespace bpol::values
