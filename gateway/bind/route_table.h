// RouteTable: from a request's method and path to the route of the unit that decides it.
// INVARIANT: a request matches at most one route: literal segments win over variables, from the left; two routes that
// cannot be told apart do not compile. A path that no route has is 404 and never reaches an upstream. Thread safety:
// immutable after construction. The schema must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/arena.h"
#include "runtime/schema/schema.h"

namespace bpol::bind {

// A variable of the template and what stands in its place, percent-decoded.
struct PathVariable {
  std::string_view name;   // of the schema
  std::string_view value;  // of the path or in the arena
};

struct RouteMatch {
  std::uint32_t route = schema::kNone;
  std::span<const PathVariable> variables = {};  // in the arena
};

enum class NoRoute : std::uint8_t { Path, Method };  // Method: the path has a route, but for other methods

class RouteTable {
 public:
  explicit RouteTable(const schema::Unit& unit);

  // `path` is canonical: it begins with a slash and has no empty, `.` or `..` segment (http::ParseTarget).
  // On a miss `why` says whether 404 or 405 is right.
  std::optional<RouteMatch> Match(std::string_view method, std::string_view path, Arena& arena, NoRoute& why) const;

  // The methods that a path has, as an Allow field lists them (RFC 9110 section 10.2.1).
  std::string Allow(std::string_view path) const;

 private:
  struct Segment {
    std::string_view text;  // without braces
    bool variable = false;
  };
  struct Entry {
    std::string_view method;
    std::vector<Segment> segments;
    std::uint32_t route = 0;
  };
  static bool Fits(const Entry& entry, std::string_view path);
  static std::span<const PathVariable> VariablesOf(const Entry& entry, std::string_view path, Arena& arena);

  std::vector<Entry> entries_;  // literal segments before variables, from the left
};

}  // namespace bpol::bind
