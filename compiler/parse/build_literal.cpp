#include <cstdlib>

#include "compiler/parse/builder.h"
#include "compiler/parse/quantities.h"

namespace bpol::parse {
namespace {

using syntax::Literal;
using syntax::LiteralKind;

bool IsDigit(char letter) {
  return letter >= '0' && letter <= '9';
}

// The shape of RFC 3339 section 5.6 with a four-digit year: 'd' stands for a digit.
bool HasShape(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (shape[at] == 'd' ? !IsDigit(text[at]) : text[at] != shape[at]) return false;
  }
  return true;
}

bool IsInstant(std::string_view text) {
  constexpr std::string_view kSeconds = "dddd-dd-ddTdd:dd:dd";
  if (!HasShape(text.substr(0, kSeconds.size()), kSeconds)) return false;
  text.remove_prefix(kSeconds.size());
  if (text.starts_with('.')) {
    const std::size_t end = text.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos) return false;
    text.remove_prefix(end);
  }
  return text == "Z" || HasShape(text, "+dd:dd") || HasShape(text, "-dd:dd");
}

}  // namespace

std::string Builder::Digits(Terminal* terminal) {
  const std::string_view text = TextOf(terminal);
  if (text.ends_with('_') || text.find("__") != std::string_view::npos || text.find("_.") != std::string_view::npos ||
      text.find("._") != std::string_view::npos) {
    Report(Code::MalformedLiteral, SpanOf(terminal), "`_` stands only between digits");
  }
  std::string digits;
  for (const char letter : text) {
    if (letter != '_') digits += letter;
  }
  return digits.empty() ? "0" : digits;  // an inserted number has no text
}

std::string Builder::SignedDigits(Terminal* minus, Terminal* number) {
  return (minus == nullptr ? "" : "-") + Digits(number);
}

void Builder::CheckDuration(Terminal* terminal) {
  const std::string_view text = TextOf(terminal);
  const std::size_t digits = std::min(text.find_first_not_of("0123456789_"), text.size());
  const std::string_view unit = text.substr(digits);
  const std::string_view meant = UnitOfTime(unit);
  if (meant == unit) return;
  std::string help = "units are `ms`, `s`, `min`, `h`, `d` and `w`";
  std::vector<diagnostics::Edit> edits;
  if (!meant.empty()) {
    const std::string duration = std::string(text.substr(0, digits)) + std::string(meant);
    help = "write `" + duration + "`";
    edits = {{SpanOf(terminal), duration}};
  } else if (unit.starts_with("month") || unit.starts_with("year") || unit == "y") {
    help = "months and years have no fixed length: say how many days, as in `90d`";
  }
  Report(Code::UnknownDurationUnit, SpanOf(terminal), "`" + std::string(unit.substr(0, 20)) + "` is not a unit of time",
         help, {}, std::move(edits));
}

void Builder::CheckInstant(Terminal* terminal) {
  if (IsInstant(TextOf(terminal))) return;
  Report(Code::MalformedLiteral, SpanOf(terminal), "this is not an instant",
         "write date, time and zone: `2026-11-20T08:00:00Z`");
}

syntax::Literal Builder::LiteralOf(Grammar::LiteralContext* tree) {
  const auto text = [&](Terminal* terminal) { return std::string(TextOf(terminal)); };
  if (tree->TRUE() != nullptr) return {LiteralKind::Bool, "true"};
  if (tree->FALSE() != nullptr) return {LiteralKind::Bool, "false"};
  if (tree->ABSENT() != nullptr) return {LiteralKind::Absent, "absent"};
  if (tree->REGION() != nullptr) return {LiteralKind::Region, StringOf(tree->STRING()).value};
  if (tree->STRING() != nullptr) return {LiteralKind::String, StringOf(tree->STRING()).value};
  if (tree->INT() != nullptr) return {LiteralKind::Int, Digits(tree->INT())};
  if (tree->DECIMAL() != nullptr) return {LiteralKind::Decimal, Digits(tree->DECIMAL())};
  if (tree->DATE() != nullptr) return {LiteralKind::Date, text(tree->DATE())};
  if (tree->TIME() != nullptr) return {LiteralKind::TimeOfDay, text(tree->TIME())};
  if (tree->MONEY() != nullptr) {
    const std::string digits = Digits(tree->MONEY());
    return {LiteralKind::Money, digits.substr(0, 3) + " " + digits.substr(digits.find_last_of(" \t") + 1)};
  }
  if (tree->DURATION() != nullptr) {
    CheckDuration(tree->DURATION());
    return {LiteralKind::Duration, Digits(tree->DURATION())};
  }
  if (tree->INSTANT() != nullptr) {
    CheckInstant(tree->INSTANT());
    return {LiteralKind::Instant, text(tree->INSTANT())};
  }
  const std::string address = text(tree->ADDRESS());
  return {address.find('/') == std::string::npos ? LiteralKind::Ip : LiteralKind::Cidr, address};
}

namespace {

void AppendUtf8(std::string& out, std::uint32_t point) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (point >> shift & 0x3f)); };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0 | point >> 6);
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0 | point >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | point >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

// `{1F600}` behind `\u`: its length and code point; length 0 where it is none.
std::pair<std::size_t, std::uint32_t> ReadCodePoint(std::string_view text) {
  const std::size_t close = text.find('}');
  if (!text.starts_with('{') || close == std::string_view::npos || close < 2 || close > 7) return {0, 0};
  const std::string digits(text.substr(1, close - 1));
  if (digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) return {0, 0};
  const auto point = static_cast<std::uint32_t>(std::strtoul(digits.c_str(), nullptr, 16));
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  return surrogate || point > 0x10ffff ? std::pair<std::size_t, std::uint32_t>{0, 0} : std::pair{close + 1, point};
}

}  // namespace

std::string Builder::Unescape(std::string_view inside, std::uint32_t begin) {
  std::string value;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    if (inside[at] != '\\' || at + 1 == inside.size()) {
      value += inside[at];
      continue;
    }
    const char escape = inside[++at];
    const auto [length, point] =
        escape == 'u' ? ReadCodePoint(inside.substr(at + 1)) : std::pair<std::size_t, std::uint32_t>{};
    if (escape == '"' || escape == '\\') {
      value += escape;
    } else if (escape == 'n' || escape == 't' || escape == 'r') {
      value += escape == 'n' ? '\n' : escape == 't' ? '\t' : '\r';
    } else if (length > 0) {
      AppendUtf8(value, point);
      at += length;
    } else {
      const auto place = static_cast<std::uint32_t>(begin + at);
      Report(Code::UnknownEscape, {file_.id(), place - 1, place + 1},
             "`\\" + std::string(1, escape) + "` has no meaning in a text",
             "there are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r` and `\\u{20AC}`; a backslash is written `\\\\`");
    }
  }
  return value;
}

syntax::Text Builder::StringOf(Terminal* terminal) {
  const std::string_view text = TextOf(terminal);
  const Span span = SpanOf(terminal);
  // A text that was mended has no quotes, or curly ones, or only the first.
  if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"')) return {std::string(text), span};
  return {Unescape(text.substr(1, text.size() - 2), span.begin + 1), span};
}

}  // namespace bpol::parse
