// Small record files for the tests of this folder, made with the same functions as the real ones.
#pragma once

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "runtime/audit/record.h"
#include "runtime/audit/timestamp.h"
#include "runtime/audit/verify.h"

namespace bpol::audit {

inline Clock::time_point At(int second) {
  return Clock::time_point(std::chrono::seconds(1'795'168'800 + second));  // from 2026-11-20T10:00:00Z on
}

// Lines with their ends, one per record: record 1 is a start, then decisions and outcomes in turn.
inline std::vector<std::string> MakeLines(int count, const std::string& origin = "node-1/main", int first_second = 0) {
  Sha256 sha256;
  std::vector<std::string> lines;
  Hash hash{};
  for (int i = 1; i <= count; ++i) {
    const std::string id = std::to_string(i / 2);
    const Kind kind = i == 1 ? Kind::Start : i % 2 == 0 ? Kind::Decision : Kind::Outcome;
    const std::string payload = i == 1 ? R"({"event":"created"})" : R"({"id":")" + id + R"(","effect":"permit"})";
    const std::string time = FormatTimestamp(At(first_second + i));
    std::string line;
    hash = AppendRecord(line, {static_cast<std::uint64_t>(i), time, origin, hash, kind, payload}, sha256);
    lines.push_back(line);
  }
  return lines;
}

// The line of a record with this number and predecessor, with a hash that fits.
inline std::string Forge(std::uint64_t seq, const Hash& prev, const std::string& payload, int second) {
  Sha256 sha256;
  std::string line;
  AppendRecord(line, {seq, FormatTimestamp(At(second)), "node-1/main", prev, Kind::Decision, payload}, sha256);
  return line;
}

inline ReadRecord Parse(const std::string& line) {
  Sha256 sha256;
  return ParseRecord(std::string_view(line).substr(0, line.size() - 1), sha256).value();
}

inline std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

inline Report VerifyText(std::string_view text, std::size_t piece = 7) {
  Verifier verifier;
  for (std::size_t at = 0; at < text.size(); at += piece) verifier.Feed(text.substr(at, piece));
  return verifier.Finish();
}

// A folder of its own that goes away with the test.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    char name[] = "/tmp/bpol-audit-XXXXXX";
    path_ = ::mkdtemp(name);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace bpol::audit
