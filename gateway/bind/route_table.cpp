#include "gateway/bind/route_table.h"

#include <algorithm>

#include "gateway/bind/percent.h"

namespace bpol::bind {
namespace {

// Takes the slash that `path` begins with and all up to the next one.
std::string_view TakeSegment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

}  // namespace

RouteTable::RouteTable(const schema::Unit& unit) {
  for (std::uint32_t i = 0; i < unit.routes.size(); ++i) {
    Entry entry{unit.routes[i].method, {}, i};
    for (std::string_view path = unit.routes[i].path; !path.empty();) {
      const std::string_view text = TakeSegment(path);
      const bool variable = text.size() > 2 && text.front() == '{' && text.back() == '}';
      entry.segments.push_back({variable ? text.substr(1, text.size() - 2) : text, variable});
    }
    entries_.push_back(std::move(entry));
  }
  // Literals first, segment by segment: `/accounts/all` is tried before `/accounts/{id}`.
  std::ranges::stable_sort(entries_, [](const Entry& left, const Entry& right) {
    return std::ranges::lexicographical_compare(left.segments, right.segments, {}, &Segment::variable,
                                                &Segment::variable);
  });
}

bool RouteTable::Fits(const Entry& entry, std::string_view path) {
  for (const Segment& segment : entry.segments) {
    if (path.empty()) return false;
    const std::string_view text = TakeSegment(path);
    if (segment.variable ? text.empty() : segment.text != text) return false;
  }
  return path.empty();
}

std::span<const PathVariable> RouteTable::VariablesOf(const Entry& entry, std::string_view path, Arena& arena) {
  const auto count = static_cast<std::size_t>(std::ranges::count(entry.segments, true, &Segment::variable));
  const std::span<PathVariable> variables = arena.AllocateArray<PathVariable>(count);
  std::size_t next = 0;
  for (const Segment& segment : entry.segments) {
    const std::string_view text = TakeSegment(path);
    if (segment.variable) variables[next++] = {segment.text, PercentDecode(text, arena)};
  }
  return variables;
}

std::optional<RouteMatch> RouteTable::Match(std::string_view method, std::string_view path, Arena& arena,
                                            NoRoute& why) const {
  why = NoRoute::Path;
  for (const Entry& entry : entries_) {
    if (!Fits(entry, path)) continue;
    if (entry.method == method) return RouteMatch{entry.route, VariablesOf(entry, path, arena)};
    why = NoRoute::Method;
  }
  return std::nullopt;
}

std::string RouteTable::Allow(std::string_view path) const {
  std::string methods;
  for (const Entry& entry : entries_)
    if (Fits(entry, path)) methods += (methods.empty() ? "" : ", ") + std::string(entry.method);
  return methods;
}

}  // namespace bpol::bind
