// Runs the built `bpol` as a user does: a command line, standard input, what came out and how it ended.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bpol::cli {

struct Ended {
  int status = -1;  // of the process; 128 + n when a signal ended it
  std::string out, err;
};

Ended RunBpol(const std::vector<std::string>& arguments, std::string_view input = "");

// tests/projects/NAME.
std::string ProjectPath(std::string_view name);

// A folder of this test's own, removed with it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // Writes a file and gives its path.
  std::string Write(const std::string& name, std::string_view content);
  std::string Path(const std::string& name) const { return (root_ / name).string(); }
  std::string path() const { return root_.string(); }

 private:
  std::filesystem::path root_;
};

// `text` with every hash of 64 digits as HASH, so that expectations outlive changes of what is hashed.
std::string WithoutHashes(std::string text);

}  // namespace bpol::cli
