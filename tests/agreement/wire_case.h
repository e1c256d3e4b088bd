// WireCase: a request as a route gets it: items of the wire by where they stand, and what a host sets itself: the time,
// the body, what stores and signals said, approved lines. As JSON of texts, so that it can be saved and made smaller:
//   {"route":0,"token":{"claim0":"[1, 2]"},"header":{"x-item-1":"DE"},"repeated":["x-item-2"],"now":"2026-…Z",
//    "body":"{…}","facts":{"grant":"{…}","holding":null},"signals":{"hits":"3"},"approved":["m.Block.line"]}
// Claims, bodies, facts and signals are JSON inside a text, as they came; null: asked for and not there.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/trial/judge.h"
#include "runtime/base/random.h"
#include "tests/agreement/generate/datum.h"

namespace bpol::agreement {

struct WireCase {
  using Texts = std::map<std::string, std::string, std::less<>>;
  using Answers = std::map<std::string, std::optional<std::string>, std::less<>>;

  std::uint32_t route = 0;
  std::map<schema::Source, Texts> items = {};
  std::vector<std::string> repeated = {};  // names of items
  std::string now = {}, body = {};         // no body: empty
  Answers facts = {}, signals = {};        // what is not named is unavailable
  std::vector<std::string> approved = {};
};

std::string ToJson(const WireCase& given);
// Nothing where it is not one, or names no route of the unit.
std::optional<WireCase> ReadWireCase(const schema::Unit& unit, const std::string& json);

// The host of such a request: what it binds, each engine reads from the frame of its own unit.
class WireHost final : public trial::Host {
 public:
  explicit WireHost(const WireCase& given) : given_(given) {}
  trial::Framed Bind(const schema::Unit& unit, const schema::Action& action, Arena& arena,
                     bind::JsonParser& parser) const override;

 private:
  const WireCase& given_;
};

struct OverTheWire {
  WireCase given;
  // The same request as JSON of `bpol eval`; empty where no JSON says the same.
  std::string same;
};

// `request` fits the route's action; now and then an item of it is made wrong.
OverTheWire ToWire(Random& random, const schema::Unit& unit, std::uint32_t route, const Datum& request);

}  // namespace bpol::agreement
