#include "compiler/parse/characters.h"

#include <string>
#include <string_view>

#include "compiler/parse/parse.h"

namespace bpol::parse {
namespace {

using source::SourceFile;

struct CodePoint {
  std::uint32_t value = 0;
  std::uint32_t length = 0;  // in bytes; 0: these bytes are none
};

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629 section 4).
CodePoint Decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  const std::uint32_t first = byte(at);
  if (first < 0x80) return {first, 1};
  const std::uint32_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > text.size()) return {};
  std::uint32_t value = first & (0x7fu >> length);
  for (std::uint32_t index = 1; index < length; ++index) {
    if ((byte(at + index) & 0xc0) != 0x80) return {};
    value = value << 6 | (byte(at + index) & 0x3fu);
  }
  const std::uint32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  return value < least || surrogate || value > 0x10ffff ? CodePoint{} : CodePoint{value, length};
}

bool IsForbidden(std::uint32_t point) {
  if (point == '\t' || point == '\n' || point == '\r') return false;
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return true;
  return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

std::string NameOf(std::uint32_t point) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string name = "U+";
  for (int shift = point > 0xffff ? 20 : 12; shift >= 0; shift -= 4) name += kDigits[point >> shift & 0xf];
  return name;
}

Readable CheckSize(const SourceFile& file, Diagnostics& diagnostics) {
  if (file.text().size() > kMaxFileBytes) {
    diagnostics.Add({.code = Code::FileTooLarge,
                     .span = {file.id(), 0, 0},
                     .message = "a file of " + std::to_string(file.text().size()) + " bytes; " +
                                std::to_string(kMaxFileBytes) + " are read",
                     .help = "split it into modules; bulk constants belong in a table file"});
    return Readable::No;
  }
  for (std::uint32_t line = 1; line <= file.line_count(); ++line) {
    const std::size_t size = file.LineText(line).size();
    if (size <= kMaxLineBytes) continue;
    const std::uint32_t start = file.LineStart(line);
    diagnostics.Add(
        {.code = Code::FileTooLarge,
         .span = {file.id(), start, start},
         .message = "a line of " + std::to_string(size) + " bytes; " + std::to_string(kMaxLineBytes) + " are read",
         .help = "break it into several lines"});
    return Readable::No;
  }
  return Readable::Yes;
}

}  // namespace

Readable CheckCharacters(const SourceFile& file, Diagnostics& diagnostics) {
  if (CheckSize(file, diagnostics) == Readable::No) return Readable::No;
  Readable readable = Readable::Yes;
  for (std::uint32_t at = 0; at < file.text().size();) {
    const CodePoint point = Decode(file.text(), at);
    if (point.length == 0) {
      diagnostics.Add({.code = Code::NotUtf8,
                       .span = {file.id(), at, at + 1},
                       .message = "this byte is not part of a UTF-8 character",
                       .help = "save the file as UTF-8"});
      return Readable::No;
    }
    if (IsForbidden(point.value) && readable == Readable::Yes) {
      diagnostics.Add({.code = Code::ControlCharacter,
                       .span = {file.id(), at, at + point.length},
                       .message = "control character " + NameOf(point.value),
                       .help = "remove it; in a text it is written `\\u{" + NameOf(point.value).substr(2) + "}`"});
      readable = Readable::No;
    }
    at += point.length;
  }
  return readable;
}

}  // namespace bpol::parse
