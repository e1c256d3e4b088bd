#include "gateway/bind/route_table.h"

#include <algorithm>

#include "gateway/bind/percent.h"

namespace bpol::bind {
namespace {

std::vector<std::string_view> Split(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

}  // namespace

RouteTable::RouteTable(const schema::Unit& unit) {
  for (std::uint32_t i = 0; i < unit.routes.size(); ++i) {
    Entry entry{unit.routes[i].method, {}, i};
    for (const std::string_view text : Split(unit.routes[i].path)) {
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

bool RouteTable::Fits(const Entry& entry, const std::vector<std::string_view>& path) {
  return std::ranges::equal(entry.segments, path, [](const Segment& segment, std::string_view text) {
    return segment.variable ? !text.empty() : segment.text == text;
  });
}

std::optional<RouteMatch> RouteTable::Match(std::string_view method, std::string_view path, NoRoute& why) const {
  const std::vector<std::string_view> segments = Split(path);
  why = NoRoute::Path;
  for (const Entry& entry : entries_) {
    if (!Fits(entry, segments)) continue;
    if (entry.method != method) {
      why = NoRoute::Method;
      continue;
    }
    RouteMatch match{entry.route, {}};
    for (std::size_t i = 0; i < segments.size(); ++i)
      if (entry.segments[i].variable) match.variables.push_back({entry.segments[i].text, PercentDecode(segments[i])});
    return match;
  }
  return std::nullopt;
}

std::string RouteTable::Allow(std::string_view path) const {
  const std::vector<std::string_view> segments = Split(path);
  std::string methods;
  for (const Entry& entry : entries_)
    if (Fits(entry, segments)) methods += (methods.empty() ? "" : ", ") + std::string(entry.method);
  return methods;
}

}  // namespace bpol::bind
