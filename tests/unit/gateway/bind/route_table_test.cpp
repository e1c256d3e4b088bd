#include "gateway/bind/route_table.h"

#include <gtest/gtest.h>

namespace bpol::bind {
namespace {

schema::Unit UnitWithRoutes() {
  schema::Unit unit;
  for (const auto& [method, path] : {std::pair{"GET", "/accounts"},
                                     {"GET", "/accounts/{id}"},
                                     {"GET", "/accounts/all"},
                                     {"GET", "/accounts/{id}/transactions"},
                                     {"POST", "/payments"},
                                     {"DELETE", "/payments"}})
    unit.routes.push_back({.method = method, .path = path});
  return unit;
}

void CheckMatch(std::string_view method, std::string_view path, std::string_view expected) {
  const schema::Unit unit = UnitWithRoutes();
  NoRoute why;
  const RouteTable table(unit);
  Arena arena;
  const auto match = table.Match(method, path, arena, why);
  ASSERT_TRUE(match.has_value()) << path;
  std::string seen = unit.routes[match->route].path;
  for (const PathVariable& variable : match->variables)
    (seen += " ").append(variable.name).append("=").append(variable.value);
  EXPECT_EQ(seen, expected);
}

TEST(RouteTable, FindsTheRouteAndItsVariables) {
  CheckMatch("GET", "/accounts", "/accounts");
  CheckMatch("GET", "/accounts/22289", "/accounts/{id} id=22289");
  CheckMatch("GET", "/accounts/all", "/accounts/all");
  CheckMatch("GET", "/accounts/22%20289/transactions", "/accounts/{id}/transactions id=22 289");
  CheckMatch("POST", "/payments", "/payments");
}

void CheckMiss(std::string_view method, std::string_view path, NoRoute expected) {
  const schema::Unit unit = UnitWithRoutes();
  NoRoute why;
  Arena arena;
  EXPECT_FALSE(RouteTable(unit).Match(method, path, arena, why)) << path;
  EXPECT_EQ(why, expected) << path;
}

TEST(RouteTable, TellsAnUnknownPathFromAnUnknownMethod) {
  CheckMiss("GET", "/", NoRoute::Path);
  CheckMiss("GET", "/account", NoRoute::Path);
  CheckMiss("GET", "/accounts/1/transactions/2", NoRoute::Path);
  CheckMiss("GET", "/Accounts", NoRoute::Path);
  CheckMiss("GET", "/accounts/", NoRoute::Path);
  CheckMiss("get", "/accounts", NoRoute::Method);
  CheckMiss("GET", "/payments", NoRoute::Method);
  const schema::Unit unit = UnitWithRoutes();
  EXPECT_EQ(RouteTable(unit).Allow("/payments"), "POST, DELETE");
}

}  // namespace
}  // namespace bpol::bind
