#include "tests/unit/compiler/cli/run_bpol.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <regex>

#include "runtime/base/bytes.h"

namespace bpol::cli {

Folder::Folder() {
  std::string pattern = testing::TempDir() + "bpol_cli_XXXXXX";
  EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
  root_ = pattern;
}

Folder::~Folder() {
  std::filesystem::remove_all(root_);
}

std::string Folder::Write(const std::string& name, std::string_view content) {
  std::filesystem::create_directories((root_ / name).parent_path());
  std::ofstream(root_ / name, std::ios::binary) << content;
  return Path(name);
}

Ended RunBpol(const std::vector<std::string>& arguments, std::string_view input) {
  // Files instead of pipes: nobody has to read while somebody else writes.
  Folder folder;
  const std::string in = folder.Write("in", input), out = folder.Path("out"), err = folder.Path("err");
  std::string program = BPOL_BINARY_DIR "/bin/bpol";
  std::vector<char*> argv = {program.data()};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_addopen(&files, 2, err.c_str(), O_WRONLY | O_CREAT, 0600);
  pid_t child = 0;
  const int spawned = ::posix_spawn(&child, program.c_str(), &files, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  Ended ended;
  if (spawned != 0) return ended;
  int status = 0;
  ::waitpid(child, &status, 0);
  ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ended.out = *ReadFile(out);
  ended.err = *ReadFile(err);
  return ended;
}

std::string ProjectPath(std::string_view name) {
  return BPOL_SOURCE_DIR "/tests/projects/" + std::string(name);
}

std::string WithoutHashes(std::string text) {
  static const std::regex kHash("\\b[0-9a-f]{64}\\b");
  return std::regex_replace(text, kHash, "HASH");
}

}  // namespace bpol::cli
