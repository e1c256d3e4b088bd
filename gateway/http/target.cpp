#include "gateway/http/target.h"

#include <algorithm>
#include <utility>

#include "gateway/http/characters.h"
#include "gateway/http/field_list.h"
#include "gateway/http/utf8.h"

namespace bpol::http {
namespace {

constexpr char kUpperHex[] = "0123456789ABCDEF";

// The octet that `text` encodes at its start, or nothing when that is not a percent-encoding.
std::optional<char> EncodedAt(std::string_view text) {
  if (text.size() < 3 || text[0] != '%' || !Is(character::kHex, text[1]) || !Is(character::kHex, text[2])) {
    return std::nullopt;
  }
  return static_cast<char>(HexValue(text[1]) << 4 | HexValue(text[2]));
}

// What must not hide behind an encoding, because a second reader may decode once more or earlier than we do.
std::optional<Refusal> CheckEncoded(char octet) {
  const auto value = static_cast<unsigned char>(octet);
  if (value < 0x20 || value == 0x7f) return Refusal::PathControl;
  if (octet == '/' || octet == '\\') return Refusal::PathEncodedSeparator;
  if (octet == '%') return Refusal::PathEncodedPercent;
  if (octet == ';') return Refusal::PathParameter;
  return std::nullopt;
}

std::optional<Refusal> CheckLiteral(char c) {
  if (c == '\\') return Refusal::PathBackslash;
  if (c == ';') return Refusal::PathParameter;
  return Is(character::kTarget, c) ? std::nullopt : std::optional(Refusal::TargetCharacter);
}

// Dot segments are looked for after `%2e` became `.`. The path of the whole server is `/`; no other segment is empty.
std::optional<Refusal> CheckSegments(std::string_view path) {
  if (path == "/") return std::nullopt;
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    if (segment == "." || segment == "..") return Refusal::PathDotSegment;
    // A slash at the very end is left alone: `/a/` is a path of its own and stays one.
    if (segment.empty() && end != path.size()) return Refusal::PathEmptySegment;
    at = end + 1;
  }
  return std::nullopt;
}

// Appends the canonical spelling to `to` and what it stands for to `decoded`.
std::optional<Refusal> AppendPath(std::string& to, std::string& decoded, std::string_view path) {
  for (std::size_t at = 0; at < path.size();) {
    if (path[at] != '%') {
      if (const auto wrong = CheckLiteral(path[at])) return wrong;
      to += path[at];
      decoded += path[at++];
      continue;
    }
    const std::optional<char> octet = EncodedAt(path.substr(at));
    if (!octet) return Refusal::PercentEncoding;
    if (const auto wrong = CheckEncoded(*octet)) return wrong;
    if (Is(character::kUnreserved, *octet)) {
      to += *octet;
    } else {
      const auto value = static_cast<unsigned char>(*octet);
      to += {'%', kUpperHex[value >> 4], kUpperHex[value & 15]};
    }
    decoded += *octet;
    at += 3;
  }
  return std::nullopt;
}

// A NUL ends a text for whoever reads it as C does, and a rule would have compared another text than the bank reads.
std::optional<Refusal> CheckQuery(std::string_view query) {
  for (std::size_t at = 0; at < query.size(); ++at) {
    if (!Is(character::kTarget, query[at])) return Refusal::TargetCharacter;
    if (query[at] != '%') continue;
    const std::optional<char> octet = EncodedAt(query.substr(at));
    if (!octet) return Refusal::PercentEncoding;
    if (*octet == '\0') return Refusal::QueryNul;
  }
  return std::nullopt;
}

struct AbsoluteForm {
  std::string_view authority;
  std::string_view rest;
  std::string_view default_port;
};

std::optional<AbsoluteForm> SplitAbsolute(std::string_view raw) {
  for (const auto& [scheme, port] : {std::pair{std::string_view("http://"), std::string_view(":80")},
                                     std::pair{std::string_view("https://"), std::string_view(":443")}}) {
    if (raw.size() < scheme.size() || !SameName(raw.substr(0, scheme.size()), scheme)) continue;
    raw.remove_prefix(scheme.size());
    const std::size_t end = std::min(raw.find_first_of("/?"), raw.size());
    return AbsoluteForm{raw.substr(0, end), raw.substr(end), port};
  }
  return std::nullopt;
}

}  // namespace

std::variant<Target, Refusal> ParseTarget(std::string_view raw) {
  Target target;
  if (raw[0] != '/') {
    const auto absolute = SplitAbsolute(raw);
    if (!absolute) return Refusal::TargetForm;
    auto authority = ParseAuthority(absolute->authority);
    if (!authority) return Refusal::HostIllFormed;
    target.authority = WithoutPort(*authority, absolute->default_port);
    target.default_port = absolute->default_port;
    raw = absolute->rest;
  }
  const std::size_t question = std::min(raw.find('?'), raw.size());
  const std::string_view path = raw.substr(0, question);
  std::string decoded;
  if (const auto wrong = AppendPath(target.origin_form, decoded, path)) return *wrong;
  if (!IsUtf8(decoded)) return Refusal::PathUtf8;
  if (path.empty()) target.origin_form = "/";
  if (const auto wrong = CheckSegments(target.origin_form)) return *wrong;
  target.path_size = target.origin_form.size();
  if (const auto wrong = CheckQuery(raw.substr(question))) return *wrong;
  target.origin_form += raw.substr(question);
  return target;
}

std::optional<std::string> PercentDecode(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<char> octet = text[at] == '%' ? EncodedAt(text.substr(at)) : text[at];
    if (!octet) return std::nullopt;
    decoded += *octet;
    at += text[at] == '%' ? 3 : 1;
  }
  return decoded;
}

}  // namespace bpol::http
