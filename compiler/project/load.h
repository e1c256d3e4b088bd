// Load: a project's manifest, modules and data files, out of any FileSource, with limits on each.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostics.h"
#include "compiler/project/file_source.h"
#include "compiler/project/manifest.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/file.h"

namespace bpol::project {

inline constexpr std::size_t kMaxManifestBytes = 256u << 10;
inline constexpr std::size_t kMaxModuleBytes = 4u << 20;  // parse/ has a limit of its own, with a better message
inline constexpr std::size_t kMaxDataBytes = 64u << 20;
// Of all files together: what a bundle may hold.
inline constexpr std::size_t kMaxProjectBytes = 256u << 20;

struct LoadedModule {
  std::string path;      // from the project's root
  std::uint32_t source;  // id in the SourceMap
};

struct Loaded {
  Manifest manifest;
  std::vector<LoadedModule> modules;  // as the manifest names them, then those of the standard library that are used
  std::string manifest_text;          // empty without a manifest
};

// Reads bpol.toml and the modules that it names. The error: there is no manifest that could be read.
Result<Loaded> Load(const FileSource& files, source::SourceMap& sources, Diagnostics& diagnostics);

// A project of one module and no manifest; the file's name is the project's.
Result<Loaded> LoadModule(const FileSource& files, std::string_view path, source::SourceMap& sources);

// The module of the standard library that `used` names: the project's own copy where it has one (stdlib::CopyPath),
// else the library's. Nothing where the library has none of that name, which resolve/ reports.
std::optional<LoadedModule> LoadStandardModule(const FileSource& files, const syntax::Path& used,
                                               source::SourceMap& sources, Diagnostics& diagnostics);

// Reads the files that tables of `modules` take their rows from, and the project's catalogues of controls, into
// `project.data_files`. One that does not exist is left out: check/ reports it where it is named.
void LoadData(const FileSource& files, std::span<const syntax::File> modules, checked::Project& project,
              Diagnostics& diagnostics);

}  // namespace bpol::project
