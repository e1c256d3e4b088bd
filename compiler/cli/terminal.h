// Whether a person is looking: colour and per-line output are for them, plain text and speed for other programs.
#pragma once

#include <string>
#include <string_view>

namespace bpol::cli {

enum class Stream { Input = 0, Output = 1, Error = 2 };

bool IsTerminal(Stream stream);
// On a terminal, unless it is a dumb one or NO_COLOR is set (no-color.org).
bool WantsColour(Stream stream);

enum class Style { Good, Bad, Faint, Strong };
// `text`, in colour where `stream` wants it.
std::string Paint(std::string_view text, Style style, Stream stream);

}  // namespace bpol::cli
