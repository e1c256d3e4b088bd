#include "compiler/syntax/printer.h"
#include "runtime/base/check.h"

namespace bpol::syntax {

std::string_view SpellingOf(LineEffect effect) {
  switch (effect) {
    case LineEffect::Permit:
      return "permit";
    case LineEffect::Challenge:
      return "challenge";
    case LineEffect::Review:
      return "review";
    case LineEffect::Deny:
      return "deny";
    case LineEffect::Serve:
      return "serve";
  }
  BPOL_CHECK(false, "every effect has a spelling");
}

std::string_view SpellingOf(BinaryOp op) {
  // In the order of the enum.
  constexpr std::string_view kSpellings[] = {
      "or",        "and",         "==",        "!=",     "<",  "<=", ">", ">=", "in", "not in", "contains",
      "subset of", "starts with", "ends with", "within", "??", "+",  "-", "*",  "/",  "unless"};
  static_assert(std::size(kSpellings) == static_cast<std::size_t>(BinaryOp::Unless) + 1);
  return kSpellings[static_cast<std::size_t>(op)];
}

std::string_view SpellingOf(TransformKind kind) {
  constexpr std::string_view kSpellings[] = {"keep",     "generalise", "mask",   "truncate",
                                             "tokenise", "hash",       "remove", "scan"};
  static_assert(std::size(kSpellings) == static_cast<std::size_t>(TransformKind::Scan) + 1);
  return kSpellings[static_cast<std::size_t>(kind)];
}

std::string_view SpellingOf(SignalKind kind) {
  constexpr std::string_view kSpellings[] = {"count", "sum", "distinct", "rate", "deviation"};
  static_assert(std::size(kSpellings) == static_cast<std::size_t>(SignalKind::Deviation) + 1);
  return kSpellings[static_cast<std::size_t>(kind)];
}

std::string Quoted(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      quoted += '\\';
      quoted += letter;
    } else if (letter == '\n' || letter == '\t' || letter == '\r') {
      quoted += letter == '\n' ? "\\n" : letter == '\t' ? "\\t" : "\\r";
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += std::string("\\u{") + kDigits[byte >> 4] + kDigits[byte & 0xf] + "}";
    } else {
      quoted += letter;
    }
  }
  return quoted + "\"";
}

}  // namespace bpol::syntax
