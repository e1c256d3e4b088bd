// Fixtures: a request written out, as the JSON of `bpol eval`, and what tests change in it.
#pragma once

#include <optional>
#include <string>

#include "compiler/check/scope.h"
#include "compiler/check/session.h"
#include "compiler/checked/value_json.h"

namespace bpol::check {

using checked::Json;

struct Fixture {
  std::uint32_t action = kNone;
  Json request = Json::object();  // {"subject":…,"keys":…,"facts":…,"signals":…,"now":…}
  Typed now;                      // a literal; the error type where the fixture has none
};

// Nothing, with messages, when the fixture is wrong.
std::optional<Fixture> ReadFixture(Session& session, symbols::ModuleId module, const syntax::File& file,
                                   const syntax::FixtureDecl& node);

// A place of a request that tests may change: a JSON pointer and the field that stands there.
struct FixturePlace {
  Json::json_pointer pointer;
  schema::Field field;       // type, optionality, form on the wire
  bool may_be_away = false;  // a fact or a signal as a whole: it may be absent or unavailable
};

// The place that a path names; nothing, with a message, where the action has none.
std::optional<FixturePlace> FindPlace(Session& session, symbols::ModuleId module, std::uint32_t action,
                                      const syntax::Path& path);

// Writes what the expression says at the place, where `path` leads to; false, with messages, when it is no value of the
// place, or when what stands around that is absent in the request. A new `now` is also what is read after it leans on.
bool Change(Session& session, Scope& scope, const FixturePlace& place, const std::string& path, syntax::ExprId value,
            Span span, Fixture& fixture);
// The fact or signal is not named: unavailable.
void TakeAway(const FixturePlace& place, Json& request);

}  // namespace bpol::check
