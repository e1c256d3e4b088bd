// Session: what `bpol repl` knows between two lines: a project, the request that was set, and how to ask the compiler
// about both. Every question is a small module of the session's own, compiled behind the project's, so that names,
// types, narrowing and messages are those of policies.
// Thread safety: one thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/pipeline.h"

namespace bpol::repl {

// The project with `more` behind its modules; what compiler::Compile gives.
using Compiler = std::function<Result<std::unique_ptr<compiler::Compiled>>(const compiler::Options&)>;

class Session {
 public:
  // The error: the project has mistakes, said as they are, or cannot be read.
  static Result<Session> Open(Compiler compiler);

  // The answer to one line, ending in a line break; empty for an empty line.
  std::string Answer(std::string_view line);

  // What the author reads first.
  std::string Greeting() const;
  // Words that a line may begin with, and names of fixtures, for completion.
  std::vector<std::string> Words() const;

 private:
  explicit Session(Compiler compiler) : compiler_(std::move(compiler)) {}

  std::string Reload();
  std::string Given(std::string_view fixture);
  std::string Set(std::string_view change);
  std::string Request();
  std::string Decide();
  std::string Explain();
  std::string Evaluate(std::string_view expression);

  // The project with the session's module: its head, then `declarations`. The error is what the author is told.
  Result<std::unique_ptr<compiler::Compiled>> Ask(const std::string& declarations, compiler::Stage stop_after,
                                                  std::string_view read_by = {});
  // The session's request as a `test`; what was set is in it.
  std::string TestText() const;
  // Nothing is set: what to do about it; else empty.
  std::string NothingGiven() const;

  Compiler compiler_;
  std::unique_ptr<compiler::Compiled> project_;
  std::string fixture_;
  std::vector<std::string> changes_;
};

}  // namespace bpol::repl
