#include "runtime/audit/record.h"

#include <algorithm>
#include <charconv>

#include "runtime/audit/payload.h"
#include "runtime/audit/timestamp.h"
#include "runtime/base/bytes.h"
#include "runtime/base/check.h"

namespace bpol::audit {
namespace {

// Keeps a hash of this log from ever being the hash of anything else that we or others compute.
constexpr std::string_view kDomainTag = "bpol.audit.record.v1\n";
constexpr std::string_view kHashOpens = ",\"hash\":\"";
constexpr std::string_view kHashCloses = "\"}";
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kTailSize = kHashOpens.size() + kHashDigits + kHashCloses.size();

bool IsOriginPart(std::string_view part) {
  return !part.empty() && std::ranges::all_of(part, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
}

std::optional<Hash> HashOf(std::string_view digits) {
  if (digits.size() != kHashDigits || std::ranges::any_of(digits, [](char c) { return c >= 'A' && c <= 'F'; }))
    return std::nullopt;
  const auto bytes = FromHex(digits);
  if (!bytes) return std::nullopt;
  Hash hash{};
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

std::optional<Kind> KindNamed(std::string_view name) {
  for (const Kind kind : {Kind::Decision, Kind::Outcome, Kind::Loss, Kind::Start})
    if (name == Name(kind)) return kind;
  return std::nullopt;
}

// Digits without a leading zero, from 1 to below 2^63.
std::optional<std::uint64_t> SeqOf(std::string_view digits) {
  std::int64_t seq = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seq);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.front() == '0' || seq < 1)
    return std::nullopt;
  return static_cast<std::uint64_t>(seq);
}

// Takes `{"seq":12` apart from the left, one delimiter at a time.
class Cutter {
 public:
  explicit Cutter(std::string_view rest) : rest_(rest) {}

  bool Skip(std::string_view expected) {
    if (!rest_.starts_with(expected)) return ok_ = false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  std::string_view Until(std::string_view delimiter) {
    const std::size_t at = rest_.find(delimiter);
    if (at == std::string_view::npos) return ok_ = false, std::string_view();
    const std::string_view part = rest_.substr(0, at);
    rest_.remove_prefix(at + delimiter.size());
    return part;
  }
  std::string_view rest() const { return rest_; }
  bool ok() const { return ok_; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

std::string_view Name(Kind kind) {
  switch (kind) {
    case Kind::Decision:
      return "decision";
    case Kind::Outcome:
      return "outcome";
    case Kind::Loss:
      return "loss";
    case Kind::Start:
      return "start";
  }
  BPOL_CHECK(false, "a Kind is one of its four members");
}

bool IsOrigin(std::string_view origin) {
  const std::size_t slash = origin.find('/');
  return origin.size() <= kMaxOrigin && slash != std::string_view::npos && IsOriginPart(origin.substr(0, slash)) &&
         IsOriginPart(origin.substr(slash + 1));
}

Hash AppendRecord(std::string& out, const Record& record, Sha256& sha256) {
  const std::size_t start = out.size();
  out.append("{\"seq\":").append(std::to_string(record.seq));
  out.append(",\"time\":\"").append(record.time);
  out.append("\",\"origin\":\"").append(record.origin);
  out.append("\",\"prev\":\"").append(ToHex(record.prev));
  out.append("\",\"kind\":\"").append(Name(record.kind));
  out.append("\",\"payload\":").append(record.payload);
  const Hash hash = sha256.Digest({kDomainTag, std::string_view(out).substr(start)});
  out.append(kHashOpens).append(ToHex(hash)).append(kHashCloses).append("\n");
  return hash;
}

std::optional<ReadRecord> ParseRecord(std::string_view line, Sha256& sha256) {
  if (line.size() <= kTailSize || line.size() > kMaxLine) return std::nullopt;
  const std::string_view hashed = line.substr(0, line.size() - kTailSize);
  const std::string_view tail = line.substr(hashed.size());
  if (!tail.starts_with(kHashOpens) || !tail.ends_with(kHashCloses)) return std::nullopt;

  Cutter cutter(hashed);
  cutter.Skip("{\"seq\":");
  const auto seq = SeqOf(cutter.Until(",\"time\":\""));
  const std::string_view time = cutter.Until("\",\"origin\":\"");
  const std::string_view origin = cutter.Until("\",\"prev\":\"");
  const auto prev = HashOf(cutter.Until("\",\"kind\":\""));
  const auto kind = KindNamed(cutter.Until("\",\"payload\":"));
  const auto stated = HashOf(tail.substr(kHashOpens.size(), kHashDigits));
  if (!cutter.ok() || !seq || !IsTimestamp(time) || !IsOrigin(origin) || !prev || !kind || !stated) return std::nullopt;
  if (cutter.rest().size() > kMaxPayload) return std::nullopt;
  const auto payload = ScanPayload(cutter.rest());
  if (!payload) return std::nullopt;

  ReadRecord record;
  static_cast<Record&>(record) = {*seq, time, origin, *prev, *kind, cutter.rest()};
  record.stated = *stated;
  record.computed = sha256.Digest({kDomainTag, hashed});
  record.id = payload->id;
  return record;
}

}  // namespace bpol::audit
