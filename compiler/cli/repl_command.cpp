// bpol repl: questions about a project, one a line; on a terminal with history and completion.
#include <editline/readline.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "compiler/cli/command.h"
#include "compiler/cli/line_reader.h"
#include "compiler/cli/open_project.h"
#include "compiler/cli/terminal.h"
#include "compiler/repl/session.h"

namespace bpol::cli {
namespace {

bool Quits(std::string_view line) {
  return line == "quit" || line == "exit";
}

// libedit's completion has no place for a closure.
std::vector<std::string>* words_to_complete = nullptr;

char* NextWord(const char* start, int state) {
  static std::size_t next = 0;
  if (state == 0) next = 0;
  while (next < words_to_complete->size()) {
    const std::string& word = (*words_to_complete)[next++];
    if (word.starts_with(start)) return strdup(word.c_str());
  }
  return nullptr;
}

char** Complete(const char* text, int, int) {
  rl_attempted_completion_over = 1;
  return rl_completion_matches(text, NextWord);
}

Exit Converse(repl::Session& session) {
  std::fputs(session.Greeting().c_str(), stdout);
  std::vector<std::string> words = session.Words();
  words_to_complete = &words;
  rl_attempted_completion_function = Complete;
  while (true) {
    const std::unique_ptr<char, decltype(&std::free)> line(readline("bpol> "), &std::free);
    if (line == nullptr) std::fputs("\n", stdout);
    if (line == nullptr || Quits(line.get())) return Exit::Ok;
    if (*line != '\0') add_history(line.get());
    std::fputs(session.Answer(line.get()).c_str(), stdout);
    words = session.Words();
  }
}

// Each question is shown before its answer, so that the output reads like a conversation.
Exit AnswerLines(repl::Session& session) {
  auto input = LineReader::Open("-");
  if (!input.ok()) return Fail(input.error());
  while (true) {
    const auto line = input->Next();
    if (!line.ok()) return Fail(line.error());
    if (!*line || Quits(**line)) return Exit::Ok;
    const std::string question(**line);
    std::printf("bpol> %s\n%s", question.c_str(), session.Answer(question).c_str());
    if (std::fflush(stdout) != 0) return Fail("cannot write to standard output");
  }
}

Exit Repl(const std::string& path) {
  auto session = repl::Session::Open([path](const compiler::Options& options) { return CompilePath(path, options); });
  if (!session.ok()) {
    std::fputs(session.error().message.c_str(), stderr);
    return Exit::Problem;
  }
  return IsTerminal(Stream::Input) ? Converse(*session) : AnswerLines(*session);
}

}  // namespace

void AddRepl(CLI::App& app, Exit& exit) {
  auto path = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("repl", "ask about a project: decide, explain, evaluate");
  command->add_option("PROJECT", *path, "a project's folder, or one .bpol file")->required();
  command->footer("Takes questions from a terminal, or one a line from standard input; `help` lists them.");
  command->callback([path, &exit] { exit = Repl(*path); });
}

}  // namespace bpol::cli
