// TomlSection: takes typed values out of one table of a manifest and reports what is missing, unknown or does not fit,
// so that the author sees all of it at once. The only header that includes toml++; used by this folder.
#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/project/manifest.h"
#include "compiler/source/source_file.h"

namespace bpol::project {

// The bytes of a region of the file; toml++ counts columns in code points.
Span SpanOf(const source::SourceFile& file, const toml::source_region& region);

class TomlSection {
 public:
  // `root` holds the section as a table, or does not.
  TomlSection(const source::SourceFile& file, const toml::table& root, std::string_view name, Diagnostics& diagnostics);

  bool there() const { return table_ != nullptr; }
  const toml::table& table() const { return *table_; }

  std::optional<Placed> Text(std::string_view key);
  std::optional<std::int64_t> Number(std::string_view key, std::int64_t minimum, std::int64_t maximum);
  // Different texts, at most `limit`.
  std::vector<Placed> Texts(std::string_view key, std::size_t limit);
  bool Has(std::string_view key) const { return there() && table_->contains(key); }

  // Reports a setting that was to be given and is not.
  void Missing(std::string_view key, std::string help);
  // Reports every key that was not asked for.
  void RefuseOthers();
  void Complain(Span span, std::string message, Advice help = {});

 private:
  const toml::node* Find(std::string_view key);
  std::string Name(std::string_view key) const { return name_ + "." + std::string(key); }

  const source::SourceFile& file_;
  const toml::table* table_ = nullptr;
  std::string name_;
  Diagnostics& diagnostics_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace bpol::project
