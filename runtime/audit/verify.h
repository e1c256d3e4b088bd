// Reads a record file from its first byte to its last and says whether anybody touched it, and where.
// Independent of the writer: it needs nothing but the bytes. Memory is bounded whatever the file holds.
//
// What a chain by itself cannot show, and what every report therefore says: that records were cut off the end, that the
// whole file was put back to an earlier state, or that someone who can compute SHA-256 wrote another history from some
// record on to the end. Those need a checkpoint that left the machine before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/audit/record.h"
#include "runtime/base/result.h"

namespace bpol::audit {

enum class FindingKind {
  Edited,         // the line is no record, or does not have the hash it states, or was re-hashed
  Dropped,        // numbers are missing
  Inserted,       // a line more than there are numbers
  Duplicated,     // the same record a second time
  Reordered,      // a record stands behind one with a higher number
  Spliced,        // a record of another origin
  ClockBackStep,  // time runs backwards: an event of the machine, not of the file
  TornTail,       // the last write was cut short: a crash, not tampering; repaired at the next start
};
std::string_view Name(FindingKind kind);
bool IsTampering(FindingKind kind);

struct Finding {
  FindingKind kind;
  std::uint64_t record;  // the number it concerns: as stated where that can be believed, else as expected at this place
  std::uint64_t line;    // of the file, from 1
  std::string text;      // one line for a person
};

struct Report {
  std::uint64_t lines = 0;
  std::uint64_t decisions = 0;
  std::uint64_t outcomes = 0;
  std::uint64_t starts = 0;
  std::uint64_t loss_records = 0;
  std::uint64_t last_seq = 0;
  std::string origin;
  std::string first_time;
  std::string last_time;
  std::string last_hash;  // hexadecimal; what a checkpoint would pin
  std::vector<Finding> findings;
  std::uint64_t findings_left_out = 0;
  std::uint64_t tampered = 0;  // findings that are tampering, also those left out
  // Decisions whose outcome is not in the file: their process stopped in between, or they are still under way.
  std::uint64_t outcome_unknown = 0;
  std::vector<std::uint64_t> outcome_unknown_records;  // the first of them
  bool outcomes_all_followed = true;                   // false: more were open at once than are kept in memory

  bool intact() const { return tampered == 0; }
};

// Takes the bytes of a file in pieces of any size.
class Verifier {
 public:
  void Feed(std::string_view bytes);
  // Call once, after the last Feed.
  Report Finish();

 private:
  struct Gap {  // numbers that were jumped over and may still come
    std::uint64_t first;
    std::uint64_t last;
    std::uint64_t line;
  };
  struct BadLines {  // lines since the last good record that are none
    std::uint64_t count = 0;
    std::uint64_t line = 0;
    std::string why;
  };
  struct Seen {
    std::uint64_t seq = 0;
    Hash hash{};
  };

  void Line(std::string_view line);
  void Bad(std::string why);
  void Good(const ReadRecord& record);
  void Foreign(const ReadRecord& record);
  void Ahead(const ReadRecord& record);
  void Behind(const ReadRecord& record);
  void Next(const ReadRecord& record);
  void SettleBadLines(std::uint64_t seq);
  void CheckTime(const ReadRecord& record);
  void Follow(const ReadRecord& record);
  void Rest(std::string_view rest);
  bool LooksTorn(std::string_view rest);
  bool FillGap(std::uint64_t seq);
  void Add(FindingKind kind, std::uint64_t record, std::uint64_t line, std::string text);

  Report report_;
  Sha256 sha256_;
  std::string pending_;    // the start of a line whose end has not come yet
  bool overlong_ = false;  // the rest of a line too long to be a record is being skipped
  std::uint64_t expected_ = 1;
  std::optional<Hash> previous_ = Hash{};  // absent after lines that could not be read
  BadLines bad_;
  std::vector<Gap> gaps_;
  std::vector<Seen> recent_;  // ring of the last records by number, to tell copies from forgeries
  std::unordered_map<std::string, std::uint64_t> open_;  // decisions without an outcome: payload id -> number
};

// Error: the file cannot be read. Tampering is not an error; it is in the report.
Result<Report> Verify(const std::string& path);

// The report as text for a terminal or a file, several lines, the verdict first.
std::string Render(const Report& report);

}  // namespace bpol::audit
