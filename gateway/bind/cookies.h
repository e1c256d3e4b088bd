// Cookies of a request (RFC 6265 sections 4.1.1 and 4.2.1), read as strictly as they are to be written: a text that two
// readers could cut differently has no cookies, it is refused.
#pragma once

#include <cstddef>
#include <string_view>

#include "gateway/http/field_list.h"
#include "runtime/bind/wire_source.h"

namespace bpol::bind {

inline constexpr std::size_t kMostCookies = 64;

// The value of the cookie, as it stands, with its quotes if it has any; names differ by case. All of the Cookie field
// is read, whatever is asked: one that does not keep to the grammar, or has more than kMostCookies pairs, is Malformed.
// A name that comes twice and a second Cookie field (section 5.4) are Repeated, whoever is asked for.
WireItem FindCookie(const http::FieldList& fields, std::string_view name);

}  // namespace bpol::bind
