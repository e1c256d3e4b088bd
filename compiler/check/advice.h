// Advice: how a value of a type is written and which names there are, for the help of messages.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compiler/check/session.h"

namespace bpol::check {

// "an amount has a currency: `EUR 30.00`"; empty for types of which no example helps.
std::string HowToWrite(const Session& session, types::TypeRef wanted);

// "an `Int`", "a `Money`".
std::string WithArticle(std::string_view type);

// "did you mean `gold`?", or where nothing is near and there are few, "there are `basic`, `gold`".
std::string NearestOrAll(std::string_view name, std::span<const std::string_view> known);

}  // namespace bpol::check
