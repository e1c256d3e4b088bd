#include "compiler/check/csv.h"

namespace bpol::check {

namespace {

class CsvReader {
 public:
  explicit CsvReader(std::string_view content) : content_(content) {}

  Csv Read() {
    while (at_ < content_.size() && csv_.mistake.empty()) ReadRow();
    return std::move(csv_);
  }

 private:
  bool Ends() const { return at_ >= content_.size(); }
  char Peek() const { return content_[at_]; }
  std::uint32_t Column() const { return static_cast<std::uint32_t>(at_ - line_start_) + 1; }

  void NextLine() {
    ++line_;
    line_start_ = at_;
  }

  // Behind a line break, if one stands here.
  bool TakeLineBreak() {
    if (!Ends() && Peek() == '\r' && content_.substr(at_, 2) == "\r\n") ++at_;
    if (Ends() || Peek() != '\n') return false;
    ++at_;
    NextLine();
    return true;
  }

  void ReadRow() {
    if (TakeLineBreak()) return;
    if (Peek() == '#') {
      while (!Ends() && Peek() != '\n') ++at_;
      return;
    }
    std::vector<CsvField> row;
    while (csv_.mistake.empty()) {
      row.push_back(ReadField());
      if (!Ends() && Peek() == ',') {
        ++at_;
        continue;
      }
      break;
    }
    if (csv_.mistake.empty() && !Ends() && !TakeLineBreak()) Fail("a character behind a closing quote");
    csv_.rows.push_back(std::move(row));
  }

  CsvField ReadField() {
    CsvField field{.text = {}, .line = line_, .column = Column()};
    if (Ends() || Peek() != '"') {
      while (!Ends() && Peek() != ',' && Peek() != '\n' && content_.substr(at_, 2) != "\r\n")
        field.text += content_[at_++];
      return field;
    }
    ++at_;
    while (true) {
      if (Ends()) {
        Fail("a quote that is never closed");
        return field;
      }
      const char c = content_[at_++];
      if (c == '\n') NextLine();
      if (c != '"') {
        field.text += c;
      } else if (!Ends() && Peek() == '"') {
        field.text += content_[at_++];
      } else {
        return field;
      }
    }
  }

  void Fail(std::string what) {
    csv_.mistake = "line " + std::to_string(line_) + ", column " + std::to_string(Column()) + ": " + what;
  }

  std::string_view content_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  std::uint32_t line_ = 1;
  Csv csv_;
};

}  // namespace

Csv ReadCsv(std::string_view content) {
  return CsvReader(content).Read();
}

}  // namespace bpol::check
