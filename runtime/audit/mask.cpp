#include <algorithm>

#include "runtime/audit/show.h"
#include "runtime/audit/timestamp.h"

namespace bpol::audit {
namespace {

constexpr std::size_t kLongWord = 24;
constexpr std::size_t kKeptOfLongWord = 8;
constexpr std::ptrdiff_t kLongNumber = 9;
constexpr std::size_t kShortestIban = 15;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// RFC 3339 in UTC to the second or finer, up to the nanosecond.
bool IsInstant(std::string_view word) {
  if (word.size() < 20 || word.back() != 'Z') return false;
  const std::string_view fraction = word.substr(19, word.size() - 20);
  if (fraction.size() > 10 || (!fraction.empty() && fraction.front() != '.')) return false;
  if (!std::ranges::all_of(fraction.substr(fraction.empty() ? 0 : 1), IsDigit)) return false;
  return IsTimestamp(std::string(word.substr(0, 19)) + ".000000Z");
}

bool LooksLikeIban(std::string_view word) {
  return word.size() >= kShortestIban && IsLetter(word[0]) && IsLetter(word[1]) && IsDigit(word[2]) &&
         IsDigit(word[3]) && std::ranges::all_of(word, [](char c) { return IsDigit(c) || IsLetter(c); });
}

std::string KeepEnds(std::string_view word, std::size_t head, std::size_t tail) {
  return std::string(word.substr(0, head)) + std::string(word.size() - head - tail, '*') +
         std::string(word.substr(word.size() - tail));
}

std::string MaskDigits(std::string_view text) {
  std::string masked(text);
  int kept = 0;
  for (auto c = masked.rbegin(); c != masked.rend(); ++c) {
    if (IsDigit(*c) && ++kept > 4) *c = '*';
  }
  return masked;
}

// `bank.AccountAccess.aisp_with_consent`, `consent.revoked`.
bool IsDottedName(std::string_view word) {
  return IsLetter(word[0]) &&
         std::ranges::all_of(word, [](char c) { return IsLetter(c) || IsDigit(c) || c == '_' || c == '.'; });
}

std::string MaskWord(std::string_view word, LongWords long_words) {
  if (IsInstant(word)) return std::string(word);
  if (LooksLikeIban(word) && word.size() <= 34) return KeepEnds(word, 4, 4);
  if (const std::size_t at = word.find('@'); at != std::string_view::npos && at > 0)
    return std::string(word.substr(0, 1)) + "***" + std::string(word.substr(at));
  const bool kept = long_words == LongWords::Keep && IsDottedName(word);
  if (word.size() > kLongWord && !kept) return std::string(word.substr(0, kKeptOfLongWord)) + "...";
  if (std::ranges::count_if(word, IsDigit) >= kLongNumber) return MaskDigits(word);
  return std::string(word);
}

std::string Printable(std::string_view text) {
  std::string printable(text);
  for (char& c : printable) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return printable;
}

// Whether a word can be part of a number written in groups: `4111 1111 1111 1111`.
bool IsGroup(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return IsDigit(c) || c == '-'; });
}

}  // namespace

std::string MaskForPeople(std::string_view text, LongWords long_words) {
  const std::string printable = Printable(text);
  const std::string_view all = printable;
  std::string masked;
  for (std::size_t at = 0; at < all.size();) {
    std::size_t end = std::min(all.find(' ', at), all.size());
    // A run of digit groups is masked as one number.
    if (IsGroup(all.substr(at, end - at))) {
      while (end < all.size()) {
        const std::size_t next = std::min(all.find(' ', end + 1), all.size());
        if (!IsGroup(all.substr(end + 1, next - end - 1))) break;
        end = next;
      }
    }
    const std::string_view word = all.substr(at, end - at);
    masked += word.find(' ') == std::string_view::npos              ? MaskWord(word, long_words)
              : std::ranges::count_if(word, IsDigit) >= kLongNumber ? MaskDigits(word)
                                                                    : std::string(word);
    if (end < all.size()) masked += ' ';
    at = end + 1;
  }
  return masked;
}

}  // namespace bpol::audit
