#include "compiler/cli/app.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "compiler/cli/command.h"

namespace bpol::cli {
namespace {

constexpr char kAbout[] =
    "bpol checks, tests and runs policies.\n"
    "A PROJECT is a folder with a file bpol.toml; `bpol COMMAND --help` says more about a command.";
constexpr char kFooter[] =
    "Ends with 0 when all is well, 1 when the policy, a test or a record has a problem,\n"
    "2 when the command was not understood or a file could not be read.\n";

// CLI11 says what is wrong in its own words; ours end with where to read on.
Exit UsageError(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  const std::string name = command == &app ? "bpol" : "bpol " + command->get_name();
  return Fail(std::string(error.what()) + "\ntry `" + name + " --help`");
}

}  // namespace

Exit Fail(std::string_view message) {
  std::fflush(stdout);
  std::fprintf(stderr, "bpol: %.*s\n", static_cast<int>(message.size()), message.data());
  return Exit::Usage;
}

Exit Fail(const Error& error) {
  return Fail(error.message);
}

int Run(int argc, const char* const* argv) {
  CLI::App app(kAbout, "bpol");
  Exit exit = Exit::Ok;
  app.require_subcommand(1);
  app.footer(kFooter);
  app.set_help_flag("-h,--help", "say what this command does");
  AddCheck(app, exit);
  AddEval(app, exit);
  AddTest(app, exit);
  AddRepl(app, exit);
  AddFmt(app, exit);
  AddBuild(app, exit);
  AddAudit(app, exit);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    exit = UsageError(app, error);
  }
  if (std::fflush(stdout) != 0 && exit == Exit::Ok) exit = Fail("cannot write to standard output");
  return static_cast<int>(exit);
}

}  // namespace bpol::cli
