// What the files of this folder share: how a sub-command joins the program and how it ends.
// Each Add… declares one sub-command with its options; when the user asks for it, it runs and sets `exit`.
#pragma once

#include <string_view>

#include "runtime/base/result.h"

namespace CLI {
class App;
}

namespace bpol::cli {

// The status of the process.
enum class Exit : int {
  Ok = 0,
  Problem = 1,  // the policy, a test or a record has a problem
  Usage = 2,    // the command was not understood, or a file cannot be read or written
};

void AddCheck(CLI::App& app, Exit& exit);
void AddEval(CLI::App& app, Exit& exit);
void AddTest(CLI::App& app, Exit& exit);
void AddRepl(CLI::App& app, Exit& exit);
void AddFmt(CLI::App& app, Exit& exit);
void AddBuild(CLI::App& app, Exit& exit);
void AddAudit(CLI::App& app, Exit& exit);

// Writes `bpol: …` to standard error.
Exit Fail(const Error& error);
Exit Fail(std::string_view message);

}  // namespace bpol::cli
