#include "runtime/values/mask.h"

#include <algorithm>

namespace bpol::values {
namespace {

constexpr std::string_view kHidden = "***";
constexpr std::size_t kTail = 4;        // what every mask of a number leaves readable at the end
constexpr std::size_t kMinForTail = 8;  // below, four kept characters would be more than are hidden
constexpr std::size_t kMinIban = 12;    // four in front and four behind, and as many hidden
constexpr std::size_t kMaxPan = 19;
constexpr std::size_t kMinHiddenDigits = 6;  // of a PAN longer than 16

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsLetterOrDigit(char c) {
  return IsDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}
bool IsBlank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// The bytes of the first code point; never more than four, whatever bytes come.
std::string_view FirstCharacter(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && size < 4 && IsContinuation(text[size])) ++size;
  return text.substr(0, size);
}

void AppendStarred(std::string_view text, std::size_t head, std::size_t tail, std::string& out) {
  out += text.substr(0, head);
  out.append(text.size() - head - tail, '*');
  out += text.substr(text.size() - tail);
}

std::size_t LeadingDigitsOf(std::size_t length, BinLength bin) {
  const auto issuer = static_cast<std::size_t>(bin);
  if (length < 15) return 0;
  if (length == 15) return 6;
  if (length == 16) return issuer;
  return length - issuer - kTail >= kMinHiddenDigits ? issuer : 6;
}

// The digits of a card number as written by people; false for what cannot be one.
bool CollectPan(std::string_view value, std::string& digits) {
  for (const char c : value) {
    if (c == ' ' || c == '-') continue;
    if (!IsDigit(c)) return false;
    digits += c;
  }
  return digits.size() >= kMinForTail && digits.size() <= kMaxPan;
}

}  // namespace

BinLength BinLengthOf(std::int64_t digits) noexcept {
  return digits == 8 ? BinLength::Eight : BinLength::Six;
}

void MaskPan(std::string_view value, BinLength bin, std::string& out) noexcept {
  std::string digits;
  if (!CollectPan(value, digits)) {
    out += kHidden;
    return;
  }
  AppendStarred(digits, LeadingDigitsOf(digits.size(), bin), kTail, out);
}

void TruncatePan(std::string_view value, std::string& out) noexcept {
  std::string digits;
  if (!CollectPan(value, digits)) {
    out += kHidden;
    return;
  }
  out.append(digits, digits.size() - kTail);
}

void MaskIban(std::string_view value, std::string& out) noexcept {
  std::string stripped;
  std::ranges::copy_if(value, std::back_inserter(stripped), [](char c) { return c != ' '; });
  if (stripped.size() < kMinIban || !std::ranges::all_of(stripped, IsLetterOrDigit)) {
    out += kHidden;
    return;
  }
  AppendStarred(stripped, 4, kTail, out);
}

void MaskEmail(std::string_view value, std::string& out) noexcept {
  const std::size_t at = value.find('@');
  if (at != std::string_view::npos && value.find('@', at + 1) == std::string_view::npos) {
    out += FirstCharacter(value.substr(0, at));
    out += kHidden;
    out += value.substr(at);
    return;
  }
  out += kHidden;
}

void MaskPhone(std::string_view value, std::string& out) noexcept {
  std::string digits;
  std::ranges::copy_if(value, std::back_inserter(digits), IsDigit);
  if (digits.size() < kMinForTail) {
    out += kHidden;
    return;
  }
  if (value.starts_with('+')) out += '+';
  AppendStarred(digits, 0, kTail, out);
}

void MaskName(std::string_view value, std::string& out) noexcept {
  bool any = false;
  bool in_word = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool blank = IsBlank(value[i]);
    if (!blank && !in_word) {
      if (any) out += ' ';
      out += FirstCharacter(value.substr(i));
      out += kHidden;
      any = true;
    }
    in_word = !blank;
  }
  if (!any) out += kHidden;
}

void MaskLastFour(std::string_view value, std::string& out) noexcept {
  const auto characters =
      static_cast<std::size_t>(std::ranges::count_if(value, [](char c) { return !IsContinuation(c); }));
  if (characters < kMinForTail) {
    out += kHidden;
    return;
  }
  out.append(characters - kTail, '*');
  std::size_t start = value.size();
  for (std::size_t kept = 0; kept < kTail;) kept += IsContinuation(value[--start]) ? 0 : 1;
  out += value.substr(start);
}

}  // namespace bpol::values
