// Which paths a text of the generator reads, without a parser.
#include <cctype>
#include <set>

#include "tests/agreement/generate/expressions.h"

namespace bpol::agreement {
namespace {

bool InPath(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '.';
}

// Every run of letters of a path that begins with a small letter, texts in quotes left out.
std::set<std::string> PathsIn(const std::string& text) {
  std::set<std::string> paths;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (quoted || !InPath(text[at])) continue;
    std::size_t end = at;
    while (end < text.size() && InPath(text[end])) ++end;
    if (std::islower(static_cast<unsigned char>(text[at])) != 0) paths.insert(text.substr(at, end - at));
    at = end - 1;
  }
  return paths;
}

}  // namespace

bool Mentions(const std::string& text, const std::string& part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    const bool begins = at == 0 || !InPath(text[at - 1]);
    if (begins && (end == text.size() || !InPath(text[end]) || text[end] == '.')) return true;
  }
  return false;
}

bool Overlap(const std::string& left, const std::string& right) {
  constexpr std::string_view kWords[] = {
      "if",     "then",   "else",     "match",  "otherwise", "absent", "is",   "present", "and",  "or",
      "not",    "in",     "for",      "where",  "of",        "sum",    "min",  "max",     "any",  "all",
      "count",  "true",   "false",    "clamp",  "floor",     "minor",  "days", "age",     "date", "hour",
      "length", "region", "contains", "subset", "starts",    "ends",   "with", "unless"};
  std::set<std::string> both = PathsIn(left);
  for (const std::string_view word : kWords) both.erase(std::string(word));
  for (const std::string& path : PathsIn(right))
    if (both.contains(path)) return true;
  return false;
}

}  // namespace bpol::agreement
