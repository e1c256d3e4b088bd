#include "gateway/http/parse.h"

#include "gateway/http/characters.h"
#include "gateway/http/framing.h"
#include "gateway/http/library_reading.h"
#include "gateway/http/target.h"

namespace bpol::http {
namespace {

// Takes a line off a head that the scan found complete; without its CRLF.
std::string_view TakeLine(std::string_view& head) {
  const std::size_t end = head.find('\r');
  const std::string_view line = head.substr(0, end);
  head.remove_prefix(end + 2);
  return line;
}

std::optional<Refusal> ReadFields(std::string_view head, std::size_t expected, FieldList& into) {
  into.Clear();
  std::string name;
  for (std::string_view line = TakeLine(head); !line.empty(); line = TakeLine(head)) {
    const std::size_t colon = line.find(':');
    name.assign(line.substr(0, colon));
    for (char& c : name) c = ToLower(c);
    if (!into.Add(name, TrimSpace(line.substr(colon + 1)))) return Refusal::FieldName;
  }
  return into.size() == expected && head.empty() ? std::nullopt : std::optional(Refusal::ParsersDisagree);
}

Version VersionOf(std::string_view text) {
  return text == "HTTP/1.1" ? Version::Http11 : Version::Http10;
}

std::optional<Refusal> SetHost(const Target& target, RequestHead& into) {
  const FieldLookup host = into.fields.Find("host");
  if (host.presence == Presence::Absent) return Refusal::HostMissing;
  if (host.presence == Presence::Repeated) return Refusal::HostRepeated;
  auto authority = ParseAuthority(host.value);
  if (!authority) return Refusal::HostIllFormed;
  into.host = *std::move(authority);
  if (target.authority.empty()) return std::nullopt;
  const bool same = WithoutPort(into.host, target.default_port) == target.authority;
  return same ? std::nullopt : std::optional(Refusal::HostMismatch);
}

std::optional<Refusal> SetTarget(std::string_view raw, RequestHead& into) {
  auto parsed = ParseTarget(raw);
  if (const Refusal* wrong = std::get_if<Refusal>(&parsed)) return *wrong;
  auto& target = std::get<Target>(parsed);
  if (const auto wrong = SetHost(target, into)) return wrong;
  into.target = std::move(target.origin_form);
  into.path_size = target.path_size;
  return std::nullopt;
}

std::optional<Refusal> SetExpectation(RequestHead& into) {
  const FieldLookup expect = into.fields.Find("expect");
  into.expectation = Expectation::None;
  if (expect.presence == Presence::Absent) return std::nullopt;
  if (!SameName(expect.value, "100-continue")) return Refusal::ExpectUnknown;
  // An HTTP/1.0 client cannot have meant it (RFC 9110 section 10.1.1); without a body there is nothing to wait for.
  const bool waits = into.version == Version::Http11 && into.framing.kind != Framing::Kind::None;
  into.expectation = waits ? Expectation::Continue : Expectation::None;
  return std::nullopt;
}

template <typename Head>
std::optional<Refusal> SetFraming(Head& into) {
  auto framing = DeclaredFraming(into.fields, into.version);
  if (const Refusal* wrong = std::get_if<Refusal>(&framing)) return *wrong;
  into.framing = std::get<Framing>(framing);
  auto persistence = PersistenceOf(into.fields, into.version);
  if (const Refusal* wrong = std::get_if<Refusal>(&persistence)) return *wrong;
  into.persistence = std::get<Persistence>(persistence);
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> ParseRequestHead(std::string_view head, std::size_t field_count, RequestHead& into) {
  std::string_view rest = head;
  const std::string_view line = TakeLine(rest);
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  const std::string_view target = line.substr(first + 1, last - first - 1);
  into.method = line.substr(0, first);
  into.version = VersionOf(line.substr(last + 1));
  if (const auto wrong = ReadFields(rest, field_count, into.fields)) return wrong;
  if (const auto wrong = SetTarget(target, into)) return wrong;
  if (const auto wrong = SetFraming(into)) return wrong;
  const OurReading ours{.method = into.method,
                        .target = target,
                        .version = into.version,
                        .fields = into.fields,
                        .declared = into.framing};
  if (CompareRequest(head, ours) == Agreement::Different) return Refusal::ParsersDisagree;
  return SetExpectation(into);
}

std::optional<Refusal> ParseResponseHead(std::string_view head, std::size_t field_count, std::string_view method,
                                         ResponseHead& into) {
  constexpr std::size_t kStatusAt = 9;  // after `HTTP/1.1 `
  std::string_view rest = head;
  const std::string_view line = TakeLine(rest);
  into.version = VersionOf(line.substr(0, kStatusAt - 1));
  into.status = (line[kStatusAt] - '0') * 100 + (line[kStatusAt + 1] - '0') * 10 + (line[kStatusAt + 2] - '0');
  if (const auto wrong = ReadFields(rest, field_count, into.fields)) return wrong;
  if (const auto wrong = SetFraming(into)) return wrong;
  const OurReading ours{
      .status = into.status, .version = into.version, .fields = into.fields, .declared = into.framing};
  if (CompareResponse(head, ours) == Agreement::Different) return Refusal::ParsersDisagree;
  into.framing = ResponseFraming(into.framing, into.status, method);
  return std::nullopt;
}

}  // namespace bpol::http
