// The heads of messages as the rest of the gateway sees them, whatever version of HTTP and whatever library read them.
// A message is a head, body pieces, and an end or a reset (body.h).
// INVARIANT: a head that exists passed every rule of the strict scan; `target` is byte for byte what is decided on and
// what goes upstream.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/http/field_list.h"

namespace bpol::http {

enum class Version { Http10, Http11 };

// How the end of a body is known (RFC 9112 section 6.3).
struct Framing {
  enum class Kind { None, Length, Chunked, UntilClose };  // UntilClose: responses only
  Kind kind = Kind::None;
  std::uint64_t length = 0;  // bytes, when Length
};

enum class Persistence { KeepAlive, Close };
enum class Expectation { None, Continue };

struct RequestHead {
  std::string method{};  // a token, case-sensitive
  // Origin form: canonical path, then `?query` if the request had a `?`. Absolute form was reduced to this.
  std::string target{};
  std::size_t path_size = 0;
  std::string host{};  // lower case, with port if one was sent
  Version version = Version::Http11;
  FieldList fields{};  // names in lower case, in order of arrival
  Framing framing{};
  Persistence persistence = Persistence::KeepAlive;
  Expectation expectation = Expectation::None;

  // Percent-encodings of unreserved characters are resolved, others kept in upper case (RFC 3986 section 6.2.2).
  std::string_view path() const { return std::string_view(target).substr(0, path_size); }
  // Without the `?`; empty when there is none. Not decoded, but every percent sign starts a valid encoding.
  std::string_view query() const;
};

struct ResponseHead {
  int status = 0;  // 100 to 599
  FieldList fields{};
  Version version = Version::Http11;
  Framing framing{};
  Persistence persistence = Persistence::KeepAlive;
};

// The standard phrase of a status, or an empty string.
std::string_view ReasonPhrase(int status);
// Fields that concern one connection and are never forwarded (RFC 9110 section 7.6.1), message framing included.
bool IsHopByHop(std::string_view name);

}  // namespace bpol::http
