#include "runtime/values/scan_text.h"

#include "runtime/values/identifier.h"

namespace bpol::values {
namespace {

constexpr std::size_t kMinDigits = 13;
constexpr std::size_t kMaxDigits = 19;

// A stretch of the text, and whether it is one candidate or several that overlap.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool several = false;
};

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsDigitAt(std::string_view text, std::size_t index) {
  return index < text.size() && IsDigit(text[index]);
}

// Where the next digit of a number written with single separators is, or npos.
std::size_t NextDigit(std::string_view text, std::size_t index) {
  if (IsDigitAt(text, index + 1)) return index + 1;
  const bool separator = index + 1 < text.size() && (text[index + 1] == ' ' || text[index + 1] == '-');
  return separator && IsDigitAt(text, index + 2) ? index + 2 : std::string_view::npos;
}

// All candidates that begin at `begin`, as one place that ends with the longest; an empty place where there is none.
// Looks at no more than kMaxDigits digits, which keeps the whole scan linear.
Place CandidatesAt(std::string_view text, std::size_t begin) {
  Place place{begin, begin, false};
  if (!IsDigit(text[begin]) || (begin > 0 && IsDigit(text[begin - 1]))) return place;
  char digits[kMaxDigits];
  std::size_t count = 0;
  for (std::size_t i = begin; i != std::string_view::npos && count < kMaxDigits; i = NextDigit(text, i)) {
    digits[count++] = text[i];
    if (count < kMinDigits || IsDigitAt(text, i + 1) || !PassesLuhn({digits, count})) continue;
    place.several = place.end != begin;
    place.end = i + 1;
  }
  return place;
}

// The place at or after `from`, with all places that overlap it joined; `begin` is npos where there is none.
Place NextPlace(std::string_view text, std::size_t from) {
  Place joined{std::string_view::npos, 0, false};
  for (std::size_t i = from; i < text.size(); ++i) {
    const bool open = joined.begin != std::string_view::npos;
    if (open && i >= joined.end) break;
    const Place place = CandidatesAt(text, i);
    if (place.end == place.begin) continue;
    if (!open) {
      joined = place;
    } else {
      joined.several = true;
      joined.end = place.end > joined.end ? place.end : joined.end;
    }
  }
  return joined;
}

}  // namespace

std::int64_t ScanText(std::string_view text, BinLength bin, TextPlace& out) noexcept {
  std::int64_t masked = 0;
  std::size_t copied = 0;
  while (true) {
    const Place place = NextPlace(text, copied);
    if (place.begin == std::string_view::npos) break;
    out += text.substr(copied, place.begin - copied);
    const std::string_view written = text.substr(place.begin, place.end - place.begin);
    place.several ? MaskDigits(written, out) : MaskPan(written, bin, out);
    copied = place.end;
    ++masked;
  }
  out += text.substr(copied);
  return masked;
}

}  // namespace bpol::values
