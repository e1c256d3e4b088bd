#include "runtime/audit/storage.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include "runtime/audit/record.h"

namespace bpol::audit {
namespace {

// Enough for the last records at any size, and often for some hundred: each one that fits has its link checked.
constexpr std::uint64_t kWindow = 1 << 20;
static_assert(kWindow > 2 * (kMaxLine + 1), "a window that begins inside a record must hold the next one whole");

Error SystemError(std::string_view what, const std::string& path) {
  return Error{std::string(what) + " `" + path + "`: " + std::strerror(errno)};
}

class FileStorage final : public Storage {
 public:
  FileStorage(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  ~FileStorage() override { ::close(descriptor_); }

  Status Append(std::string_view text) override {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return SystemError("cannot append to", name_);
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  Status Sync() override {
    if (::fdatasync(descriptor_) != 0) return SystemError("cannot sync", name_);
    return {};
  }
  Status CutBack(std::uint64_t size) override {
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) return SystemError("cannot shorten", name_);
    return {};
  }

 private:
  int descriptor_;
  std::string name_;
};

// A new name is durable only once its folder is.
Status SyncFolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return SystemError("cannot open the folder of", path);
  const bool synced = ::fsync(descriptor) == 0;
  const Error error = SystemError("cannot sync the folder of", path);
  ::close(descriptor);
  if (!synced) return error;
  return {};
}

Result<std::string> ReadWindow(int descriptor, std::uint64_t offset, std::uint64_t size, const std::string& path) {
  std::string window(size, '\0');
  std::size_t done = 0;
  while (done < window.size()) {
    const ssize_t got =
        ::pread(descriptor, window.data() + done, window.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SystemError("cannot read", path);
    if (got == 0) return Error{"cannot read `" + path + "`: it became shorter meanwhile"};
    done += static_cast<std::size_t>(got);
  }
  return window;
}

Status CheckLink(const ReadRecord& record, const Tail& before) {
  if (record.stated != record.computed)
    return Error{"record " + std::to_string(record.seq) + " does not have the hash it states"};
  if (before.seq == 0) return {};
  if (record.seq != before.seq + 1 || record.prev != before.hash || record.origin != before.origin)
    return Error{"record " + std::to_string(record.seq) + " does not follow record " + std::to_string(before.seq)};
  return {};
}

}  // namespace

std::unique_ptr<Storage> AdoptDescriptor(int descriptor, std::string name) {
  return std::make_unique<FileStorage>(descriptor, std::move(name));
}

Result<Tail> ReadTail(std::string_view window, std::uint64_t offset) {
  Tail tail;
  std::size_t at = 0;
  if (offset > 0) {
    at = window.find('\n');
    if (at == std::string_view::npos) return Error{"its last line is longer than a record can be"};
    ++at;
  }
  Sha256 sha256;
  for (std::size_t end; (end = window.find('\n', at)) != std::string_view::npos; at = end + 1) {
    const auto record = ParseRecord(window.substr(at, end - at), sha256);
    if (!record) return Error{"after record " + std::to_string(tail.seq) + " stands a line that is no record"};
    BPOL_TRY_STATUS(CheckLink(*record, tail));
    tail.seq = record->seq;
    tail.hash = record->computed;
    tail.origin = std::string(record->origin);
  }
  tail.size = offset + at;
  tail.torn = window.size() - at;
  if (offset > 0 && tail.seq == 0) return Error{"its end holds no whole record"};
  return tail;
}

Result<OpenedFile> OpenRecordFile(const std::string& path) {
  const bool existed = ::access(path.c_str(), F_OK) == 0;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0600);
  if (descriptor < 0) return SystemError("cannot open the record", path);
  OpenedFile opened{AdoptDescriptor(descriptor, path), {}};
  struct stat info{};
  if (::fstat(descriptor, &info) != 0) return SystemError("cannot examine the record", path);
  if (!S_ISREG(info.st_mode)) return Error{"cannot keep the record in `" + path + "`: it is no regular file"};
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    return Error{"cannot keep the record in `" + path + "`: another process writes to it"};
  if (!existed) BPOL_TRY_STATUS(SyncFolderOf(path));

  const auto size = static_cast<std::uint64_t>(info.st_size);
  const std::uint64_t offset = size > kWindow ? size - kWindow : 0;
  BPOL_TRY(const std::string window, ReadWindow(descriptor, offset, size - offset, path));
  auto tail = ReadTail(window, offset);
  if (!tail.ok()) {
    return Error{"cannot continue the record in `" + path + "`: " + tail.error().message +
                 "; look with `bpol audit verify`, keep the file as evidence and start a new one"};
  }
  opened.tail = std::move(tail).value();
  return opened;
}

}  // namespace bpol::audit
