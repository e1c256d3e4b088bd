#include "runtime/values/mask.h"

#include <algorithm>
#include <array>
#include <optional>

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
// Asked of every character of an IBAN, where one that is a letter comes as often as not.
constexpr auto kLettersAndDigits = [] {
  std::array<bool, 256> are = {};
  for (unsigned char c = '0'; c <= '9'; ++c) are[c] = true;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) are[c] = are[c + 'a' - 'A'] = true;
  return are;
}();
bool IsLetterOrDigit(char c) {
  return kLettersAndDigits[static_cast<unsigned char>(c)];
}
bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}
bool BeginsCharacter(char c) {
  return !IsContinuation(c);
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

void AddStars(std::size_t count, TextPlace& out) {
  constexpr std::string_view kStars = "********************************";
  for (; count > kStars.size(); count -= kStars.size()) out += kStars;
  out += kStars.substr(0, count);
}

using Counts = bool (*)(char);

// The question is known when this is compiled, since it is asked of every character.
template <Counts counts>
std::size_t CountOf(std::string_view value) {
  return static_cast<std::size_t>(std::ranges::count_if(value, counts));
}

// Of the characters that count the first `head` and the last `tail`, stars for those between; the others go.
template <Counts counts>
void AddStarred(std::string_view value, std::size_t head, std::size_t tail, TextPlace& out) {
  const std::size_t count = CountOf<counts>(value);
  const std::size_t hidden_until = count - tail;
  if (count == value.size() && head <= hidden_until) {  // nothing goes
    out += value.substr(0, head);
    AddStars(hidden_until - head, out);
    out += value.substr(hidden_until);
    return;
  }
  std::size_t at = 0;
  for (const char c : value) {
    if (!counts(c)) continue;
    out += at < head || at >= hidden_until ? c : '*';
    ++at;
  }
}

std::size_t LeadingDigitsOf(std::size_t length, BinLength bin) {
  const auto issuer = static_cast<std::size_t>(bin);
  if (length < 15) return 0;
  if (length == 15) return 6;
  if (length == 16) return issuer;
  return length - issuer - kTail >= kMinHiddenDigits ? issuer : 6;
}

// How many digits a card number as written by people has; nothing for what cannot be one.
std::optional<std::size_t> DigitsOfPan(std::string_view value) {
  if (!std::ranges::all_of(value, [](char c) { return c == ' ' || c == '-' || IsDigit(c); })) return std::nullopt;
  const std::size_t digits = CountOf<IsDigit>(value);
  if (digits < kMinForTail || digits > kMaxPan) return std::nullopt;
  return digits;
}

}  // namespace

BinLength BinLengthOf(std::int64_t digits) noexcept {
  return digits == 8 ? BinLength::Eight : BinLength::Six;
}

void MaskPan(std::string_view value, BinLength bin, TextPlace& out) noexcept {
  const std::optional<std::size_t> digits = DigitsOfPan(value);
  if (!digits) {
    out += kHidden;
    return;
  }
  AddStarred<IsDigit>(value, LeadingDigitsOf(*digits, bin), kTail, out);
}

void TruncatePan(std::string_view value, TextPlace& out) noexcept {
  const std::optional<std::size_t> digits = DigitsOfPan(value);
  if (!digits) {
    out += kHidden;
    return;
  }
  std::size_t at = 0;
  for (const char c : value) {
    if (IsDigit(c) && at++ >= *digits - kTail) out += c;
  }
}

void MaskIban(std::string_view value, TextPlace& out) noexcept {
  const std::size_t count = CountOf<IsLetterOrDigit>(value);
  const bool fits =
      count == value.size() || static_cast<std::size_t>(std::ranges::count(value, ' ')) + count == value.size();
  if (!fits || count < kMinIban) {
    out += kHidden;
    return;
  }
  AddStarred<IsLetterOrDigit>(value, 4, kTail, out);
}

void MaskEmail(std::string_view value, TextPlace& out) noexcept {
  const std::size_t at = value.find('@');
  if (at != std::string_view::npos && value.find('@', at + 1) == std::string_view::npos) {
    out += FirstCharacter(value.substr(0, at));
    out += kHidden;
    out += value.substr(at);
    return;
  }
  out += kHidden;
}

void MaskDigits(std::string_view value, TextPlace& out) noexcept {
  if (CountOf<IsDigit>(value) < kMinForTail) {
    out += kHidden;
    return;
  }
  AddStarred<IsDigit>(value, 0, kTail, out);
}

void MaskPhone(std::string_view value, TextPlace& out) noexcept {
  if (value.starts_with('+') && CountOf<IsDigit>(value) >= kMinForTail) out += '+';
  MaskDigits(value, out);
}

void MaskName(std::string_view value, TextPlace& out) noexcept {
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

void MaskLastFour(std::string_view value, TextPlace& out) noexcept {
  const std::size_t characters = CountOf<BeginsCharacter>(value);
  if (characters < kMinForTail) {
    out += kHidden;
    return;
  }
  AddStars(characters - kTail, out);
  std::size_t start = value.size();
  for (std::size_t kept = 0; kept < kTail;) kept += IsContinuation(value[--start]) ? 0 : 1;
  out += value.substr(start);
}

}  // namespace bpol::values
