#include "compiler/project/manifest.h"

#include <algorithm>
#include <sstream>

#include "compiler/project/file_source.h"
#include "compiler/project/toml_section.h"
#include "compiler/zones/zones.h"
#include "runtime/values/time_text.h"

namespace bpol::project {
namespace {

constexpr std::size_t kMaxModules = 256;
constexpr std::size_t kMaxRegions = 64;  // a set of regions is one word
constexpr std::size_t kMaxObligations = 256;
constexpr std::size_t kMaxCatalogues = 64;
constexpr std::size_t kMaxNameBytes = 64;
constexpr std::int64_t kMaxSignalKeys = 10'000'000;

bool IsLower(char c) {
  return c >= 'a' && c <= 'z';
}
bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// `open_banking_gateway`, `eu-central-1`: safe in file names, headers and metrics.
bool IsPlainName(std::string_view name) {
  const auto fits = [](char c) { return IsLower(c) || IsDigit(c) || c == '-' || c == '_'; };
  return !name.empty() && name.size() <= kMaxNameBytes && IsLower(name[0]) && std::ranges::all_of(name, fits);
}

bool IsVersion(std::string_view version) {
  return !version.empty() && version.size() <= kMaxNameBytes &&
         std::ranges::all_of(version, [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

using checked::GivenValue;

class Reader {
 public:
  Reader(const source::SourceFile& file, const toml::table& root, Diagnostics& diagnostics)
      : file_(file), root_(root), diagnostics_(diagnostics) {}

  Manifest Read() {
    RefuseOtherSections();
    ReadProject();
    ReadParams();
    ReadKeys();
    ReadLimits();
    ReadHost();
    ReadControls();
    return std::move(manifest_);
  }

 private:
  void RefuseOtherSections() {
    constexpr std::string_view kSections[] = {"project", "params", "keys", "limits", "host", "controls"};
    for (const auto& [key, node] : root_) {
      if (std::ranges::find(kSections, key.str()) != std::end(kSections)) continue;
      diagnostics_.Add({.code = Code::ManifestSetting,
                        .span = SpanOf(file_, key.source()),
                        .message = "`" + std::string(key.str()) + "` is not a part of a manifest",
                        .help = "a manifest has [project], [params], [keys], [limits], [host] and [controls]"});
    }
  }

  void ReadProject() {
    TomlSection section(file_, root_, "project", diagnostics_);
    ReadName(section);
    if (const auto zone = section.Text("zone")) {
      manifest_.settings.zone = zone->text;
      if (!zones::Find(zone->text))
        section.Complain(zone->span, "`" + zone->text + "` is not a zone of the tz database",
                         "write a name such as \"Europe/Berlin\", or \"UTC\"");
    }
    manifest_.modules = section.Texts("modules", kMaxModules);
    if (!section.Has("modules") || (manifest_.modules.empty() && !diagnostics_.has_errors()))
      section.Missing("modules", "name the policy files in order: modules = [\"rules.bpol\"]");
    for (const Placed& module : manifest_.modules) CheckModule(section, module);
    for (const Placed& region : section.Texts("regions", kMaxRegions)) {
      if (!IsPlainName(region.text))
        section.Complain(region.span, "`" + region.text + "` is not a name for a region", kNameHelp);
      manifest_.settings.regions.push_back(region.text);
    }
    section.RefuseOthers();
  }

  void ReadName(TomlSection& section) {
    if (const auto name = section.Text("name")) {
      if (!IsPlainName(name->text))
        section.Complain(name->span, "`" + name->text + "` is not a name for a project", kNameHelp);
      manifest_.settings.name = name->text;
    } else if (!section.Has("name")) {
      section.Missing("name", "every decision names its project: name = \"payments\"");
    }
    if (const auto version = section.Text("version")) {
      if (!IsVersion(version->text))
        section.Complain(version->span, "`" + version->text + "` is not a version",
                         "a version is at most 64 letters, digits and signs without blanks");
      manifest_.settings.version = version->text;
    } else if (!section.Has("version")) {
      section.Missing("version", "every decision names its version: version = \"1\"");
    }
  }

  void CheckModule(TomlSection& section, const Placed& module) {
    if (const Status path = CheckPath(module.text); !path.ok()) {
      section.Complain(module.span, "`" + module.text + "` " + path.error().message);
    } else if (!module.text.ends_with(".bpol")) {
      section.Complain(module.span, "`" + module.text + "` is not a policy file", "policy files end in `.bpol`");
    }
  }

  void ReadParams() {
    TomlSection section(file_, root_, "params", diagnostics_);
    if (!section.there()) return;
    for (const auto& [key, node] : section.table()) {
      if (auto given = Given(node)) {
        manifest_.settings.params.emplace(key.str(), std::move(*given));
        manifest_.settings.param_places.emplace(key.str(), SpanOf(file_, key.source()));
      } else {
        section.Complain(
            SpanOf(file_, node.source()), "`params." + std::string(key.str()) + "` is no value of a param",
            "a param is a whole number, `true`, `false`, a date or a text in quotes, an array of them, or a "
            "table: `{ name = value }`");
      }
    }
  }

  // Nothing where it is, or holds, what no param can be: a number with a point, a time of day without quotes.
  static std::optional<GivenValue> Given(const toml::node& node) {
    GivenValue given;
    if (const auto* array = node.as_array()) {
      given.shape = GivenValue::Shape::Array;
      for (const toml::node& element : *array) {
        std::optional<GivenValue> inside = Given(element);
        if (!inside) return std::nullopt;
        given.elements.push_back(std::move(*inside));
      }
      return given;
    }
    if (const auto* table = node.as_table()) {
      given.shape = GivenValue::Shape::Table;
      for (const auto& [key, value] : *table) {
        std::optional<GivenValue> inside = Given(value);
        if (!inside) return std::nullopt;
        given.names.emplace_back(key.str());
        given.elements.push_back(std::move(*inside));
      }
      return given;
    }
    std::optional<std::string> text = SingleText(node);
    if (!text) return std::nullopt;
    given.text = std::move(*text);
    return given;
  }

  // As data files write values: without quotes.
  static std::optional<std::string> SingleText(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
    std::ostringstream text;
    if (const auto* date = node.as_date()) {
      text << date->get();
    } else if (const auto* instant = node.as_date_time(); instant != nullptr && instant->get().offset) {
      text << instant->get();
    } else {
      return std::nullopt;
    }
    return text.str();
  }

  void ReadKeys() {
    TomlSection section(file_, root_, "keys", diagnostics_);
    if (!section.there()) return;
    for (const auto& [key, node] : section.table()) {
      const std::string name(key.str());
      const Span span = SpanOf(file_, node.source());
      const auto* text = node.as_string();
      auto material = keys::KeyMaterial::Parse(text == nullptr ? std::string_view() : text->get());
      if (!material.ok()) {
        section.Complain(span, "`keys." + name + "` " + material.error().message,
                         "a test key is written here, in quotes; real keys stand in files of the gateway's");
        continue;
      }
      std::vector<keys::KeyRing::Version> versions;
      versions.push_back({"test", std::move(*material)});
      const Status added = manifest_.test_keys.Add(name, "test", std::move(versions));
      BPOL_CHECK(added.ok(), "a table names each of its members once");
      manifest_.keys.push_back({name, SpanOf(file_, key.source())});
    }
  }

  void ReadLimits() {
    constexpr std::int64_t kMaxElements = 4'096, kMaxTextBytes = 65'536, kMaxVisits = 10'000'000;
    constexpr std::int64_t kMaxCost = 1'000'000'000'000;
    TomlSection section(file_, root_, "limits", diagnostics_);
    checked::Project& settings = manifest_.settings;
    if (const auto elements = section.Number("elements", 1, kMaxElements))
      settings.default_elements = static_cast<std::uint32_t>(*elements);
    if (const auto text = section.Number("text", 1, kMaxTextBytes))
      settings.default_text = static_cast<std::uint32_t>(*text);
    if (const auto keys = section.Number("signal_keys", 1, kMaxSignalKeys))
      settings.signal_keys = static_cast<std::uint32_t>(*keys);
    if (const auto visits = section.Number("visits", 1, kMaxVisits)) settings.visit_limit = *visits;
    manifest_.cost_limit = section.Number("cost", 1, kMaxCost);
    if (const auto skew = section.Text("clock_skew")) ReadClockSkew(section, *skew);
    section.RefuseOthers();
  }

  void ReadClockSkew(TomlSection& section, const Placed& skew) {
    // More than an hour is no skew but a wrong clock.
    constexpr values::Duration kMaxSkew = 3'600'000'000;
    values::Duration duration = 0;
    if (!values::ParseDuration(skew.text, &duration) || duration < 0 || duration > kMaxSkew) {
      section.Complain(skew.span, "`" + skew.text + "` is not a clock skew", "it can be from \"0s\" to \"1h\"");
      return;
    }
    manifest_.settings.clock_skew = duration;
  }

  void ReadHost() {
    TomlSection section(file_, root_, "host", diagnostics_);
    if (section.Has("obligations")) manifest_.host_obligations.emplace();
    for (const Placed& obligation : section.Texts("obligations", kMaxObligations))
      manifest_.host_obligations->push_back(obligation.text);
    section.RefuseOthers();
  }

  void ReadControls() {
    TomlSection section(file_, root_, "controls", diagnostics_);
    for (const Placed& file : section.Texts("catalogues", kMaxCatalogues))
      manifest_.settings.catalogues.emplace(file.text, file.span);
    section.RefuseOthers();
  }

  static constexpr char kNameHelp[] = "a name has small letters, digits, `-` and `_`, at most 64, a letter first";

  const source::SourceFile& file_;
  const toml::table& root_;
  Diagnostics& diagnostics_;
  Manifest manifest_;
};

// toml++ throws; nothing of it leaves this file.
std::optional<toml::table> ParseToml(const source::SourceFile& file, Diagnostics& diagnostics) {
  try {
    return toml::parse(file.text(), file.path());
  } catch (const toml::parse_error& error) {
    std::string what(error.description());
    std::erase(what, '\n');
    diagnostics.Add({.code = Code::ManifestText,
                     .span = SpanOf(file, error.source()),
                     .message = "this is not TOML: " + what,
                     .help = "a manifest has lines such as `name = \"payments\"` under headings such as [project]"});
    return std::nullopt;
  }
}

}  // namespace

Manifest ReadManifest(const source::SourceFile& file, Diagnostics& diagnostics) {
  const std::optional<toml::table> root = ParseToml(file, diagnostics);
  if (!root) return {};
  return Reader(file, *root, diagnostics).Read();
}

}  // namespace bpol::project
