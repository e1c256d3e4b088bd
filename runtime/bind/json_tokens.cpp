#include "runtime/bind/json_tokens.h"

#include <algorithm>
#include <cstring>

#include "runtime/bind/json_document.h"

namespace bpol::bind {
namespace {

// So many digits fit 64 bits, and so many bytes of any number are within a double's range.
constexpr std::size_t kMostDigits = 18;
constexpr std::size_t kMostNumberBytes = 40;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsBlank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// How many digits `text` begins with.
std::size_t Digits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && IsDigit(text[count])) ++count;
  return count;
}

}  // namespace

bool JsonTokens::Open(JsonParser& parser, std::string_view text, Arena& arena) {
  if (parser.way() == JsonParser::Way::Tree || text.empty() || text.size() > parser.max_bytes()) return false;
  simdjson::dom::parser& dom = parser.state().parser;
  if (!HasRoom(dom, text.size())) return false;
  char* const copy = reinterpret_cast<char*>(arena.Allocate(text.size() + 1));
  std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\0';
  if (std::memchr(copy, '\\', text.size()) != nullptr) return false;
  auto& stage1 = *dom.implementation;
  if (stage1.stage1(reinterpret_cast<const std::uint8_t*>(copy), text.size(), simdjson::stage1_mode::regular))
    return false;
  text_ = copy;
  at_ = stage1.structural_indexes.get();
  end_ = at_ + stage1.n_structural_indexes;
  stage1.structural_indexes[stage1.n_structural_indexes] = static_cast<std::uint32_t>(text.size());
  depth_ = 0;
  return true;
}

std::string_view JsonTokens::Word() {
  if (AtEnd()) return {};
  const char* const begin = text_ + *at_;
  const char* end = text_ + *++at_;
  while (end > begin && IsBlank(end[-1])) --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool JsonTokens::Bool(bool* out) {
  const std::string_view word = Word();
  *out = word == "true";
  return *out || word == "false";
}

bool JsonTokens::Int(std::int64_t* out) {
  std::string_view word = Word();
  const bool negative = word.starts_with('-');
  word.remove_prefix(negative);
  if (word.empty() || word.size() > kMostDigits || (word[0] == '0' && word.size() > 1)) return false;
  std::int64_t number = 0;
  for (const char c : word) {
    if (!IsDigit(c)) return false;
    number = number * 10 + (c - '0');
  }
  *out = negative ? -number : number;
  return true;
}

bool JsonTokens::Number(std::string_view* out) {
  *out = Word();
  std::string_view rest = *out;
  if (rest.size() > kMostNumberBytes) return false;
  rest.remove_prefix(rest.starts_with('-'));
  const std::size_t whole = Digits(rest);
  if (whole == 0 || whole > kMostDigits || (rest[0] == '0' && whole > 1)) return false;
  rest.remove_prefix(whole);
  return rest.empty() || (rest[0] == '.' && rest.size() > 1 && Digits(rest.substr(1)) == rest.size() - 1);
}

bool JsonTokens::Skip() {
  switch (Next()) {
    case '"': {
      std::string_view text;
      return String(&text);
    }
    case '{':
      return Object([this](std::string_view) { return Skip(); });
    case '[':
      return Array([this] { return Skip(); });
    case 't':
    case 'f': {
      bool value;
      return Bool(&value);
    }
    case 'n':
      return Null();
    default: {
      std::string_view number;
      return Number(&number);
    }
  }
}

std::size_t JsonTokens::Count() const {
  const char open = Next();
  if (open != '[' && open != '{') return 0;
  if (text_[at_[1]] == (open == '[' ? ']' : '}')) return 0;
  std::size_t depth = 0;
  std::size_t count = 1;
  for (const std::uint32_t* at = at_; at != end_; ++at) {
    const char token = text_[*at];
    if (token == '"') continue;
    if (token == '[' || token == '{') ++depth;
    if ((token == ']' || token == '}') && --depth == 0) return count;
    count += token == ',' && depth == 1;
  }
  return count;
}

}  // namespace bpol::bind
