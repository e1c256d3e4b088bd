// Scanners for the tokens of JSON (RFC 8259) that can stop at the end of a piece and go on in the next.
// Strict: UTF-8 without overlong forms and surrogates, escaped surrogates only in pairs, no control characters in
// strings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bpol::redact {

enum class Scan : std::uint8_t { More, Done, Bad };  // More: the piece ended inside the token

// The first byte of [at, end) that is not plain text inside a string: a quote, a backslash, a control character or a
// byte that is not ASCII. `end` if there is none.
const char* FindSpecial(const char* at, const char* end) noexcept;

inline const char* SkipBlanks(const char* at, const char* end) noexcept {
  while (at != end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) ++at;
  return at;
}

// One string, from behind its opening quote.
class StringScanner {
 public:
  void Start() { *this = {}; }
  // Done: `at` is behind the closing quote.
  Scan Go(const char*& at, const char* end) noexcept;
  // Something in it is written with a backslash.
  bool escaped() const { return escaped_; }

 private:
  enum class State : std::uint8_t { Plain, Backslash, Hex, PairBackslash, PairU, Utf8 };
  Scan Special(const char*& at) noexcept;
  Scan Escape(char c) noexcept;
  Scan HexDigit(char c) noexcept;
  bool LeadByte(unsigned char byte) noexcept;

  State state_ = State::Plain;
  bool escaped_ = false;
  bool low_expected_ = false;                // the second half of a surrogate pair
  std::uint8_t left_ = 0;                    // bytes or digits to come
  std::uint8_t least_ = 0x80, most_ = 0xbf;  // of the next byte of a UTF-8 sequence
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

// The text that a valid string stands for; `raw` is what stood between its quotes. Appends.
void AppendUnescaped(std::string_view raw, std::string& out);
// The text between the quotes of a JSON string; what must be escaped is, and nothing else. Appends.
void AppendEscaped(std::string_view text, std::string& out);

}  // namespace bpol::redact
