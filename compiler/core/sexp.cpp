#include "compiler/core/sexp.h"

#include <algorithm>

namespace bpol::core {
namespace {

constexpr std::size_t kWidth = 120;
constexpr int kMaxDepth = 2000;
constexpr char kHexDigits[] = "0123456789abcdef";

void PrintString(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      out += {'\\', 'x', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    } else {
      out += c;
    }
  }
  out += '"';
}

void PrintFlat(const Sexp& sexp, std::string& out) {
  if (sexp.kind == Sexp::Kind::Word) {
    out += sexp.text;
  } else if (sexp.kind == Sexp::Kind::String) {
    PrintString(sexp.text, out);
  } else {
    out += '(';
    for (std::size_t i = 0; i < sexp.items.size(); ++i) {
      if (i > 0) out += ' ';
      PrintFlat(sexp.items[i], out);
    }
    out += ')';
  }
}

// Characters that the flat form takes, or more than `limit` as soon as that is certain.
std::size_t FlatSize(const Sexp& sexp, std::size_t limit) {
  std::size_t size = sexp.text.size() + 2;
  for (const Sexp& item : sexp.items) {
    if (size > limit) break;
    size += 1 + FlatSize(item, limit - size);
  }
  return size;
}

void PrintAt(const Sexp& sexp, std::size_t indent, std::string& out) {
  if (sexp.kind != Sexp::Kind::List || indent + FlatSize(sexp, kWidth) <= kWidth) return PrintFlat(sexp, out);
  out += '(';
  bool head = true;
  for (std::size_t i = 0; i < sexp.items.size(); ++i) {
    // Words stay beside the head; from the first list on, each item has a line.
    head = head && sexp.items[i].kind != Sexp::Kind::List;
    if (i > 0) out += head ? " " : "\n" + std::string(indent + 2, ' ');
    PrintAt(sexp.items[i], indent + 2, out);
  }
  out += ')';
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Sexp> Parse() {
    SkipBlanks();
    if (!At('(')) return Fail("a `(` is expected");
    BPOL_TRY(Sexp result, ParseItem(0));
    SkipBlanks();
    if (at_ != text_.size()) return Fail("nothing may follow the last `)`");
    return result;
  }

 private:
  bool At(char c) const { return at_ < text_.size() && text_[at_] == c; }

  Error Fail(std::string_view what) const {
    return Error{"core text, line " + std::to_string(line_) + ": " + std::string(what)};
  }

  void SkipBlanks() {
    for (; at_ < text_.size(); ++at_) {
      if (At(';')) at_ = std::min(text_.find('\n', at_), text_.size());
      if (at_ == text_.size() || !(At(' ') || At('\t') || At('\n'))) return;
      if (At('\n')) ++line_;
    }
  }

  Result<Sexp> ParseItem(int depth) {
    if (depth > kMaxDepth) return Fail("lists nest too deep");
    if (At('(')) return ParseList(depth);
    if (At('"')) return ParseString();
    return ParseWord();
  }

  Result<Sexp> ParseList(int depth) {
    Sexp list{.line = line_};
    ++at_;
    for (SkipBlanks(); !At(')'); SkipBlanks()) {
      if (at_ >= text_.size()) return Fail("a `)` is missing");
      BPOL_TRY(Sexp item, ParseItem(depth + 1));
      list.items.push_back(std::move(item));
    }
    ++at_;
    return list;
  }

  Result<Sexp> ParseWord() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::string_view(" \n\t();\"").find(text_[at_]) == std::string_view::npos) ++at_;
    if (at_ == begin) return Fail("a word is expected");
    return Sexp{.kind = Sexp::Kind::Word, .text = std::string(text_.substr(begin, at_ - begin)), .line = line_};
  }

  static int HexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  }

  Result<Sexp> ParseString() {
    Sexp string{.kind = Sexp::Kind::String, .line = line_};
    for (++at_; !At('"'); ++at_) {
      if (at_ >= text_.size() || text_[at_] == '\n') return Fail("a string has no end");
      if (!At('\\')) {
        string.text += text_[at_];
        continue;
      }
      const std::string_view escape = text_.substr(at_ + 1, 3);
      if (escape.starts_with('"') || escape.starts_with('\\')) {
        string.text += escape[0];
        ++at_;
      } else if (escape.size() == 3 && escape[0] == 'x' && HexDigit(escape[1]) >= 0 && HexDigit(escape[2]) >= 0) {
        string.text += static_cast<char>(HexDigit(escape[1]) << 4 | HexDigit(escape[2]));
        at_ += 3;
      } else {
        return Fail("an escape is \\\", \\\\ or \\xhh");
      }
    }
    ++at_;
    return string;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

std::string Print(const Sexp& sexp) {
  std::string out;
  PrintAt(sexp, 0, out);
  out += '\n';
  return out;
}

Result<Sexp> ParseSexp(std::string_view text) {
  return Parser(text).Parse();
}

}  // namespace bpol::core
