// Advice: how a value of a type is written and which names there are, for the help of messages.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compiler/check/session.h"

namespace bpol::check {

// "an amount has a currency: `EUR 30.00`"; empty for types of which no example helps.
std::string HowToWrite(const Session& session, types::TypeRef wanted);

// How another type is made of what was seen: "`date(…, \"Europe/Berlin\")` is the day in a zone"; empty where none is.
std::string HowToTurn(const Session& session, types::TypeRef seen, types::TypeRef wanted);

// "an `Int`", "a `Money`".
std::string WithArticle(std::string_view type);

// "did you mean `gold`?", or where nothing is near and there are few, "there are `basic`, `gold`".
Advice NearestOrAll(std::string_view name, std::span<const std::string_view> known);

// Where a bare name that nothing near has could be meant: "write `body.category`" for a field of a part of the action,
// what another module declares, "ask `… == travel`" for a member of an enum, and what some words of everyday speech are
// here. Empty where none helps. `action`: nullptr where the text belongs to no single one.
std::string MeantElsewhere(const Session& session, symbols::ModuleId module, const schema::Action* action,
                           std::string_view name);

// The first half of it: `body.category`, or the empty text.
std::string PathEndingIn(const Session& session, const schema::Action& action, std::string_view name);

}  // namespace bpol::check
