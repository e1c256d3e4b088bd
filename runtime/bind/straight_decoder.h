// StraightDecoder: JSON values into the typed bytes of a frame in one walk over their tokens, without a tree.
// It reads what fits, and says only that something does not: false sends the whole text to JsonDecoder, which names the
// fault and its place, and reads what JsonTokens does not. INVARIANT: what it reads is what JsonDecoder would have
// written, to the byte. One per text. Used by this folder.
#pragma once

#include <cstddef>

#include "runtime/bind/json_decoder.h"
#include "runtime/bind/json_tokens.h"

namespace bpol::bind {

class StraightDecoder {
 public:
  // Texts of the frame point to what `tokens` gives out.
  StraightDecoder(const schema::Unit& unit, Arena& arena, JsonTokens& tokens,
                  Undeclared undeclared = Undeclared::Refused)
      : unit_(unit), arena_(arena), tokens_(tokens), undeclared_(undeclared) {}

  // The value that comes next. `out` is zeroed memory of the type's size; after a false it holds anything. `live` says
  // what is wanted below it; null: all.
  bool Field(const schema::Field& field, const schema::Live* live, std::byte* out);
  bool Value(const schema::Type& type, const schema::Live* live, std::byte* out);
  bool Record(const schema::Record& record, Wanted wanted, std::byte* out);

 private:
  bool Text(const schema::Type& type, std::byte* out);
  bool Decimal(const schema::Type& type, std::byte* out);
  bool MoneyObject(const schema::Field& field, std::byte* out);
  bool Sequence(const schema::Type& type, const schema::Live* live, std::byte* out);
  bool Map(const schema::Type& type, std::byte* out);
  bool FindArm(const schema::Record& record, std::uint32_t* arm);
  bool Member(const schema::Field& field, const schema::Live* live, std::byte* record);

  const schema::Unit& unit_;
  Arena& arena_;
  JsonTokens& tokens_;
  const Undeclared undeclared_;
};

// Which of at most kMost members or facts were there.
class SeenBits {
 public:
  static constexpr std::size_t kMost = 256;

  bool Has(std::uint32_t index) const { return words_[index / 64] >> index % 64 & 1; }
  // False: it was there before.
  bool Add(std::uint32_t index) {
    if (Has(index)) return false;
    words_[index / 64] |= std::uint64_t{1} << index % 64;
    return true;
  }

 private:
  std::uint64_t words_[kMost / 64] = {};
};

}  // namespace bpol::bind
