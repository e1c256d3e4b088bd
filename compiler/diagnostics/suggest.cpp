#include "compiler/diagnostics/suggest.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

namespace bpol::diagnostics {
namespace {

// Names longer than this get no advice: the distance is quadratic, and a name may be as long as a file.
constexpr std::size_t kLongest = 64;

bool SameLetter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

}  // namespace

// Levenshtein with swaps of neighbours.
std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t column = 0; column <= b.size(); ++column) above[column] = column;
  for (std::size_t line = 1; line <= a.size(); ++line) {
    row[0] = line;
    for (std::size_t column = 1; column <= b.size(); ++column) {
      const std::size_t change = SameLetter(a[line - 1], b[column - 1]) ? 0 : 1;
      row[column] = std::min({above[column] + 1, row[column - 1] + 1, above[column - 1] + change});
      const bool swapped = line > 1 && column > 1 && a[line - 1] == b[column - 2] && a[line - 2] == b[column - 1];
      if (swapped) row[column] = std::min(row[column], before[column - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

Advice DidYouMean(std::string_view name, std::span<const std::string_view> candidates) {
  if (name.empty() || name.size() > kLongest) return "";
  // A third of the letters may be wrong; of one or two letters only the case.
  const std::size_t too_far = name.size() / 3 + 1;
  std::size_t nearest = too_far;
  std::set<std::string_view> near;
  std::string_view best;
  for (const std::string_view candidate : candidates) {
    if (candidate == name || candidate.size() > kLongest) continue;
    const std::size_t distance = EditDistance(name, candidate);
    if (distance < too_far) near.insert(candidate);
    if (distance < nearest) {
      nearest = distance;
      best = candidate;
    }
  }
  if (best.empty()) return "";
  const std::string words = "did you mean `" + std::string(best) + "`?";
  return near.size() == 1 ? Advice{words, std::string(name), std::string(best)} : Advice{words};
}

std::string BroughtBy(std::string_view module) {
  return module.empty() ? "" : "it is declared in another module: `use " + std::string(module) + "` brings it";
}

}  // namespace bpol::diagnostics
