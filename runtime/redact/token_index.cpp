#include "runtime/redact/token_index.h"

#include <simdjson.h>

#include <algorithm>

#include "runtime/base/check.h"

namespace bpol::redact {
namespace {

std::uint32_t LengthOf(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

bool Continues(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Bytes at the end of `text` that begin a character and do not end it.
std::size_t BegunAtEnd(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(text.size(), 3); ++back) {
    const char c = text[text.size() - back];
    if (!Continues(c)) return LengthOf(c) > back ? back : 0;
  }
  return 0;
}

bool IsUtf8(std::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

// Whether some character begins like this: the first byte behind a lead narrows what may come, from one side or the
// other.
bool BeginsCharacter(std::array<char, 4> bytes, std::uint32_t begun) {
  const std::uint32_t length = LengthOf(bytes[0]);
  for (const char filler : {'\x80', '\xbf'}) {
    std::fill(bytes.begin() + begun, bytes.end(), filler);
    if (IsUtf8({bytes.data(), length})) return true;
  }
  return false;
}

// How many bytes of a text that is not UTF-8 are. Only refused responses come here.
std::size_t GoodPrefix(std::string_view text) {
  std::size_t good = 0;
  std::size_t bad = text.size();
  while (bad - good > 1) {
    const std::size_t middle = good + (bad - good) / 2;
    const std::string_view prefix = text.substr(0, middle);
    (IsUtf8(prefix.substr(0, middle - BegunAtEnd(prefix))) ? good : bad) = middle;
  }
  return good;
}

}  // namespace

void TokenIndex::Start() {
  state_ = {};
  begun_ = 0;
  broken_ = false;
  Open({});
}

void TokenIndex::Open(std::string_view piece) {
  next_ = count_ = 0;
  entries_[0] = 0;
  Extend(piece);
}

void TokenIndex::Extend(std::string_view piece) {
  BPOL_CHECK(piece.size() <= kMostBytes && !broken_, "a broken text is not read on");
  base_ = piece.data();
  const std::uint32_t before = entries_[count_];
  const std::string_view added = piece.substr(before);
  const std::size_t good = GoodUtf8(added);
  if (entries_.size() < count_ + good + kBlock) entries_.resize(count_ + good + kBlock);
  const Tokens found = scan_(added.data(), good, before, state_, entries_.data() + count_);
  count_ += static_cast<std::uint32_t>(found.count);
  entries_[count_] = before + static_cast<std::uint32_t>(found.good);
  broken_ = found.good != added.size();
}

// How many bytes are UTF-8, or may become it with what follows.
std::size_t TokenIndex::GoodUtf8(std::string_view text) {
  std::string_view rest = text;
  if (begun_ != 0 && !EndCharacter(rest)) return 0;
  const std::string_view tail = rest.substr(rest.size() - BegunAtEnd(rest));
  const std::string_view whole = rest.substr(0, rest.size() - tail.size());
  const std::size_t passed = text.size() - rest.size();
  if (!IsUtf8(whole)) return passed + GoodPrefix(whole);
  return tail.empty() || StartCharacter(tail) ? text.size() : text.size() - tail.size();
}

// Takes from `text` what belongs to the character that was begun.
bool TokenIndex::EndCharacter(std::string_view& text) {
  const std::uint32_t length = LengthOf(character_[0]);
  while (begun_ < length && !text.empty()) {
    character_[begun_++] = text.front();
    text.remove_prefix(1);
  }
  if (!BeginsCharacter(character_, begun_)) return false;
  if (begun_ == length) begun_ = 0;
  return true;
}

bool TokenIndex::StartCharacter(std::string_view tail) {
  begun_ = static_cast<std::uint32_t>(tail.size());
  std::ranges::copy(tail, character_.begin());
  return BeginsCharacter(character_, begun_);
}

}  // namespace bpol::redact
