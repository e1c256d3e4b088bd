#include "compiler/cli/line_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace bpol::cli {
namespace {

constexpr std::size_t kPieceBytes = 256u << 10;

}  // namespace

LineReader::LineReader(int fd, std::string name) : fd_(fd), name_(std::move(name)), buffer_(kPieceBytes, '\0') {}

LineReader::LineReader(LineReader&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), name_(std::move(other.name_)), buffer_(std::move(other.buffer_)) {}

LineReader::~LineReader() {
  if (fd_ > STDIN_FILENO) ::close(fd_);
}

Result<LineReader> LineReader::Open(const std::string& path) {
  if (path == "-") return LineReader(STDIN_FILENO, "standard input");
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{"cannot open `" + path + "`: " + std::strerror(errno)};
  return LineReader(fd, "`" + path + "`");
}

Status LineReader::Fill() {
  for (;;) {
    const ssize_t got = ::read(fd_, buffer_.data(), buffer_.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{"cannot read " + name_ + ": " + std::strerror(errno)};
    at_ = 0;
    end_ = static_cast<std::size_t>(got);
    ended_ = got == 0;
    return {};
  }
}

Result<std::optional<std::string_view>> LineReader::Next() {
  line_.clear();
  bool begun = false;
  for (;;) {
    if (at_ == end_) {
      if (!ended_) BPOL_TRY_STATUS(Fill());
      if (ended_) return begun ? std::optional<std::string_view>(line_) : std::nullopt;
    }
    const std::string_view rest(buffer_.data() + at_, end_ - at_);
    const std::size_t length = std::min(rest.find('\n'), rest.size());
    const bool whole = length < rest.size();
    at_ += length + (whole ? 1 : 0);
    if (whole && !begun) return std::optional(rest.substr(0, length));
    begun = true;
    line_.append(rest.substr(0, std::min(length, kMaxLine + 1 - line_.size())));
    if (whole) return std::optional<std::string_view>(line_);
  }
}

}  // namespace bpol::cli
