#include "gateway/http/body_decoder.h"

#include <algorithm>

#include "gateway/http/characters.h"

namespace bpol::http {
namespace {

constexpr unsigned kMaxSizeDigits = 15;             // 60 bits: cannot overflow
constexpr std::uint32_t kMaxExtensionBytes = 1024;  // of all chunks together; nobody we know sends any
constexpr std::uint32_t kMaxTrailerBytes = 8 * 1024;

}  // namespace

BodyDecoder::BodyDecoder(Framing framing) : framing_(framing) {
  switch (framing.kind) {
    case Framing::Kind::None:
      phase_ = Phase::End;
      break;
    case Framing::Kind::Length:
      remaining_ = framing.length;
      phase_ = remaining_ == 0 ? Phase::End : Phase::Data;
      break;
    case Framing::Kind::Chunked:
      phase_ = Phase::Size;
      break;
    case Framing::Kind::UntilClose:
      remaining_ = ~std::uint64_t{0};
      phase_ = Phase::Data;
      break;
  }
}

BodyDecoder::Step BodyDecoder::Next(std::string_view input) {
  if (refused_) return {.state = State::Refused, .refusal = *refused_};
  std::size_t at = 0;
  while (phase_ != Phase::End && at < input.size()) {
    if (phase_ == Phase::Data) return Data(input, at);
    if (const auto wrong = Structure(input[at++])) {
      refused_ = wrong;
      return {.state = State::Refused, .consumed = at, .refusal = *wrong};
    }
  }
  return {.state = phase_ == Phase::End ? State::End : State::NeedMore, .consumed = at};
}

BodyDecoder::Step BodyDecoder::Data(std::string_view input, std::size_t at) {
  const std::size_t size = std::min<std::uint64_t>(remaining_, input.size() - at);
  if (framing_.kind != Framing::Kind::UntilClose) remaining_ -= size;
  if (remaining_ == 0) phase_ = framing_.kind == Framing::Kind::Chunked ? Phase::DataCr : Phase::End;
  return {.state = State::Piece, .consumed = at + size, .piece = input.substr(at, size)};
}

std::optional<Refusal> BodyDecoder::Structure(char c) {
  switch (phase_) {
    case Phase::Size:
      return SizeCharacter(c);
    case Phase::Extension:
      return ExtensionCharacter(c);
    case Phase::SizeLineFeed:
      return c == '\n' ? SizeDone() : Refusal::ChunkEnd;
    case Phase::DataCr:
      phase_ = Phase::DataLf;
      return c == '\r' ? std::nullopt : std::optional(Refusal::ChunkEnd);
    case Phase::DataLf:
      phase_ = Phase::Size;
      return c == '\n' ? std::nullopt : std::optional(Refusal::ChunkEnd);
    case Phase::Trailer:
      return TrailerCharacter(c);
    case Phase::Data:
    case Phase::End:
      break;
  }
  BPOL_CHECK(false, "data and what follows the end are not structure");
}

std::optional<Refusal> BodyDecoder::SizeCharacter(char c) {
  if (Is(character::kHex, c)) {
    if (++digits_ > kMaxSizeDigits) return Refusal::ChunkSize;
    remaining_ = remaining_ << 4 | HexValue(c);
    return std::nullopt;
  }
  if (digits_ == 0) return Refusal::ChunkSize;
  if (c == '\r') {
    phase_ = Phase::SizeLineFeed;
    return std::nullopt;
  }
  // White space before the semicolon is only tolerated by RFC 9112 (bad whitespace); we need not.
  if (c != ';') return Refusal::ChunkSize;
  phase_ = Phase::Extension;
  return std::nullopt;
}

std::optional<Refusal> BodyDecoder::ExtensionCharacter(char c) {
  if (c == '\r') {
    phase_ = Phase::SizeLineFeed;
    return std::nullopt;
  }
  const bool ok = Is(character::kValue, c) && ++extension_bytes_ <= kMaxExtensionBytes;
  return ok ? std::nullopt : std::optional(Refusal::ChunkExtension);
}

std::optional<Refusal> BodyDecoder::SizeDone() {
  digits_ = 0;
  phase_ = remaining_ == 0 ? Phase::Trailer : Phase::Data;
  return std::nullopt;
}

// Trailer fields are dropped, so only what could hide a second message matters: lines, names and size.
std::optional<Refusal> BodyDecoder::TrailerCharacter(char c) {
  if (++trailer_bytes_ > kMaxTrailerBytes) return Refusal::Trailer;
  if (trailer_cr_) return TrailerLineEnd(c);
  if (c == '\r') {
    trailer_cr_ = true;
    return std::nullopt;
  }
  ++trailer_line_;
  if (trailer_colon_) return Is(character::kValue, c) ? std::nullopt : std::optional(Refusal::Trailer);
  if (c == ':' && trailer_line_ > 1) {
    trailer_colon_ = true;
    return std::nullopt;
  }
  return Is(character::kToken, c) ? std::nullopt : std::optional(Refusal::Trailer);
}

std::optional<Refusal> BodyDecoder::TrailerLineEnd(char c) {
  const bool is_last = trailer_line_ == 0;
  if (c != '\n' || (!is_last && !trailer_colon_)) return Refusal::Trailer;
  trailer_cr_ = trailer_colon_ = false;
  trailer_line_ = 0;
  if (is_last) phase_ = Phase::End;
  return std::nullopt;
}

}  // namespace bpol::http
