#include "compiler/coverage/wording.h"

namespace bpol::coverage {

using checked::BinaryOp;
using checked::Expr;

namespace {

constexpr std::size_t kLongest = 100;

const checked::ConsentCell* ConsentRead(const checked::Action& action, const Expr& expr) {
  const auto* read = std::get_if<checked::CellRead>(&expr.node);
  return read == nullptr ? nullptr : std::get_if<checked::ConsentCell>(&action.cells[read->cell].kind);
}

// A `require` of a consent asks for each of its lines that it is not the verdict.
std::string HintOfComparison(const compiler::Compiled& compiled, const Place& place, const checked::Binary& binary,
                             bool wanted) {
  if (place.action == nullptr) return "";
  const checked::Unit& unit = *compiled.unit;
  const checked::ConsentCell* consent = ConsentRead(*place.action, unit.At(binary.left));
  if (consent == nullptr) return "";
  const std::string name = Quoted(unit.consents[consent->consent]);
  if (binary.op == BinaryOp::Ne)
    return wanted ? "no test has " + name + " satisfied here" : "no test has " + name + " fail here";
  return "";
}

}  // namespace

std::string Quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

std::string QuotedText(const source::SourceMap& sources, Span span) {
  std::string text;
  for (const char c : sources.Text(span)) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) text += c;
    if (blank && !text.empty() && text.back() != ' ') text += ' ';
  }
  while (text.ends_with(' ') || text.ends_with(',')) text.pop_back();  // a list goes on behind a bin
  if (text.size() > kLongest) {
    std::size_t head = kLongest / 2, tail = text.size() - kLongest / 2;
    while (head > 0 && (text[head] & 0xc0) == 0x80) --head;
    while (tail < text.size() && (text[tail] & 0xc0) == 0x80) ++tail;
    text = text.substr(0, head) + "…" + text.substr(tail);
  }
  return Quoted(text);
}

std::string HintOf(const compiler::Compiled& compiled, const Place& place, bool wanted) {
  const Expr& expr = compiled.unit->At(place.expr);
  if (const auto* present = std::get_if<checked::IsPresent>(&expr.node)) {
    const Span operand = compiled.unit->At(present->operand).span;
    const bool there = wanted != present->negated;
    if (operand.valid() && operand != expr.span)
      return "no test has " + QuotedText(compiled.sources, operand) + (there ? " present here" : " absent here");
  }
  if (const auto* quantifier = std::get_if<checked::Quantifier>(&expr.node)) {
    const Span source = compiled.unit->At(quantifier->source).span;
    if (source.valid())
      return "look at what the tests have in " + QuotedText(compiled.sources, source) +
             ": also none, and one that does not fit";
  }
  if (const auto* binary = std::get_if<checked::Binary>(&expr.node))
    return HintOfComparison(compiled, place, *binary, wanted);
  return "";
}

std::string Why(const source::SourceMap& sources, const std::vector<Span>& tried) {
  if (tried.empty()) return "by itself, whatever the request says";
  std::string names;
  for (const Span span : tried) {
    const std::string name = QuotedText(sources, span);
    if (names.find(name) == std::string::npos) names += (names.empty() ? "" : ", ") + name;
  }
  return "with every value of " + names + " that gets this far";
}

}  // namespace bpol::coverage
