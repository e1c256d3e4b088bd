#include "gateway/http/serialize.h"

#include <charconv>
#include <cstdio>
#include <ctime>

#include "runtime/base/check.h"

namespace bpol::http {
namespace {

constexpr std::string_view kCrLf = "\r\n";

void AppendNumber(std::string& to, std::uint64_t number, int base) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
  to.append(digits, end);
}

void AppendField(std::string& to, std::string_view name, std::string_view value) {
  to.append(name).append(": ").append(value).append(kCrLf);
}

void AppendFraming(std::string& to, const Framing& framing) {
  switch (framing.kind) {
    case Framing::Kind::Length:
      to += "Content-Length: ";
      AppendNumber(to, framing.length, 10);
      to += kCrLf;
      return;
    case Framing::Kind::Chunked:
      AppendField(to, "Transfer-Encoding", "chunked");
      return;
    case Framing::Kind::None:
    case Framing::Kind::UntilClose:
      return;
  }
}

std::string FormatDate(std::time_t now) {
  // Not strftime: its names follow the locale.
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  BPOL_CHECK(gmtime_r(&now, &utc) != nullptr, "the present has a calendar date");
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[utc.tm_wday], utc.tm_mday,
                kMonths[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return text;
}

}  // namespace

std::string_view CurrentHttpDate() {
  thread_local std::time_t formatted_for = -1;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != formatted_for) {
    text = FormatDate(now);
    formatted_for = now;
  }
  return text;
}

void AppendResponseHead(std::string& to, const ResponseHead& head, const Framing& framing, Persistence persistence) {
  BPOL_CHECK(head.status >= 100 && head.status <= 599, "a response has a status");
  to += "HTTP/1.1 ";
  AppendNumber(to, static_cast<std::uint64_t>(head.status), 10);
  to.append(1, ' ').append(ReasonPhrase(head.status)).append(kCrLf);
  for (const Field field : head.fields) {
    if (!IsHopByHop(field.name) && !SameName(field.name, "date")) AppendField(to, field.name, field.value);
  }
  AppendField(to, "Date", CurrentHttpDate());
  AppendFraming(to, framing);
  if (persistence == Persistence::Close) AppendField(to, "Connection", "close");
  to += kCrLf;
}

void AppendRequestHead(std::string& to, const OutgoingHead& head) {
  to.append(head.method).append(1, ' ').append(head.target).append(" HTTP/1.1\r\n");
  AppendField(to, "Host", head.host);
  for (const Field field : head.fields) {
    const bool ours = IsHopByHop(field.name) || SameName(field.name, "host") || SameName(field.name, "expect");
    if (!ours) AppendField(to, field.name, field.value);
  }
  AppendFraming(to, head.framing);
  to += kCrLf;
}

void AppendChunk(std::string& to, std::string_view bytes) {
  BPOL_CHECK(!bytes.empty(), "an empty chunk would end the body");
  AppendNumber(to, bytes.size(), 16);
  to.append(kCrLf).append(bytes).append(kCrLf);
}

}  // namespace bpol::http
