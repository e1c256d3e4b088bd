#include "gateway/http/head_scan.h"

#include "gateway/http/characters.h"

namespace bpol::http {
namespace {

constexpr std::size_t kVersionSize = 8;  // HTTP/1.1

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<Refusal> CheckVersion(std::string_view text, Refusal malformed) {
  const bool is_version = text.size() == kVersionSize && text.substr(0, 5) == "HTTP/" && IsDigit(text[5]) &&
                          text[6] == '.' && IsDigit(text[7]);
  if (!is_version) return malformed;
  if (text != "HTTP/1.1" && text != "HTTP/1.0") return Refusal::VersionUnknown;
  return std::nullopt;
}

// method SP target SP version, with one SP each (RFC 9112 section 3).
std::optional<Refusal> CheckRequestLine(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return Refusal::RequestLine;
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (!IsToken(line.substr(0, first)) || target.empty()) return Refusal::RequestLine;
  if (target.find_first_of(" \t") != std::string_view::npos) return Refusal::RequestLine;
  return CheckVersion(line.substr(last + 1), Refusal::RequestLine);
}

// version SP three digits SP phrase, which may be empty (RFC 9112 section 4).
std::optional<Refusal> CheckStatusLine(std::string_view line) {
  constexpr std::size_t kPhraseAt = kVersionSize + 5;
  if (line.size() < kPhraseAt || line[kVersionSize] != ' ' || line[kPhraseAt - 1] != ' ') return Refusal::StatusLine;
  if (const auto wrong = CheckVersion(line.substr(0, kVersionSize), Refusal::StatusLine)) return wrong;
  const std::string_view status = line.substr(kVersionSize + 1, 3);
  const bool in_range = status[0] >= '1' && status[0] <= '5' && IsDigit(status[1]) && IsDigit(status[2]);
  return in_range ? std::nullopt : std::optional(Refusal::StatusLine);
}

// A CR inside a line is named as such: it is how a splitting attempt usually looks.
std::optional<Refusal> CheckCharacters(std::string_view line) {
  if (AllAre(character::kValue, line)) return std::nullopt;
  return line.find('\r') != std::string_view::npos ? Refusal::BareCr : Refusal::ControlCharacter;
}

}  // namespace

std::optional<Refusal> HeadScan::CheckStartLine(std::string_view line) const {
  return kind_ == MessageKind::Request ? CheckRequestLine(line) : CheckStatusLine(line);
}

std::optional<Refusal> HeadScan::CheckField(std::string_view line) const {
  if (line[0] == ' ' || line[0] == '\t') return fields_ == 0 ? Refusal::SpaceBeforeFirstField : Refusal::ObsFold;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return Refusal::FieldName;
  const std::string_view name = line.substr(0, colon);
  if (IsToken(name)) return std::nullopt;
  const bool trailing_space = !name.empty() && (name.back() == ' ' || name.back() == '\t');
  return trailing_space ? Refusal::SpaceBeforeColon : Refusal::FieldName;
}

HeadScan::State HeadScan::Refuse(Refusal why) {
  refusal_ = why;
  return State::Refused;
}

// `line` is without its CRLF.
std::optional<Refusal> HeadScan::CheckLine(std::string_view line) {
  if (start_size_ == 0) {
    if (line.size() + 2 > limits_.start_line) return Refusal::RequestLineTooLong;
    if (const auto wrong = CheckCharacters(line)) return wrong;
    start_size_ = line.size() + 2;
    return CheckStartLine(line);
  }
  if (at_ + line.size() + 2 - start_size_ > limits_.field_bytes) return Refusal::HeadTooLarge;
  if (line.empty()) return std::nullopt;
  if (const auto wrong = CheckCharacters(line)) return wrong;
  if (fields_ == limits_.fields) return Refusal::TooManyFields;
  const auto wrong = CheckField(line);
  ++fields_;
  return wrong;
}

// The beginning of a line whose end has not arrived: only its size can be wrong so far.
HeadScan::State HeadScan::CheckUnfinished(std::string_view rest) {
  if (start_size_ == 0) {
    return rest.size() > limits_.start_line ? Refuse(Refusal::RequestLineTooLong) : State::NeedMore;
  }
  return at_ + rest.size() - start_size_ > limits_.field_bytes ? Refuse(Refusal::HeadTooLarge) : State::NeedMore;
}

HeadScan::State HeadScan::Step(std::string_view received) {
  if (refusal_) return State::Refused;
  for (;;) {
    const std::string_view rest = received.substr(at_);
    const std::size_t line_feed = rest.find('\n', seen_ - at_);
    seen_ = received.size();
    if (line_feed == std::string_view::npos) return CheckUnfinished(rest);
    if (line_feed == 0 || rest[line_feed - 1] != '\r') return Refuse(Refusal::BareLf);
    const std::string_view line = rest.substr(0, line_feed - 1);
    const bool is_end = line.empty() && start_size_ != 0;
    if (const auto wrong = CheckLine(line)) return Refuse(*wrong);
    at_ += line_feed + 1;
    seen_ = at_;
    if (is_end) return State::Complete;
  }
}

}  // namespace bpol::http
