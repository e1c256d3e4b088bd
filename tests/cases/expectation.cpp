#include "tests/cases/expectation.h"

#include <algorithm>
#include <regex>

namespace bpol::cases {
namespace {

using source::SourceFile;

const std::regex& CaretForm() {
  static const std::regex form(R"(^\s*//\s*(\^+|\d+-\d+|-)\s+(?:error|warning)\[([EW]\d{4})\]: (.*)$)");
  return form;
}

const std::regex& HelpForm() {
  static const std::regex form(R"(^\s*//\s*help: (.*)$)");
  return form;
}

Expectation Read(const std::smatch& match, const std::string& text, std::uint32_t line) {
  Expectation expectation{.line = line, .code = match[2], .message = match[3], .help = {}};
  const std::string place = match[1];
  if (place.front() == '^') {
    expectation.first_column = source::CountCodePoints(text.substr(0, static_cast<std::size_t>(match.position(1)))) + 1;
    expectation.last_column = expectation.first_column + static_cast<std::uint32_t>(place.size()) - 1;
  } else if (place != "-") {
    expectation.first_column = static_cast<std::uint32_t>(std::stoul(place));
    expectation.last_column = static_cast<std::uint32_t>(std::stoul(place.substr(place.find('-') + 1)));
  } else {
    expectation.line = 0;
  }
  return expectation;
}

std::string Text(const Expectation& expectation) {
  std::string text = expectation.line == 0
                         ? "no place"
                         : "line " + std::to_string(expectation.line) + ", columns " +
                               std::to_string(expectation.first_column) + "-" + std::to_string(expectation.last_column);
  text += ": [" + expectation.code + "]: " + expectation.message;
  if (expectation.help) text += "\n      help: " + *expectation.help;
  return text;
}

bool Fits(const Expectation& expected, const Expectation& found) {
  return expected.line == found.line && expected.first_column == found.first_column &&
         expected.last_column == found.last_column && expected.code == found.code &&
         expected.message == found.message && (!expected.help || expected.help == found.help);
}

}  // namespace

std::vector<Expectation> ReadExpectations(const SourceFile& file) {
  std::vector<Expectation> expectations;
  std::uint32_t code_line = 0;
  for (std::uint32_t line = 1; line <= file.line_count(); ++line) {
    const std::string text(file.LineText(line));
    std::smatch match;
    if (std::regex_match(text, match, CaretForm())) {
      expectations.push_back(Read(match, text, code_line));
    } else if (!expectations.empty() && std::regex_match(text, match, HelpForm())) {
      expectations.back().help = match[1];
    } else {
      code_line = line;
    }
  }
  return expectations;
}

std::vector<Expectation> Found(const Diagnostics& diagnostics, const SourceFile& file) {
  std::vector<Expectation> found;
  for (const Diagnostic& diagnostic : diagnostics.InSourceOrder()) {
    Expectation one{
        .code = std::string(NumberOf(diagnostic.code)), .message = diagnostic.message, .help = diagnostic.help.text};
    if (diagnostic.span.valid()) {
      const source::LineColumn begin = file.Locate(diagnostic.span.begin);
      const std::uint32_t line_end =
          file.LineStart(begin.line) + static_cast<std::uint32_t>(file.LineText(begin.line).size());
      const std::uint32_t end =
          std::clamp(diagnostic.span.end, diagnostic.span.begin, std::max(line_end, diagnostic.span.begin));
      const std::uint32_t width =
          source::CountCodePoints(file.text().substr(diagnostic.span.begin, end - diagnostic.span.begin));
      one.line = begin.line;
      one.first_column = begin.column;
      one.last_column = begin.column + std::max(width, 1u) - 1;
    }
    found.push_back(std::move(one));
  }
  return found;
}

std::string Differences(std::vector<Expectation> expected, std::vector<Expectation> found) {
  for (auto wanted = expected.begin(); wanted != expected.end();) {
    const auto match = std::ranges::find_if(found, [&](const Expectation& one) { return Fits(*wanted, one); });
    if (match == found.end()) {
      ++wanted;
    } else {
      found.erase(match);
      wanted = expected.erase(wanted);
    }
  }
  std::string differences;
  for (const Expectation& one : expected) differences += "  did not come: " + Text(one) + "\n";
  for (const Expectation& one : found) differences += "  unexpected:   " + Text(one) + "\n";
  return differences;
}

}  // namespace bpol::cases
