// Media types (RFC 9110 section 8.3.1), as far as the gateway tells them apart.
#pragma once

#include <string_view>

namespace bpol::http {

// `type/subtype` of a Content-Type value, without parameters and the blanks around them; not checked for form.
std::string_view MediaTypeOf(std::string_view content_type);

// application/json, or a type of JSON's family: application/…+json (RFC 6839 section 3.1). `media_type` is without
// parameters.
bool IsJson(std::string_view media_type);

// False when the parameters name another charset than UTF-8, or two. JSON is UTF-8 whatever they say (RFC 8259 section
// 8.1), but whoever believes them reads another text than we did. Takes the whole value; a doubt is a no.
bool IsForUtf8(std::string_view content_type);

}  // namespace bpol::http
