// FileSource: where the files of a project come from: a folder, or a bundle in memory. One loader reads both.
// INVARIANT: no path leads out of the project: absolute ones, `..` and links that point elsewhere are refused.
// Thread safety: reads may run in parallel.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bpol::project {

// Nothing when `path` may name a file of a project: names between `/`, none of them empty, `.` or `..`, at most 255
// bytes.
Status CheckPath(std::string_view path);

class FileSource {
 public:
  virtual ~FileSource() = default;
  // The content of the file at `path`, from the project's root. The error says what is wrong, without naming the path
  // again.
  virtual Result<std::string> Read(std::string_view path, std::size_t limit) const = 0;
  // Whether anything stands at `path`; false for paths that CheckPath refuses.
  virtual bool Exists(std::string_view path) const = 0;
  // How messages name the file.
  virtual std::string DisplayPath(std::string_view path) const = 0;
};

class FolderSource : public FileSource {
 public:
  // The error says why `folder` is none.
  static Result<FolderSource> Open(const std::string& folder);

  Result<std::string> Read(std::string_view path, std::size_t limit) const override;
  bool Exists(std::string_view path) const override;
  std::string DisplayPath(std::string_view path) const override;

 private:
  FolderSource(std::string folder, std::string root) : folder_(std::move(folder)), root_(std::move(root)) {}

  std::string folder_;  // as the caller wrote it
  std::string root_;    // absolute, without links
};

class MemorySource : public FileSource {
 public:
  using Files = std::map<std::string, std::string, std::less<>>;

  // Content by path; paths that CheckPath refuses cannot be read.
  explicit MemorySource(Files files) : files_(std::move(files)) {}

  Result<std::string> Read(std::string_view path, std::size_t limit) const override;
  bool Exists(std::string_view path) const override;
  std::string DisplayPath(std::string_view path) const override { return std::string(path); }

 private:
  Files files_;
};

}  // namespace bpol::project
