// TokenIndex: where the tokens of a piece of JSON (RFC 8259) begin, found before any of them is read, so that names and
// strings need not be looked at byte by byte. It checks what concerns every byte: UTF-8, without overlong forms and
// surrogates, and control characters in strings. What may stand where, and escapes, its reader checks.
//
// INVARIANT: entries stand in the order of the text: brackets, braces, colons and commas outside of strings, both
// quotes of a string, a backslash that begins an escape in it, and the first byte of anything else.
// INVARIANT: where pieces end changes no entry. Memory: four bytes for each byte of the longest piece.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/redact/byte_kinds.h"

namespace bpol::redact {

class TokenIndex {
 public:
  // Which of the ways of ScannersHere() is used; a test uses them all.
  explicit TokenIndex(ScanTokens scan = ScannersHere().ways[0].scan) : scan_(scan) {}

  // A text begins.
  void Start();
  // Its next piece, of at most kMostBytes, in place of the one before.
  void Open(std::string_view piece);
  // The piece that is open has become longer, and may have moved: `piece` is all of it.
  void Extend(std::string_view piece);
  // The text of the piece moved to `begin`.
  void Move(const char* begin) { base_ = begin; }

  // The entry that comes next, or one behind it; at most one behind the last, which is the end.
  const char* Peek(std::uint32_t ahead = 0) const { return base_ + entries_[next_ + ahead]; }
  std::uint32_t left() const { return count_ - next_; }
  void Skip(std::uint32_t entries = 1) { next_ += entries; }
  // Passes the entries before `at`.
  void SkipTo(const char* at) {
    while (next_ != count_ && Peek() < at) ++next_;
  }
  bool done() const { return next_ == count_; }

  // Behind the last byte that is good.
  const char* end() const { return base_ + entries_[count_]; }
  // The byte behind that is a control character in a string, or not UTF-8.
  bool broken() const { return broken_; }

  static constexpr std::size_t kMostBytes = std::size_t{1} << 30;

 private:
  std::size_t GoodUtf8(std::string_view text);
  bool EndCharacter(std::string_view& text);
  bool StartCharacter(std::string_view tail);

  ScanTokens scan_;
  TextState state_;
  const char* base_ = nullptr;
  std::uint32_t next_ = 0, count_ = 0;
  std::vector<std::uint32_t> entries_ = {0};  // with the end as one more
  bool broken_ = false;
  std::array<char, 4> character_;  // one that the last piece began
  std::uint32_t begun_ = 0;        // its bytes so far
};

}  // namespace bpol::redact
