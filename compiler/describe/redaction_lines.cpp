#include "compiler/describe/redaction_lines.h"

#include <algorithm>

namespace bpol::describe {
namespace {

using checked::RedactBlock;
using checked::RedactLine;
using schema::kNone;

bool SameType(const schema::Unit& unit, std::uint32_t left, std::uint32_t right) {
  if (left == right) return true;
  const schema::Type& a = unit.types[left];
  const schema::Type& b = unit.types[right];
  return a.kind == schema::TypeKind::Record && b.kind == a.kind && a.declaration == b.declaration;
}

bool IsList(const Places& places, std::uint32_t place) {
  return places.redaction.nodes[place].kind == schema::RedactNode::Kind::List;
}

// A block may speak of the record that a list holds: `[]` then is that list, and its fields need no `[]` before them.
std::uint32_t StartOf(const Places& places, const RedactLine& line, std::uint32_t anchor) {
  const bool element = !line.path.empty() && (line.path.front() == "[]" || line.path.front() == "[*]");
  const std::uint32_t parent = places.places[anchor].parent;
  if (element && !IsList(places, anchor) && parent != kNone && IsList(places, parent)) return parent;
  if (!element && IsList(places, anchor)) return places.redaction.nodes[anchor].element;
  return anchor;
}

PathMatch MatchFrom(const Places& places, const RedactLine& line, std::uint32_t anchor, std::uint32_t place) {
  const std::size_t skipped = places.places[StartOf(places, line, anchor)].steps.size();
  const std::vector<Step>& steps = places.places[place].steps;
  if (steps.size() < skipped) return {.reach = Reach::Beneath};
  return MatchPath(line.path, std::span(steps).subspan(skipped));
}

bool StrongerClass(const checked::Unit& unit, std::uint32_t left, std::uint32_t right) {
  return left != right && (unit.class_covers[right] >> left & 1) != 0;
}

// Whether `left` is asked before `right`.
bool Before(const checked::Unit& unit, const Candidate& left, const Candidate& right) {
  if (left.nearness.path != right.nearness.path) return left.nearness.path;
  if (left.nearness.path) {
    if (left.nearness.length != right.nearness.length) return left.nearness.length > right.nearness.length;
    return left.nearness.arms > right.nearness.arms;
  }
  if (left.line->data_class == right.line->data_class) return false;
  if (StrongerClass(unit, left.line->data_class, right.line->data_class)) return true;
  if (StrongerClass(unit, right.line->data_class, left.line->data_class)) return false;
  return left.line->treatment > right.line->treatment;
}

}  // namespace

std::optional<std::uint32_t> AnchorOf(const checked::Unit& unit, const Places& places, const RedactBlock& block,
                                      std::uint32_t place) {
  for (std::uint32_t at = place; at != kNone; at = places.places[at].parent) {
    if (SameType(unit.schema, places.redaction.nodes[at].type, block.type)) return at;
  }
  return std::nullopt;
}

std::vector<Candidate> LinesFor(const checked::Unit& unit, const Places& places, const RedactBlock& block,
                                std::uint32_t place) {
  const std::optional<std::uint32_t> anchor = AnchorOf(unit, places, block, place);
  if (!anchor) return {};
  std::vector<Candidate> found;
  for (const RedactLine& line : block.lines) {
    if (line.drop) continue;
    if (line.data_class != kNone) {
      if ((unit.class_covers[line.data_class] & places.places[place].classes) != 0) found.push_back({&line, {}});
      continue;
    }
    const PathMatch match = MatchFrom(places, line, *anchor, place);
    if (match.reach == Reach::Covers)
      found.push_back({&line, {.path = true, .length = match.length, .arms = match.arms}});
  }
  // Incomparable classes make the order partial, so that a sort could go wrong; an insertion asks every pair that
  // matters.
  std::vector<Candidate> ordered;
  for (const Candidate& candidate : found) {
    const auto later =
        std::ranges::find_if(ordered, [&](const Candidate& other) { return Before(unit, candidate, other); });
    ordered.insert(later, candidate);
  }
  return ordered;
}

std::optional<std::uint32_t> FirstCovered(const checked::Unit& unit, const Places& places, const RedactBlock& block,
                                          const RedactLine& line) {
  for (std::uint32_t place = 0; place < places.places.size(); ++place) {
    const std::optional<std::uint32_t> anchor = AnchorOf(unit, places, block, place);
    if (anchor && MatchFrom(places, line, *anchor, place).reach == Reach::Covers) return place;
  }
  return std::nullopt;
}

bool HasLineBeneath(const checked::Unit& unit, const Places& places, const RedactBlock& block, std::uint32_t place) {
  const std::optional<std::uint32_t> anchor = AnchorOf(unit, places, block, place);
  if (!anchor) return true;
  return std::ranges::any_of(block.lines, [&](const RedactLine& line) {
    return !line.drop && line.data_class == kNone && MatchFrom(places, line, *anchor, place).reach == Reach::Beneath;
  });
}

bool DropsFrom(const checked::Unit& unit, const Places& places, const RedactBlock& block, const RedactLine& line,
               std::uint32_t place) {
  const std::uint32_t element = places.redaction.nodes[place].element;
  if (!line.drop || line.path.empty() || element == kNone) return false;
  const std::optional<std::uint32_t> anchor = AnchorOf(unit, places, block, element);
  if (!anchor) return false;
  // A path that also covers the list ends before its elements.
  return MatchFrom(places, line, *anchor, element).reach == Reach::Covers &&
         MatchFrom(places, line, *anchor, place).reach != Reach::Covers;
}

}  // namespace bpol::describe
