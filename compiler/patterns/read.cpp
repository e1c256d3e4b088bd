// The text of a pattern -> its tree.
#include <cctype>
#include <optional>
#include <string>

#include "compiler/patterns/tree.h"

namespace bpol::patterns {
namespace {

constexpr int kMostRepeats = 1'000;
constexpr int kMostDepth = 100;  // groups inside groups

constexpr std::string_view kMarks = R"(\.+*?()|[]{}^$/-"'&~#@%!<>=:;,_` )";

std::optional<CodeSet> ClassNamed(char letter) {
  switch (letter) {
    case 'd':
      return CodeSet{{'0', '9'}};
    case 'w':
      return CodeSet{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    case 's':
      return CodeSet{{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}};
    case 'D':
    case 'W':
    case 'S':
      return Complement(*ClassNamed(static_cast<char>(std::tolower(static_cast<unsigned char>(letter)))));
    default:
      return std::nullopt;
  }
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Tree> Run() {
    Tree tree = Choice();
    if (message_.empty() && at_ < text_.size()) Fail("`)` without its `(`");
    if (!message_.empty()) return Error{message_};
    return tree;
  }

 private:
  // The first mistake stays; after it nothing is read.
  void Fail(std::string message) {
    if (message_.empty()) message_ = std::move(message);
    at_ = text_.size();
  }
  bool AtEnd() const { return at_ >= text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  bool Take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  Tree Choice() {
    if (++depth_ > kMostDepth) Fail("groups more than " + std::to_string(kMostDepth) + " deep");
    Tree choice{.kind = Tree::Kind::Choice};
    do {
      choice.children.push_back(Sequence());
    } while (Take("|"));
    --depth_;
    return choice.children.size() == 1 ? std::move(choice.children[0]) : std::move(choice);
  }

  Tree Sequence() {
    Tree sequence;
    while (!AtEnd() && Peek() != '|' && Peek() != ')') {
      Tree atom = Atom();
      if (message_.empty()) sequence.children.push_back(Repeated(std::move(atom)));
    }
    return sequence;
  }

  Tree Atom() {
    if (Take("(")) return Group();
    if (Take("[")) return Tree{.kind = Tree::Kind::Set, .set = Bracket()};
    if (Take(".")) return Tree{.kind = Tree::Kind::Set, .set = Complement({{'\n', '\n'}})};
    if (Peek() == '^' || Peek() == '$')
      Fail("a pattern speaks of the whole text: `" + std::string(1, Peek()) + "` says nothing");
    if (Peek() == '*' || Peek() == '+' || Peek() == '?' || Peek() == '{')
      Fail("`" + std::string(1, Peek()) + "` repeats nothing");
    if (Peek() == ']' || Peek() == '}')
      Fail("`" + std::string(1, Peek()) + "` stands for itself only as `\\" + Peek() + "`");
    return Tree{.kind = Tree::Kind::Set, .set = OneOrClass()};
  }

  Tree Group() {
    if (Peek() == '?' && !Take("?:")) Fail("`(?` begins nothing that a pattern has; a group is `(…)`");
    Tree inner = Choice();
    if (message_.empty() && !Take(")")) Fail("`(` without its `)`");
    return inner;
  }

  Tree Repeated(Tree atom) {
    int least = 0, most = kNoLimit;
    if (Take("*")) {
    } else if (Take("+")) {
      least = 1;
    } else if (Take("?")) {
      most = 1;
    } else if (Take("{")) {
      Bounds(least, most);
    } else {
      return atom;
    }
    if (Peek() == '?') Fail("`?` behind a repetition: which way a text matches makes no difference");
    if (Peek() == '*' || Peek() == '+' || Peek() == '{') Fail("a repetition of a repetition needs a group");
    Tree repeat{.kind = Tree::Kind::Repeat, .least = least, .most = most};
    repeat.children.push_back(std::move(atom));
    return repeat;
  }

  // {2}, {2,}, {2,5}
  void Bounds(int& least, int& most) {
    const std::optional<int> low = Number();
    if (!low) return Fail("`{` without a number of times; the sign itself is `\\{`");
    least = most = *low;
    if (Take(",")) most = Peek() == '}' ? kNoLimit : Number().value_or(-2);
    if (!Take("}") || most < kNoLimit) return Fail("a number of times is written `{2}`, `{2,}` or `{2,5}`");
    if (most != kNoLimit && most < least)
      Fail("no number of times is between " + std::to_string(least) + " and " + std::to_string(most));
    if (least > kMostRepeats || most > kMostRepeats) Fail("more than " + std::to_string(kMostRepeats) + " repetitions");
  }

  std::optional<int> Number() {
    std::optional<int> number;
    while (Peek() >= '0' && Peek() <= '9' && number.value_or(0) <= kMostRepeats)
      number = number.value_or(0) * 10 + (text_[at_++] - '0');
    return number;
  }

  CodeSet Bracket() {
    const bool negated = Take("^");
    CodeSet set;
    for (bool first = true; message_.empty() && (first || Peek() != ']'); first = false) {
      if (AtEnd()) {
        Fail("`[` without its `]`");
        break;
      }
      if (Peek() == '[' && text_.substr(at_).starts_with("[:")) Fail("`[:` begins nothing that a pattern has");
      CodeSet low = first && Take("]") ? CodeSet{{']', ']'}} : OneOrClass();
      const bool range = Peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']';
      if (range) low = Range(low);
      set.insert(set.end(), low.begin(), low.end());
    }
    Take("]");
    set = Normal(std::move(set));
    return negated ? Complement(set) : set;
  }

  CodeSet Range(const CodeSet& low) {
    Take("-");
    const CodeSet high = OneOrClass();
    if (!message_.empty()) return {};
    const bool single = low.size() == 1 && high.size() == 1 && low[0].low == low[0].high && high[0].low == high[0].high;
    if (!single || low[0].low > high[0].low) {
      Fail("a range goes from one character up to another, `a-z`");
      return {};
    }
    return {{low[0].low, high[0].low}};
  }

  // A character, `\.`, or a class such as `\d`.
  CodeSet OneOrClass() {
    if (AtEnd()) return {};
    if (!Take("\\")) {
      const char32_t code = Code();
      return {{code, code}};
    }
    if (AtEnd()) return Fail("`\\` at the end"), CodeSet{};
    const char letter = text_[at_++];
    if (const std::optional<CodeSet> named = ClassNamed(letter)) return *named;
    if (letter == 't') return {{'\t', '\t'}};
    if (letter == 'n') return {{'\n', '\n'}};
    if (letter == 'r') return {{'\r', '\r'}};
    const auto code = static_cast<char32_t>(static_cast<unsigned char>(letter));
    if (kMarks.find(letter) != std::string_view::npos) return {{code, code}};
    Fail("`\\" + std::string(1, letter) + "` is nothing that a pattern has");
    return {};
  }

  // The next character. Sources are UTF-8: parse has seen to that.
  char32_t Code() {
    const auto byte = [&] { return static_cast<unsigned char>(at_ < text_.size() ? text_[at_++] : '\0'); };
    const unsigned char first = byte();
    if (first < 0x80) return first;
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    char32_t code = first & (0x3fu >> more);
    for (int i = 0; i < more; ++i) code = code << 6 | (byte() & 0x3fu);
    return code;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string message_;
};

}  // namespace

Result<Tree> Read(std::string_view pattern) {
  return Reader(pattern).Run();
}

}  // namespace bpol::patterns
