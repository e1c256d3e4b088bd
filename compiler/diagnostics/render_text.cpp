#include <algorithm>
#include <string_view>

#include "compiler/diagnostics/excerpt.h"
#include "compiler/diagnostics/fix.h"
#include "compiler/diagnostics/render.h"

namespace bpol::diagnostics {
namespace {

using source::SourceFile;
using source::SourceMap;

class TextRenderer {
 public:
  TextRenderer(const SourceMap& sources, Colour colour) : sources_(sources), colour_(colour) {}

  std::string Render(const Diagnostic& diagnostic) {
    const bool error = SeverityOf(diagnostic.code) == Severity::Error;
    accent_ = error ? "\x1b[1;31m" : "\x1b[1;33m";
    out_ =
        Paint(accent_, std::string(error ? "error" : "warning") + "[" + std::string(NumberOf(diagnostic.code)) + "]");
    out_ += Paint("\x1b[1m", ": " + Printable(diagnostic.message)) + "\n";
    margin_ = MarginOf(diagnostic);
    if (diagnostic.span.valid()) Place(diagnostic);
    if (!diagnostic.help.empty()) Note("help: " + diagnostic.help.text);
    if (const std::string mended = MendedLine(FixOf(diagnostic, sources_), sources_); !mended.empty()) Fix(mended);
    return std::move(out_);
  }

 private:
  static constexpr std::string_view kBlue = "\x1b[34m";

  std::string Paint(std::string_view style, std::string text) const {
    if (colour_ == Colour::Never) return text;
    return std::string(style) + text + "\x1b[0m";
  }

  void Note(const std::string& text) {
    out_ += std::string(margin_, ' ') + Paint(kBlue, " = ") + Printable(text) + "\n";
  }

  // The line as it should be, cut where a terminal would be full.
  void Fix(const std::string& line) {
    const Excerpt excerpt = MakeExcerpt(line, 0, 1);
    out_ += std::string(margin_, ' ') + Paint(kBlue, " = ") + "fix: " + excerpt.line + "\n";
  }

  std::size_t MarginOf(const Diagnostic& diagnostic) const {
    std::uint32_t last = 1;
    const auto widen = [&](Span span) {
      if (span.valid()) last = std::max(last, sources_.FileOf(span).LineOf(span.begin));
    };
    widen(diagnostic.span);
    for (const Label& label : diagnostic.labels) widen(label.span);
    return std::to_string(last).size() + 1;
  }

  void Place(const Diagnostic& diagnostic) {
    Header(diagnostic.span, "-->");
    Line(diagnostic.span, '^', "", accent_);
    Span previous = diagnostic.span;
    for (const Label& label : diagnostic.labels) {
      if (!label.span.valid()) continue;
      if (label.span.file != previous.file) Header(label.span, ":::");
      Line(label.span, '-', label.text, kBlue);
      previous = label.span;
    }
  }

  void Header(Span span, std::string_view arrow) {
    out_ += std::string(margin_ - 1, ' ') + Paint(kBlue, std::string(arrow)) + " " +
            Printable(sources_.Position(span)) + "\n";
    out_ += std::string(margin_, ' ') + Paint(kBlue, " |") + "\n";
    shown_.clear();
  }

  void Line(Span span, char mark, const std::string& text, std::string_view style) {
    const SourceFile& file = sources_.FileOf(span);
    const std::uint32_t line = file.LineOf(span.begin);
    const std::uint32_t start = file.LineStart(line);
    const Excerpt excerpt = MakeExcerpt(file.LineText(line), span.begin - start, span.end - start);
    const std::string number = std::to_string(line);
    const std::string numbered =
        std::string(margin_ - number.size(), ' ') + Paint(kBlue, number + " |") + " " + excerpt.line + "\n";
    // A second mark on the same line stands under the first.
    if (numbered != shown_) out_ += numbered;
    shown_ = numbered;
    const std::string marks = std::string(excerpt.width, mark) + (text.empty() ? "" : " " + Printable(text));
    out_ += std::string(margin_, ' ') + Paint(kBlue, " |") + " " + std::string(excerpt.column, ' ') +
            Paint(style, marks) + "\n";
  }

  const SourceMap& sources_;
  Colour colour_;
  std::string shown_;  // the source line printed last
  std::string_view accent_;
  std::size_t margin_ = 2;
  std::string out_;
};

std::string Count(std::size_t number, std::string_view what) {
  return std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

}  // namespace

std::string RenderText(const Diagnostic& diagnostic, const SourceMap& sources, Colour colour) {
  return TextRenderer(sources, colour).Render(diagnostic);
}

std::string RenderText(const Diagnostics& diagnostics, const SourceMap& sources, Colour colour) {
  if (diagnostics.empty()) return "";
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.InSourceOrder()) {
    out += RenderText(diagnostic, sources, colour) + "\n";
  }
  const std::size_t warnings = diagnostics.all().size() + diagnostics.dropped() - diagnostics.error_count();
  out += Count(diagnostics.error_count(), "error") + ", " + Count(warnings, "warning");
  if (diagnostics.dropped() > 0) out += " (" + std::to_string(diagnostics.dropped()) + " not shown)";
  return out + "\n";
}

}  // namespace bpol::diagnostics
