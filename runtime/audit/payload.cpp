#include "runtime/audit/payload.h"

#include <cstring>

namespace bpol::audit {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}
bool IsHexDigit(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// One pass, no copies. Every function stands before what it reads and, when it returns true, behind it.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<PayloadShape> Scan() {
    if (!Object(0) || at_ != text_.size()) return std::nullopt;
    return shape_;
  }

 private:
  char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool Take(char c) { return Peek() == c && at_ < text_.size() ? (++at_, true) : false; }
  void Space() {
    while (Peek() == ' ') ++at_;
  }

  bool Value(int depth) {
    switch (Peek()) {
      case '{':
        return Object(depth);
      case '[':
        return Array(depth);
      case '"':
        return String();
      case 't':
        return Word("true");
      case 'f':
        return Word("false");
      case 'n':
        return Word("null");
      default:
        return Number();
    }
  }

  bool Object(int depth) {
    if (depth >= kMaxPayloadDepth || !Take('{')) return false;
    Space();
    if (Take('}')) return true;
    do {
      Space();
      if (!Member(depth)) return false;
      Space();
    } while (Take(','));
    return Take('}');
  }

  bool Member(int depth) {
    const std::size_t name = at_;
    if (!String()) return false;
    const bool is_id = depth == 0 && shape_.id.empty() && text_.substr(name, at_ - name) == "\"id\"";
    Space();
    if (!Take(':')) return false;
    Space();
    const std::size_t value = at_;
    if (!Value(depth + 1)) return false;
    if (is_id && text_[value] == '"') shape_.id = text_.substr(value + 1, at_ - value - 2);
    return true;
  }

  bool Array(int depth) {
    if (depth >= kMaxPayloadDepth || !Take('[')) return false;
    Space();
    if (Take(']')) return true;
    do {
      Space();
      if (!Value(depth + 1)) return false;
      Space();
    } while (Take(','));
    return Take(']');
  }

  bool String() {
    if (!Take('"')) return false;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\' && !Escape()) return false;
    }
    return false;
  }

  bool Escape() {
    if (at_ >= text_.size()) return false;
    const char c = text_[at_++];
    if (c != 'u') return c != '\0' && std::strchr("\"\\/bfnrt", c) != nullptr;
    for (int i = 0; i < 4; ++i, ++at_)
      if (!IsHexDigit(Peek())) return false;
    return true;
  }

  bool Digits() {
    if (!IsDigit(Peek())) return false;
    while (IsDigit(Peek())) ++at_;
    return true;
  }

  bool Number() {
    Take('-');
    if (!Take('0') && !Digits()) return false;
    if (Take('.') && !Digits()) return false;
    if (Take('e') || Take('E')) {
      if (!Take('+')) Take('-');
      return Digits();
    }
    return true;
  }

  bool Word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  PayloadShape shape_;
};

}  // namespace

std::optional<PayloadShape> ScanPayload(std::string_view text) {
  return Scanner(text).Scan();
}

}  // namespace bpol::audit
