#include "compiler/parse/quantities.h"

#include <BpolLexer.h>

#include <algorithm>
#include <string>

#include "compiler/parse/words.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;

struct UnitName {
  std::string_view written;
  std::string_view unit;
};

constexpr UnitName kUnitNames[] = {
    {"ms", "ms"},   {"s", "s"},         {"min", "min"},  {"h", "h"},       {"d", "d"},     {"w", "w"},
    {"day", "d"},   {"days", "d"},      {"D", "d"},      {"hour", "h"},    {"hours", "h"}, {"hr", "h"},
    {"hrs", "h"},   {"H", "h"},         {"m", "min"},    {"mins", "min"},  {"sec", "s"},   {"minute", "min"},
    {"secs", "s"},  {"minutes", "min"}, {"second", "s"}, {"seconds", "s"}, {"S", "s"},     {"week", "w"},
    {"weeks", "w"}, {"millis", "ms"},
};

bool IsCurrencyCode(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

// The value that stood there is known to be one, and what it is nobody asks any more.
Lexeme Placeholder(const Lexeme& first) {
  return {first.begin, first.begin, BpolLexer::NAME, first.first_on_line, LexemeState::Made};
}

std::vector<Repair> Mended(const Mistake& mistake, std::size_t last, std::string message, std::string help,
                           const std::string& edit) {
  const Lexeme& first = mistake.lexemes[mistake.outcome.at - 1];
  const Span whole = Join(SpanOf(mistake.file, first), SpanOf(mistake.file, mistake.lexemes[last]));
  Repair repair{
      .back = 1,
      .remove = last + 1 - mistake.outcome.at,
      .insert = {Placeholder(first)},
      .report = {.code = Code::UnexpectedText, .span = whole, .message = std::move(message), .help = std::move(help)}};
  if (!edit.empty()) repair.report.edits = {{whole, edit}};
  return {std::move(repair)};
}

// 15 minutes
std::vector<Repair> DetachedUnit(const Mistake& mistake, std::string_view number, std::string_view unit) {
  const std::string meant = std::string(number) + std::string(unit);
  return Mended(mistake, mistake.outcome.at, "a blank between a number and its unit", "write `" + meant + "`", meant);
}

// 5000 EUR. What stands behind a point may be cents or, in some countries, thousands; then nobody knows.
std::vector<Repair> CurrencyBehind(const Mistake& mistake, std::string_view number, std::string_view currency) {
  const std::size_t point = number.find('.');
  const bool certain = point == std::string_view::npos || number.size() - point == 3;
  const std::string meant = std::string(currency) + " " + std::string(number);
  return Mended(mistake, mistake.outcome.at, "the currency behind its amount",
                certain
                    ? "write `" + meant + "`"
                    : "the currency stands in front, and a point divides cents: `" + std::string(currency) + " 30.00`",
                certain ? meant : "");
}

// EUR 5,000: groups of three digits, with nothing between them but the comma.
std::vector<Repair> CommaInNumber(const Mistake& mistake, std::string_view number) {
  std::string meant(number);
  std::size_t last = mistake.outcome.at - 1;
  while (last + 2 < mistake.lexemes.size()) {
    const Lexeme& comma = mistake.lexemes[last + 1];
    const Lexeme& next = mistake.lexemes[last + 2];
    const std::string_view digits = TextOf(mistake.file, next);
    const bool group = (next.type == BpolLexer::INT && digits.size() == 3) ||
                       (next.type == BpolLexer::DECIMAL && digits.find('.') == 3);
    if (comma.type != BpolLexer::COMMA || !group || comma.begin != mistake.lexemes[last].end || comma.end != next.begin)
      break;
    meant += "_" + std::string(digits);
    last += 2;
  }
  if (last < mistake.outcome.at) return {};
  return Mended(mistake, last, "a comma inside a number", "thousands are divided by `_`: `" + meant + "`", meant);
}

}  // namespace

std::string_view UnitOfTime(std::string_view written) {
  const auto* name = std::ranges::find(kUnitNames, written, &UnitName::written);
  return name == std::end(kUnitNames) ? std::string_view() : name->unit;
}

std::vector<Repair> QuantityProposals(const Mistake& mistake) {
  if (mistake.at_end() || mistake.outcome.at == 0 || mistake.seen().first_on_line) return {};
  const Lexeme& before = mistake.lexemes[mistake.outcome.at - 1];
  if (before.state != LexemeState::AsWritten) return {};
  const std::string_view number = TextOf(mistake.file, before);
  const std::string_view seen = TextOf(mistake.file, mistake.seen());
  const bool whole = before.type == BpolLexer::INT;
  if (mistake.seen().type == BpolLexer::COMMA && (whole || before.type == BpolLexer::MONEY))
    return CommaInNumber(mistake, number);
  if (whole && !UnitOfTime(seen).empty()) return DetachedUnit(mistake, number, UnitOfTime(seen));
  if ((whole || before.type == BpolLexer::DECIMAL) && IsCurrencyCode(seen))
    return CurrencyBehind(mistake, number, seen);
  return {};
}

}  // namespace bpol::parse
