#include "compiler/parse/spelling.h"

#include <BpolLexer.h>

#include <algorithm>
#include <cctype>

#include "compiler/diagnostics/suggest.h"
#include "compiler/parse/words.h"

namespace bpol::parse {
namespace {

using bpolgen::BpolLexer;

struct Synonym {
  std::string_view written;
  std::uint16_t meant;
};

constexpr Synonym kSynonyms[] = {
    {"allow", BpolLexer::PERMIT},      {"grant", BpolLexer::PERMIT},      {"forbid", BpolLexer::DENY},
    {"reject", BpolLexer::DENY},       {"refuse", BpolLexer::DENY},       {"block", BpolLexer::DENY},
    {"stepup", BpolLexer::CHALLENGE},  {"step_up", BpolLexer::CHALLENGE}, {"hold", BpolLexer::REVIEW},
    {"null", BpolLexer::ABSENT},       {"nil", BpolLexer::ABSENT},        {"where", BpolLexer::WHEN},
    {"if", BpolLexer::WHEN},           {"except", BpolLexer::UNLESS},     {"requires", BpolLexer::REQUIRE},
    {"obligation", BpolLexer::OBLIGE}, {"import", BpolLexer::USE},        {"type", BpolLexer::RECORD},
    {"struct", BpolLexer::RECORD},     {"function", BpolLexer::DEF},      {"const", BpolLexer::LET},
    {"package", BpolLexer::MODULE},    {"policy", BpolLexer::RULES},      {"default", BpolLexer::OTHERWISE},
    {"else", BpolLexer::OTHERWISE},
};

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return lower;
}

}  // namespace

std::uint16_t NearestWord(std::string_view written, std::span<const std::uint16_t> candidates) {
  constexpr std::size_t kLongestWord = 16;
  if (written.empty() || written.size() > kLongestWord) return 0;
  const auto allowed = [&](std::uint16_t type) { return std::ranges::find(candidates, type) != candidates.end(); };
  const std::string lower = Lower(written);
  std::uint16_t best = 0;
  std::size_t nearest = written.size() < 4 ? 2 : 3;  // less than this
  for (const std::uint16_t type : candidates) {
    const std::string_view word = SpellingOf(type);
    if (word.size() < 2 || word == written || !IsWord(type)) continue;
    const std::size_t distance = diagnostics::EditDistance(lower, word);
    // Half of a word may not be wrong: `of` is not a misspelt `on`, but `Of` is `of`.
    if (distance < nearest && distance * 2 < word.size()) {
      nearest = distance;
      best = type;
    }
  }
  if (best != 0) return best;
  for (const Synonym& synonym : kSynonyms) {
    if (synonym.written == lower && allowed(synonym.meant)) return synonym.meant;
  }
  return 0;
}

}  // namespace bpol::parse
