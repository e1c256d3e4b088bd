// BodyDecoder: from the bytes after a head to body pieces, without input or output. Pieces are views into the input.
// Chunked bodies are decoded strictly: hexadecimal sizes with overflow check, bounded extensions, CRLF everywhere, and
// a bounded trailer section, which is checked and dropped (RFC 9112 section 7.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "gateway/http/message.h"
#include "gateway/http/refusal.h"
#include "runtime/base/check.h"

namespace bpol::http {

class BodyDecoder {
 public:
  explicit BodyDecoder(Framing framing = {});

  enum class State { NeedMore, Piece, End, Refused };
  struct Step {
    State state = State::NeedMore;
    std::size_t consumed = 0;  // bytes of the input that are done with, whatever the state
    std::string_view piece{};  // not empty when Piece; inside the consumed input
    Refusal refusal{};         // when Refused
  };
  Step Next(std::string_view input);

  // True when the peer closing now is the body's proper end.
  bool EndsWithConnection() const { return framing_.kind == Framing::Kind::UntilClose; }
  bool ended() const { return phase_ == Phase::End; }

 private:
  enum class Phase { Data, Size, Extension, SizeLineFeed, DataCr, DataLf, Trailer, End };

  Step Data(std::string_view input, std::size_t at);
  std::optional<Refusal> Structure(char c);
  std::optional<Refusal> SizeCharacter(char c);
  std::optional<Refusal> ExtensionCharacter(char c);
  std::optional<Refusal> TrailerCharacter(char c);
  std::optional<Refusal> TrailerLineEnd(char c);
  std::optional<Refusal> SizeDone();

  Framing framing_;
  Phase phase_;
  std::uint64_t remaining_ = 0;  // of the body, or of the chunk
  unsigned digits_ = 0;
  std::uint32_t extension_bytes_ = 0;  // of the whole body (RFC 9112 erratum 7633)
  std::uint32_t trailer_bytes_ = 0;
  std::uint32_t trailer_line_ = 0;
  bool trailer_cr_ = false;
  bool trailer_colon_ = false;
  std::optional<Refusal> refused_;
};

}  // namespace bpol::http
