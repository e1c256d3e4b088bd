#include "compiler/stdlib/stdlib.h"

#include <algorithm>
#include <iterator>

namespace bpol::stdlib {
namespace {

constexpr std::string_view kPrefix = "std.";
constexpr std::string_view kModuleEnd = ".bpol";

struct Text {
  std::string_view path;  // from stdlib/
  std::string_view text;
};

constexpr Text kTexts[] = {
#include "stdlib_texts.inc"
};

}  // namespace

std::optional<std::string_view> ModuleText(std::string_view name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  const std::string path = std::string(name.substr(kPrefix.size())).append(kModuleEnd);
  const auto found = std::ranges::find(kTexts, path, &Text::path);
  if (found == std::end(kTexts)) return std::nullopt;
  return found->text;
}

std::vector<std::string> ModuleNames() {
  std::vector<std::string> names;
  for (const Text& each : kTexts)
    if (each.path.ends_with(kModuleEnd))
      names.push_back(std::string(kPrefix).append(each.path.substr(0, each.path.size() - kModuleEnd.size())));
  std::ranges::sort(names);
  return names;
}

std::optional<std::string> CopyPath(std::string_view name) {
  if (!ModuleText(name)) return std::nullopt;
  return "std/" + std::string(name.substr(kPrefix.size())).append(kModuleEnd);
}

std::vector<std::string_view> CatalogueTexts() {
  std::vector<std::string_view> texts;
  for (const Text& each : kTexts)
    if (each.path.ends_with(".csv")) texts.push_back(each.text);
  return texts;
}

}  // namespace bpol::stdlib
