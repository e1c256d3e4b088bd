#include "gateway/http/problem.h"

#include "gateway/http/utf8.h"

namespace bpol::http {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

void AppendEscaped(std::string& to, char c) {
  switch (c) {
    case '"':
      to += "\\\"";
      return;
    case '\\':
      to += "\\\\";
      return;
    case '\n':
      to += "\\n";
      return;
    case '\r':
      to += "\\r";
      return;
    case '\t':
      to += "\\t";
      return;
    default:
      constexpr char kHex[] = "0123456789abcdef";
      const auto value = static_cast<unsigned char>(c);
      to += "\\u00";
      to += {kHex[value >> 4], kHex[value & 15]};
  }
}

void AppendMember(std::string& to, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  to += ",\"";
  to += name;
  to += "\":";
  AppendJsonString(to, value);
}

// The list refuses what could start another line; nothing we write ourselves does.
void Put(FieldList& fields, std::string_view name, std::string_view value) {
  BPOL_CHECK(fields.Add(name, value), "our own fields are well-formed");
}

}  // namespace

void AppendJsonString(std::string& to, std::string_view text) {
  to += '"';
  while (!text.empty()) {
    const std::size_t size = Utf8SequenceSize(text);
    const auto first = static_cast<unsigned char>(text[0]);
    if (size == 0) {
      to += kReplacement;
    } else if (first < 0x20 || first == '"' || first == '\\' || first == 0x7f) {
      AppendEscaped(to, text[0]);
    } else {
      to += text.substr(0, size);
    }
    text.remove_prefix(size == 0 ? 1 : size);
  }
  to += '"';
}

ProblemDocument ProblemOf(Refusal refusal, std::string_view interaction_id) {
  return {.status = StatusOf(refusal),
          .type = {},
          .title = {},
          .detail = std::string(SeenOf(refusal)),
          .reason = std::string(CodeOf(refusal)),
          .path = {},
          .interaction_id = std::string(interaction_id)};
}

std::string ToJson(const ProblemDocument& problem) {
  std::string json = "{\"status\":" + std::to_string(problem.status);
  AppendMember(json, "type", problem.type.empty() ? "urn:bpol:problem:" + problem.reason : problem.type);
  AppendMember(json, "title", problem.title.empty() ? ReasonPhrase(problem.status) : std::string_view(problem.title));
  AppendMember(json, "detail", problem.detail);
  AppendMember(json, "reason", problem.reason);
  AppendMember(json, "path", problem.path);
  AppendMember(json, "interaction_id", problem.interaction_id);
  json += '}';
  return json;
}

ResponseHead HeadOf(const ProblemDocument& problem) {
  ResponseHead head;
  head.status = problem.status;
  Put(head.fields, "Content-Type", "application/problem+json");
  Put(head.fields, "Cache-Control", "no-store");
  if (!problem.interaction_id.empty()) Put(head.fields, "x-fapi-interaction-id", problem.interaction_id);
  return head;
}

}  // namespace bpol::http
