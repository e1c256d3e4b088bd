// ReplaceMember: one member of a stored JSON object gets another text; every other byte stays, since what a number or a
// text says is not ours to write anew.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bpol::bind {

// `json` is one valid JSON object; `literal` a JSON text with its quotes. Nothing where the object does not have
// exactly one `member`, by its name as it is read, or where that is no text.
std::optional<std::string> ReplaceMember(std::string_view json, std::string_view member, std::string_view literal);

}  // namespace bpol::bind
