// LineReader: the lines of a file or of standard input, fast, of bounded memory whatever comes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace bpol::cli {

class LineReader {
 public:
  // `path` is a file, or `-` for standard input.
  static Result<LineReader> Open(const std::string& path);
  LineReader(LineReader&& other) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  ~LineReader();

  // The next line without its end, valid until the next call; nothing at the end. Of a line longer than kMaxLine only
  // kMaxLine + 1 bytes are given, which is too long for everyone.
  static constexpr std::size_t kMaxLine = 1u << 20;
  Result<std::optional<std::string_view>> Next();

  // Whether Next may have to wait for whoever writes the lines: what was answered so far should be sent before.
  bool MayWait() const { return buffer_.find('\n', at_) >= end_; }

 private:
  LineReader(int fd, std::string name);
  Status Fill();

  int fd_;
  std::string name_;
  std::string buffer_;
  std::size_t at_ = 0, end_ = 0;  // what was read and not yet given
  bool ended_ = false;
  std::string line_;  // a line that began in an earlier piece
};

}  // namespace bpol::cli
