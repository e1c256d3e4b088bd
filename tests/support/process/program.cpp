#include "tests/support/process/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "runtime/base/bytes.h"

namespace bpol::test {
namespace {

constexpr auto kGlance = std::chrono::milliseconds(2);

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const std::string& log,
                 const std::vector<std::string>& more_environment) {
  // Everything that allocates is done before the fork: the test may have threads.
  std::vector<std::string> environment;
  for (char** entry = ::environ; *entry != nullptr; ++entry) environment.emplace_back(*entry);
  environment.insert(environment.end(), more_environment.begin(), more_environment.end());
  const std::vector<char*> arguments_of_child = Pointers(arguments), environment_of_child = Pointers(environment);
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  id_ = ::fork();
  if (id_ == 0) {
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execve(arguments_of_child[0], arguments_of_child.data(), environment_of_child.data());
    ::_exit(126);
  }
  ::close(output);
}

Program::~Program() {
  if (end_ || id_ <= 0) return;
  ::kill(id_, SIGKILL);
  ::waitpid(id_, nullptr, 0);
}

void Program::Signal(int number) {
  if (!end_) ::kill(id_, number);
}

std::optional<std::string> Program::Wait(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!end_) {
    int status = 0;
    if (::waitpid(id_, &status, WNOHANG) == id_) {
      end_ = WIFEXITED(status) ? "exit " + std::to_string(WEXITSTATUS(status))
                               : "signal " + std::to_string(WTERMSIG(status));
      break;
    }
    if (std::chrono::steady_clock::now() >= deadline) break;
    std::this_thread::sleep_for(kGlance);
  }
  return end_;
}

std::optional<std::string> AwaitFile(const std::string& path, Program& program, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < deadline) {
    auto content = ReadFile(path, 4096);
    if (content.ok() && !content->empty()) return *std::move(content);
    if (program.Wait(std::chrono::milliseconds(0))) return std::nullopt;
    std::this_thread::sleep_for(kGlance);
  }
  return std::nullopt;
}

}  // namespace bpol::test
