// Csv: data files of tables, RFC 4180: fields between commas, quoted where they hold commas, quotes or line breaks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bpol::check {

struct CsvField {
  std::string text;
  std::uint32_t line = 1;    // where it begins, from 1
  std::uint32_t column = 1;  // in bytes, from 1
};

struct Csv {
  std::vector<std::vector<CsvField>> rows;  // without empty lines
  std::string mistake;                      // empty where all could be read; names line and column
};

// Lines end in LF or CRLF. A line that begins with `#` is a comment.
Csv ReadCsv(std::string_view content);

}  // namespace bpol::check
