#include "gateway/http/media_type.h"

#include <algorithm>

#include "gateway/http/characters.h"
#include "gateway/http/field_list.h"

namespace bpol::http {

std::string_view MediaTypeOf(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  while (!content_type.empty() && (content_type.back() == ' ' || content_type.back() == '\t'))
    content_type.remove_suffix(1);
  return content_type;
}

bool IsForUtf8(std::string_view content_type) {
  bool named = false;
  for (std::size_t at = content_type.find(';'); at < content_type.size(); at = content_type.find(';')) {
    content_type.remove_prefix(at + 1);
    const std::string_view parameter = content_type.substr(0, content_type.find(';'));
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    if (!SameName(TrimSpace(parameter.substr(0, equals)), "charset")) continue;
    const std::string_view name = TrimSpace(parameter.substr(std::min(equals + 1, parameter.size())));
    const bool is_utf8 = SameName(name, "utf-8") || SameName(name, "\"utf-8\"");
    if (named || !is_utf8) return false;
    named = true;
  }
  return true;
}

bool IsJson(std::string_view media_type) {
  constexpr std::string_view kApplication = "application/", kFamily = "+json";
  if (SameName(media_type, "application/json")) return true;
  return media_type.size() > kApplication.size() + kFamily.size() &&
         SameName(media_type.substr(0, kApplication.size()), kApplication) &&
         SameName(media_type.substr(media_type.size() - kFamily.size()), kFamily);
}

}  // namespace bpol::http
