// Scanners for those tokens of JSON (RFC 8259) whose bytes TokenIndex does not check. They can stop at the end of a
// piece and go on in the next. Strict: escaped surrogates only in pairs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bpol::redact {

enum class Scan : std::uint8_t { More, Done, Bad };  // More: the piece ended inside the token

// One escape in a string, from behind its backslash; both halves of a surrogate pair are one.
class EscapeScanner {
 public:
  void Start() {
    *this = {};
    state_ = State::Letter;
  }
  bool open() const { return state_ != State::None; }
  // Done: `at` is behind the escape, and it is no longer open.
  Scan Go(const char*& at, const char* end) noexcept;

 private:
  enum class State : std::uint8_t { None, Letter, Hex, PairBackslash, PairU };
  Scan Take(char c) noexcept;
  Scan Letter(char c) noexcept;
  Scan HexDigit(char c) noexcept;
  Scan AwaitDigits() noexcept;

  State state_ = State::None;
  bool low_expected_ = false;  // the second half of a surrogate pair
  std::uint8_t left_ = 0;      // digits to come
  std::uint32_t code_ = 0;
};

// One number. The byte behind it belongs to what follows; at the end of the text ask complete().
class NumberScanner {
 public:
  void Start() { state_ = State::Begin; }
  // Done: `at` is behind the last digit.
  Scan Go(const char*& at, const char* end) noexcept;
  bool complete() const;

 private:
  enum class State : std::uint8_t { Begin, Minus, Zero, Int, Point, Fraction, E, Sign, Exponent, Bad };
  static State Next(State state, char c) noexcept;
  State state_ = State::Begin;
};

// Whether every escape is of the grammar in what stands between the quotes of a string.
bool EscapesAreWhole(std::string_view raw) noexcept;
// The text that a valid string stands for; `raw` is what stood between its quotes. Appends.
void AppendUnescaped(std::string_view raw, std::string& out);
// The text between the quotes of a JSON string; what must be escaped is, and nothing else. Appends.
void AppendEscaped(std::string_view text, std::string& out);

}  // namespace bpol::redact
