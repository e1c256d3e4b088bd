// Program: another program that a test started, and ends with the test.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace bpol::test {

class Program {
 public:
  // `arguments` begins with the program's path; both its outputs go to the file `log`. `more_environment`: NAME=value.
  Program(const std::vector<std::string>& arguments, const std::string& log,
          const std::vector<std::string>& more_environment = {});
  // Ends it without asking.
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void Signal(int number);
  // "exit 0", "signal 15"; nothing when it still runs after `patience`.
  std::optional<std::string> Wait(std::chrono::milliseconds patience);
  ::pid_t id() const { return id_; }

 private:
  ::pid_t id_;
  std::optional<std::string> end_;
};

// The content of a small file as soon as it has any, or nothing after `patience` or when `program` has ended.
std::optional<std::string> AwaitFile(const std::string& path, Program& program, std::chrono::milliseconds patience);

}  // namespace bpol::test
