#include "compiler/cli/terminal.h"

#include <unistd.h>

#include <cstdlib>

namespace bpol::cli {
namespace {

std::string_view Sequence(Style style) {
  switch (style) {
    case Style::Good:
      return "\x1b[32m";
    case Style::Bad:
      return "\x1b[1;31m";
    case Style::Faint:
      return "\x1b[2m";
    case Style::Strong:
      return "\x1b[1m";
  }
  return "";
}

}  // namespace

bool IsTerminal(Stream stream) {
  return ::isatty(static_cast<int>(stream)) == 1;
}

bool WantsColour(Stream stream) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  return IsTerminal(stream) && terminal != nullptr && std::string_view(terminal) != "dumb";
}

std::string Paint(std::string_view text, Style style, Stream stream) {
  if (!WantsColour(stream)) return std::string(text);
  return std::string(Sequence(style)) + std::string(text) + "\x1b[0m";
}

}  // namespace bpol::cli
