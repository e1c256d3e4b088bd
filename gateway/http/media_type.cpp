#include "gateway/http/media_type.h"

#include "gateway/http/field_list.h"

namespace bpol::http {

std::string_view MediaTypeOf(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  while (!content_type.empty() && (content_type.back() == ' ' || content_type.back() == '\t'))
    content_type.remove_suffix(1);
  return content_type;
}

bool IsJson(std::string_view media_type) {
  constexpr std::string_view kApplication = "application/", kFamily = "+json";
  if (SameName(media_type, "application/json")) return true;
  return media_type.size() > kApplication.size() + kFamily.size() &&
         SameName(media_type.substr(0, kApplication.size()), kApplication) &&
         SameName(media_type.substr(media_type.size() - kFamily.size()), kFamily);
}

}  // namespace bpol::http
