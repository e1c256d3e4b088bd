#include <algorithm>
#include <tuple>

#include "runtime/audit/verify.h"
#include "runtime/base/bytes.h"

namespace bpol::audit {
namespace {

// Findings beyond this are counted only: nobody reads the hundredth, and memory stays bounded.
constexpr std::size_t kMaxFindings = 100;
constexpr std::size_t kMaxGaps = 64;
constexpr std::size_t kRecent = 4096;
// Decisions open at once in a live gateway are as many as requests in flight; the rest is for files full of crashes.
constexpr std::size_t kMaxOpen = 1 << 18;
constexpr std::size_t kMaxIdSize = 128;
constexpr std::size_t kMaxOpenListed = 20;

std::string Number(std::uint64_t number) {
  return std::to_string(number);
}
std::string Range(std::uint64_t first, std::uint64_t last) {
  return first == last ? "record " + Number(first) + " is"
                       : "records " + Number(first) + " to " + Number(last) + " are";
}

}  // namespace

void Verifier::Add(FindingKind kind, std::uint64_t record, std::uint64_t line, std::string text) {
  if (IsTampering(kind)) ++report_.tampered;
  if (report_.findings.size() < kMaxFindings) {
    report_.findings.push_back({kind, record, line, std::move(text)});
  } else {
    ++report_.findings_left_out;
  }
}

void Verifier::Feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, end);
    if (!overlong_ && pending_.size() + piece.size() > kMaxLine) {
      overlong_ = true;
      pending_.clear();
    }
    if (!overlong_) pending_.append(piece);
    if (end == std::string_view::npos) return;
    bytes.remove_prefix(end + 1);
    ++report_.lines;
    if (overlong_) {
      Bad("the line is longer than a record can be");
    } else {
      Line(pending_);
    }
    overlong_ = false;
    pending_.clear();
  }
}

void Verifier::Line(std::string_view line) {
  const auto record = ParseRecord(line, sha256_);
  if (!record) return Bad("the line is not a record");
  if (record->stated != record->computed) return Bad("the record does not have the hash it states");
  Good(*record);
}

// What a bad line was, an edited record or one line too many, shows only when the next good record says its number.
void Verifier::Bad(std::string why) {
  if (bad_.count++ == 0) {
    bad_.line = report_.lines;
    bad_.why = std::move(why);
  }
}

void Verifier::SettleBadLines(std::uint64_t seq) {
  if (bad_.count == 0) return;
  if (seq <= expected_) {
    Add(FindingKind::Inserted, expected_, bad_.line,
        Number(bad_.count) + " line(s) before record " + Number(seq) + " have no number of their own: " + bad_.why);
  } else {
    Add(FindingKind::Edited, expected_, bad_.line, bad_.why);
    const std::uint64_t missing = seq - expected_;
    for (std::uint64_t i = 1; i < std::min({missing, bad_.count, std::uint64_t{kMaxFindings}}); ++i)
      Add(FindingKind::Edited, expected_ + i, bad_.line + i, bad_.why);
    if (missing > bad_.count) {
      Add(FindingKind::Dropped, expected_ + bad_.count, bad_.line,
          Range(expected_ + bad_.count, seq - 1) + " missing behind a line that is not a record");
    }
    expected_ = seq;
    previous_.reset();
  }
  bad_ = {};
}

void Verifier::Good(const ReadRecord& record) {
  if (report_.origin.empty()) report_.origin = std::string(record.origin);
  if (record.origin != report_.origin) return Foreign(record);
  SettleBadLines(record.seq);
  if (record.seq < expected_) return Behind(record);
  if (record.seq > expected_) Ahead(record);
  Next(record);
}

void Verifier::Foreign(const ReadRecord& record) {
  Add(FindingKind::Spliced, record.seq, report_.lines,
      "a record of `" + std::string(record.origin) + "` stands in the log of `" + report_.origin + "`");
}

void Verifier::Ahead(const ReadRecord& record) {
  Add(FindingKind::Dropped, expected_, report_.lines, Range(expected_, record.seq - 1) + " missing");
  if (gaps_.size() < kMaxGaps) gaps_.push_back({expected_, record.seq - 1, report_.lines});
  previous_.reset();
}

// A record of a gap came late: then it was not dropped but moved.
bool Verifier::FillGap(std::uint64_t seq) {
  const auto gap = std::ranges::find_if(gaps_, [&](const Gap& g) { return g.first <= seq && seq <= g.last; });
  if (gap == gaps_.end()) return false;
  const auto finding = std::ranges::find_if(report_.findings, [&](const Finding& f) {
    return f.kind == FindingKind::Dropped && f.record == gap->first && f.line == gap->line;
  });
  const Gap before{gap->first, seq - 1, gap->line};
  const Gap after{seq + 1, gap->last, gap->line};
  gaps_.erase(gap);
  if (finding != report_.findings.end()) {
    report_.findings.erase(finding);
    --report_.tampered;
  }
  for (const Gap& left : {before, after}) {
    if (left.first > left.last || gaps_.size() >= kMaxGaps) continue;
    gaps_.push_back(left);
    Add(FindingKind::Dropped, left.first, left.line, Range(left.first, left.last) + " missing");
  }
  return true;
}

void Verifier::Behind(const ReadRecord& record) {
  const std::uint64_t line = report_.lines;
  if (FillGap(record.seq)) {
    Add(FindingKind::Reordered, record.seq, line,
        "record " + Number(record.seq) + " stands behind record " + Number(expected_ - 1));
    Follow(record);
    return;
  }
  const Seen* const seen = recent_.empty() ? nullptr : &recent_[record.seq % kRecent];
  if (seen != nullptr && seen->seq == record.seq && seen->hash != record.computed) {
    Add(FindingKind::Inserted, record.seq, line, "a second, different record with number " + Number(record.seq));
  } else {
    Add(FindingKind::Duplicated, record.seq, line, "record " + Number(record.seq) + " stands here again");
  }
}

void Verifier::Next(const ReadRecord& record) {
  if (previous_ && record.prev != *previous_) {
    if (record.seq == 1) {
      Add(FindingKind::Edited, 1, report_.lines, "the first record claims that another came before it");
    } else {
      Add(FindingKind::Edited, record.seq - 1, report_.lines - 1,
          "record " + Number(record.seq) + " was chained to another record " + Number(record.seq - 1) +
              " than the one that stands here: it was rewritten, hash included");
    }
  }
  CheckTime(record);
  Follow(record);
  if (recent_.empty()) recent_.resize(kRecent);
  recent_[record.seq % kRecent] = {record.seq, record.computed};
  previous_ = record.computed;
  expected_ = record.seq + 1;
  report_.last_seq = record.seq;
  report_.last_hash = ToHex(record.computed);
}

void Verifier::CheckTime(const ReadRecord& record) {
  if (report_.first_time.empty()) report_.first_time = std::string(record.time);
  if (record.time < report_.last_time) {
    Add(FindingKind::ClockBackStep, record.seq, report_.lines,
        "time goes back from " + report_.last_time + " to " + std::string(record.time));
  }
  report_.last_time = std::string(record.time);
}

void Verifier::Follow(const ReadRecord& record) {
  switch (record.kind) {
    case Kind::Decision:
      ++report_.decisions;
      if (record.id.empty() || record.id.size() > kMaxIdSize || open_.size() >= kMaxOpen) {
        report_.outcomes_all_followed &= record.id.empty();
      } else {
        open_.emplace(record.id, record.seq);
      }
      return;
    case Kind::Outcome:
      ++report_.outcomes;
      open_.erase(std::string(record.id));
      return;
    case Kind::Loss:
      ++report_.loss_records;
      return;
    case Kind::Start:
      ++report_.starts;
      return;
  }
}

// A write that was cut short leaves the beginning of the next record, or zeros where its bytes did not arrive. Anything
// else behind the last end of line was put there.
bool Verifier::LooksTorn(std::string_view rest) {
  if (std::ranges::all_of(rest, [](char c) { return c == '\0'; })) return true;
  const std::string next = "{\"seq\":" + Number(expected_ + bad_.count) + ",\"time\":\"";
  const std::size_t common = std::min(next.size(), rest.size());
  if (rest.substr(0, common) != std::string_view(next).substr(0, common)) return false;
  constexpr std::string_view kHash = ",\"hash\":\"";
  const std::size_t hash = rest.rfind(kHash);
  const std::size_t whole = hash == std::string_view::npos ? rest.size() : hash + kHash.size() + 64 + 2;
  return rest.size() <= whole || !ParseRecord(rest.substr(0, whole), sha256_);
}

void Verifier::Rest(std::string_view rest) {
  ++report_.lines;
  if (overlong_) return Bad("the line is longer than a record can be");
  if (!LooksTorn(rest)) return Bad("the line is not a record");
  Add(FindingKind::TornTail, expected_ + bad_.count, report_.lines,
      "the file ends inside a record: a last write was cut short by a crash");
}

Report Verifier::Finish() {
  if (overlong_ || !pending_.empty()) Rest(pending_);
  SettleBadLines(expected_ + bad_.count);
  // A gap that was half filled left findings out of place.
  std::ranges::sort(report_.findings, {}, [](const Finding& f) { return std::tuple(f.line, f.record, f.kind); });
  report_.outcome_unknown = open_.size();
  for (const auto& [id, seq] : open_) report_.outcome_unknown_records.push_back(seq);
  std::ranges::sort(report_.outcome_unknown_records);
  if (report_.outcome_unknown_records.size() > kMaxOpenListed) report_.outcome_unknown_records.resize(kMaxOpenListed);
  return std::move(report_);
}

}  // namespace bpol::audit
