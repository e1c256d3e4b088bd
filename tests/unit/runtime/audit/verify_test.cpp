#include "runtime/audit/verify.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "record_file.h"
#include "runtime/base/bytes.h"

namespace bpol::audit {
namespace {

std::string Summary(const Report& report) {
  std::string text;
  for (const Finding& finding : report.findings)
    text += std::string(Name(finding.kind)) + " " + std::to_string(finding.record) + "; ";
  return text;
}

void CheckFindings(const std::vector<std::string>& lines, const std::string& expected) {
  const Report report = VerifyText(Join(lines));
  EXPECT_EQ(Summary(report), expected) << Render(report);
}

TEST(Verify, FindsNothingInAnUntouchedFile) {
  const Report report = VerifyText(Join(MakeLines(7)));
  EXPECT_TRUE(report.intact());
  EXPECT_EQ(Summary(report), "");
  EXPECT_EQ(report.last_seq, 7u);
  EXPECT_EQ(report.decisions, 3u);
  EXPECT_EQ(report.outcomes, 3u);
  EXPECT_EQ(report.starts, 1u);
  EXPECT_EQ(report.outcome_unknown, 0u);
  EXPECT_EQ(report.origin, "node-1/main");
  EXPECT_EQ(report.first_time, "2026-11-20T10:00:01.000000Z");
  EXPECT_EQ(report.last_time, "2026-11-20T10:00:07.000000Z");
  EXPECT_EQ(report.last_hash, ToHex(Parse(MakeLines(7)[6]).computed));
  EXPECT_EQ(Render(report).substr(0, 7), "INTACT:");
}

TEST(Verify, DoesNotDependOnHowTheBytesArrive) {
  const std::string text = Join(MakeLines(5));
  for (const std::size_t piece : {1, 2, 100, 100'000}) EXPECT_EQ(VerifyText(text, piece).last_seq, 5u) << piece;
}

// The number of the record that owns the byte at this offset; its end of line belongs to it.
std::uint64_t RecordAt(const std::vector<std::string>& lines, std::size_t offset) {
  std::uint64_t record = 1;
  for (std::size_t end = lines[0].size(); offset >= end; end += lines[record++].size()) continue;
  return record;
}

// Every byte of a small file in turn, by several changes: the first finding names the record that the byte belongs to.
TEST(Verify, NamesTheRecordOfAnyChangedByte) {
  const auto lines = MakeLines(6);
  const std::string text = Join(lines);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto original = static_cast<unsigned char>(text[at]);
    for (const int change : {original ^ 1, original ^ 0x20, original ^ 0x80, int{'\n'}, int{'0'}, int{'"'}, 0}) {
      if (change == original) continue;
      std::string copy = text;
      copy[at] = static_cast<char>(change);
      const Report report = VerifyText(copy, copy.size());
      ASSERT_FALSE(report.intact()) << "byte " << at << " to " << change << "\n" << Render(report);
      ASSERT_EQ(report.findings[0].record, RecordAt(lines, at)) << "byte " << at << "\n" << Render(report);
      ASSERT_NE(report.findings[0].kind, FindingKind::TornTail);
    }
  }
}

TEST(Verify, NamesTheRecordOfAnyRemovedOrAddedByte) {
  const auto lines = MakeLines(4);
  const std::string text = Join(lines);
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const Report removed = VerifyText(std::string(text).erase(at, 1), text.size());
    ASSERT_FALSE(removed.intact()) << at;
    ASSERT_EQ(removed.findings[0].record, RecordAt(lines, at)) << at << Render(removed);
    const Report added = VerifyText(std::string(text).insert(at, 1, 'x'), text.size() + 1);
    ASSERT_FALSE(added.intact()) << at;
    ASSERT_EQ(added.findings[0].record, RecordAt(lines, at)) << at << Render(added);
  }
}

TEST(Verify, NamesADroppedRecord) {
  auto lines = MakeLines(8);
  lines.erase(lines.begin() + 3);
  CheckFindings(lines, "dropped 4; ");
}

TEST(Verify, NamesDroppedRecordsAtTheStart) {
  auto lines = MakeLines(8);
  lines.erase(lines.begin(), lines.begin() + 2);
  const Report report = VerifyText(Join(lines));
  ASSERT_EQ(Summary(report), "dropped 1; ");
  EXPECT_EQ(report.findings[0].text, "records 1 to 2 are missing");
}

TEST(Verify, NamesADuplicatedRecord) {
  auto lines = MakeLines(8);
  lines.insert(lines.begin() + 4, lines[3]);
  CheckFindings(lines, "duplicated 4; ");
  lines = MakeLines(8);
  lines.push_back(lines[1]);
  CheckFindings(lines, "duplicated 2; ");
}

TEST(Verify, NamesAReorderedRecord) {
  auto lines = MakeLines(8);
  std::swap(lines[4], lines[5]);
  CheckFindings(lines, "reordered 5; ");
  lines = MakeLines(8);
  std::rotate(lines.begin() + 2, lines.begin() + 3, lines.begin() + 6);
  CheckFindings(lines, "reordered 3; ");
}

TEST(Verify, NamesAnInsertedLineThatIsNoRecord) {
  auto lines = MakeLines(6);
  lines.insert(lines.begin() + 3, "{\"seq\":4}\n");
  CheckFindings(lines, "inserted 4; ");
}

TEST(Verify, NamesAForgedRecordThatHasAHashOfItsOwn) {
  auto lines = MakeLines(6);
  lines.insert(lines.begin() + 3, Forge(4, Parse(lines[2]).computed, R"({"id":"x"})", 4));
  CheckFindings(lines, "edited 4; inserted 4; ");  // record 5 is chained to the real one
}

TEST(Verify, NamesARewrittenRecordThatWasHashedAnew) {
  auto lines = MakeLines(6);
  lines[3] = Forge(4, Parse(lines[2]).computed, R"({"id":"2","effect":"deny"})", 4);
  CheckFindings(lines, "edited 4; ");
}

TEST(Verify, NamesARewrittenFirstRecord) {
  auto lines = MakeLines(3);
  Hash elsewhere{};
  elsewhere[0] = 1;
  lines = {Forge(1, elsewhere, R"({"id":"x"})", 1)};
  CheckFindings(lines, "edited 1; ");
}

TEST(Verify, NamesASplicedRecord) {
  const auto other = MakeLines(8, "node-2/main");
  auto lines = MakeLines(8);
  lines.insert(lines.begin() + 4, other[4]);
  CheckFindings(lines, "spliced 5; ");
  lines = MakeLines(8);
  lines[4] = other[4];
  CheckFindings(lines, "spliced 5; dropped 5; ");
}

TEST(Verify, ReportsAClockThatStepsBackApart) {
  Sha256 sha256;
  auto lines = MakeLines(3);
  const Hash last = Parse(lines[2]).computed;
  lines.push_back(Forge(4, last, R"({"id":"x"})", 0));
  const Report report = VerifyText(Join(lines));
  EXPECT_EQ(Summary(report), "clock stepped back 4; ");
  EXPECT_TRUE(report.intact());
}

// A crash during the last write: any proper beginning of it, or zeros.
TEST(Verify, ReportsATornTailApartFromTampering) {
  const auto lines = MakeLines(5);
  const std::string whole = Join({lines.begin(), lines.end() - 1});
  const std::string& last = lines.back();
  for (std::size_t size = 1; size < last.size(); ++size) {
    const Report report = VerifyText(whole + last.substr(0, size), 4096);
    ASSERT_EQ(Summary(report), "torn tail 5; ") << size;
    ASSERT_TRUE(report.intact());
  }
  EXPECT_EQ(Summary(VerifyText(whole + std::string(300, '\0'))), "torn tail 5; ");
  // What never follows from a crash: another number, or bytes behind a whole record.
  EXPECT_EQ(Summary(VerifyText(whole + "{\"seq\":9,\"time\":\"2026")), "edited 5; ");
  EXPECT_EQ(Summary(VerifyText(whole + last.substr(0, last.size() - 1) + "x")), "edited 5; ");
}

TEST(Verify, SaysWhatAChainCannotShow) {
  auto lines = MakeLines(6);
  lines.pop_back();
  const Report report = VerifyText(Join(lines));
  EXPECT_TRUE(report.intact());
  const std::string text = Render(report);
  EXPECT_NE(text.find("not excluded: a cut tail, a roll-back to an earlier state, or a fork"), std::string::npos)
      << text;
}

TEST(Verify, CountsDecisionsWithoutOutcome) {
  auto lines = MakeLines(6);  // record 6 is a decision
  const Report report = VerifyText(Join(lines));
  EXPECT_EQ(report.outcome_unknown, 1u);
  EXPECT_EQ(report.outcome_unknown_records, std::vector<std::uint64_t>{6});
  EXPECT_NE(Render(report).find("outcome unknown: 1 decision(s) without an outcome, record 6"), std::string::npos);
}

TEST(Verify, TakesLinesOfAnyLength) {
  auto lines = MakeLines(4);
  lines.insert(lines.begin() + 2, std::string(5'000'000, 'a') + "\n");
  CheckFindings(lines, "inserted 3; ");
  CheckFindings({std::string(5'000'000, 'a')}, "edited 1; ");
  CheckFindings({}, "");
}

TEST(Verify, BoundsTheListOfFindings) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "x\n";
  const Report report = VerifyText(text, 1000);
  EXPECT_LE(report.findings.size(), 100u);
  EXPECT_FALSE(report.intact());
  const auto lines = MakeLines(1000);
  std::vector<std::string> holes;
  for (std::size_t i = 0; i < lines.size(); i += 2) holes.push_back(lines[i]);
  const Report many = VerifyText(Join(holes), 1000);
  EXPECT_EQ(many.findings.size(), 100u);
  EXPECT_EQ(many.tampered, 499u);
  EXPECT_EQ(many.findings_left_out, 399u);
}

TEST(Verify, NamesAFileThatCannotBeRead) {
  const auto report = Verify("/nonexistent/record");
  ASSERT_FALSE(report.ok());
  EXPECT_NE(report.error().message.find("/nonexistent/record"), std::string::npos);
  EXPECT_FALSE(Verify("/").ok());
}

}  // namespace
}  // namespace bpol::audit
