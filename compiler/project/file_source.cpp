#include "compiler/project/file_source.h"

#include <algorithm>
#include <filesystem>

#include "runtime/base/bytes.h"

namespace bpol::project {
namespace {

namespace fs = std::filesystem;

Error TooLarge(std::size_t limit) {
  return Error{"is larger than the limit of " + std::to_string(limit) + " bytes"};
}

bool Within(const fs::path& root, const fs::path& file) {
  const auto [end, ignored] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return end == root.end();
}

}  // namespace

Status CheckPath(std::string_view path) {
  constexpr std::size_t kMaxPathBytes = 255;
  if (path.empty()) return Error{"is an empty path"};
  if (path.size() > kMaxPathBytes) return Error{"is a path of more than " + std::to_string(kMaxPathBytes) + " bytes"};
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\')
      return Error{"is a path with a character that paths of a project cannot have"};
  }
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view name = path.substr(begin, end - begin);
    if (name == "..") return Error{"leads out of the project's folder"};
    if (name.empty() && begin == 0) return Error{"is an absolute path; files are named from the project's folder"};
    if (name.empty() || name == ".") return Error{"is a path with an empty name or `.` in it"};
    begin = end + 1;
  }
  return {};
}

Result<FolderSource> FolderSource::Open(const std::string& folder) {
  std::error_code error;
  const fs::path root = fs::canonical(folder.empty() ? "." : folder, error);
  if (error) return Error{"cannot open `" + folder + "`: " + error.message()};
  if (!fs::is_directory(root, error)) return Error{"`" + folder + "` is not a folder"};
  return FolderSource(folder, root.string());
}

Result<std::string> FolderSource::Read(std::string_view path, std::size_t limit) const {
  BPOL_TRY_STATUS(CheckPath(path));
  std::error_code error;
  const fs::path file = fs::canonical(fs::path(root_) / path, error);
  if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory)
    return Error{"does not exist"};
  if (error) return Error{"cannot be opened: " + error.message()};
  if (!Within(root_, file)) return Error{"is a link that leads out of the project's folder"};
  if (!fs::is_regular_file(file, error)) return Error{"is not a file"};
  if (fs::file_size(file, error) > limit && !error) return TooLarge(limit);
  auto content = ReadFile(file.string(), limit);
  if (!content.ok()) return Error{"cannot be read: " + content.error().message};
  return content;
}

bool FolderSource::Exists(std::string_view path) const {
  std::error_code ignored;
  return CheckPath(path).ok() && fs::exists(fs::path(root_) / path, ignored);
}

std::string FolderSource::DisplayPath(std::string_view path) const {
  if (folder_.empty() || folder_ == ".") return std::string(path);
  return folder_.ends_with('/') ? folder_ + std::string(path) : folder_ + "/" + std::string(path);
}

Result<std::string> MemorySource::Read(std::string_view path, std::size_t limit) const {
  BPOL_TRY_STATUS(CheckPath(path));
  const auto found = files_.find(path);
  if (found == files_.end()) return Error{"does not exist"};
  if (found->second.size() > limit) return TooLarge(limit);
  return found->second;
}

bool MemorySource::Exists(std::string_view path) const {
  return CheckPath(path).ok() && files_.contains(path);
}

}  // namespace bpol::project
