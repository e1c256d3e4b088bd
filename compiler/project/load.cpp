#include "compiler/project/load.h"

#include <algorithm>

#include "compiler/stdlib/stdlib.h"

namespace bpol::project {
namespace {

void Refuse(Diagnostics& diagnostics, const Placed& file, const std::string& why) {
  diagnostics.Add({.code = Code::ProjectFile,
                   .span = file.span,
                   .message = "`" + file.text + "` " + why,
                   .help = "paths begin at the folder of bpol.toml"});
}

}  // namespace

Result<Loaded> Load(const FileSource& files, source::SourceMap& sources, Diagnostics& diagnostics) {
  auto text = files.Read(kManifestName, kMaxManifestBytes);
  if (!text.ok())
    return Error{"`" + files.DisplayPath(kManifestName) + "` " + text.error().message +
                 "; a project is a folder with a file `" + kManifestName + "`"};
  Loaded loaded;
  loaded.manifest_text = *text;
  const source::SourceFile& manifest = sources.Add(files.DisplayPath(kManifestName), std::move(*text));
  loaded.manifest = ReadManifest(manifest, diagnostics);
  std::size_t left = kMaxProjectBytes;
  for (const Placed& module : loaded.manifest.modules) {
    if (!CheckPath(module.text).ok()) continue;  // reported with the manifest
    auto content = files.Read(module.text, std::min(kMaxModuleBytes, left));
    if (!content.ok()) {
      Refuse(diagnostics, module, content.error().message);
      continue;
    }
    left -= content->size();
    loaded.modules.push_back({module.text, sources.Add(files.DisplayPath(module.text), std::move(*content)).id()});
  }
  return loaded;
}

Result<Loaded> LoadModule(const FileSource& files, std::string_view path, source::SourceMap& sources) {
  auto content = files.Read(path, kMaxModuleBytes);
  if (!content.ok()) return Error{"`" + files.DisplayPath(path) + "` " + content.error().message};
  Loaded loaded;
  const std::string_view name = path.substr(0, path.rfind('.'));
  loaded.manifest.settings.name = name;
  loaded.modules.push_back({std::string(path), sources.Add(files.DisplayPath(path), std::move(*content)).id()});
  return loaded;
}

std::optional<LoadedModule> LoadStandardModule(const FileSource& files, const syntax::Path& used,
                                               source::SourceMap& sources, Diagnostics& diagnostics) {
  const std::string name = used.Dotted();
  const std::optional<std::string> path = stdlib::CopyPath(name);
  if (!path) return std::nullopt;
  if (!files.Exists(*path)) return LoadedModule{*path, sources.Add(*path, std::string(*stdlib::ModuleText(name))).id()};
  auto copy = files.Read(*path, kMaxModuleBytes);
  if (!copy.ok()) {
    Refuse(diagnostics, {*path, used.span}, copy.error().message);
    return std::nullopt;
  }
  return LoadedModule{*path, sources.Add(files.DisplayPath(*path), std::move(*copy)).id()};
}

void LoadData(const FileSource& files, std::span<const syntax::File> modules, checked::Project& project,
              Diagnostics& diagnostics) {
  std::vector<Placed> wanted;
  for (const auto& [path, span] : project.catalogues) wanted.push_back({path, span});
  for (const syntax::File& module : modules) {
    for (const syntax::Declaration& declaration : module.declarations) {
      const auto* table = std::get_if<syntax::TableDecl>(&declaration.node);
      if (table != nullptr && table->file) wanted.push_back({table->file->value, table->file->span});
    }
  }
  std::size_t left = kMaxProjectBytes;
  for (const Placed& file : wanted) {
    if (project.data_files.contains(file.text)) continue;
    if (CheckPath(file.text).ok() && !files.Exists(file.text)) continue;
    auto content = files.Read(file.text, std::min(kMaxDataBytes, left));
    if (!content.ok()) {
      Refuse(diagnostics, file, content.error().message);
      continue;
    }
    left -= content->size();
    project.data_files.emplace(file.text, std::move(*content));
  }
}

}  // namespace bpol::project
